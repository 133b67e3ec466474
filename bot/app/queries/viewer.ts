import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Looker } from '../../domain/policy.ts';
import type { Context } from '../command.ts';
import { speakerLooks, type Watches, watcher } from '../facts/roles.ts';

/**
 * Who reads. What they are is read live, once, and only where the answer depends on it. Both throw Fault while the
 * directory does not answer.
 */
export interface Viewer {
  readonly id: UserId;
  /** What they are to every group. */
  watches(): Promise<Watches>;
  /** What they are to one group. */
  looks(group: GroupId): Promise<Looker>;
}

/** An answer of the read side. A refusal is a value, and says nothing about what was asked for. */
export type Answer<T> = { readonly data: T } | { readonly refused: 'not-allowed' | 'not-found' };

/** One page of a list; `more`: there is another behind its last item. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Who speaks, as a reader. */
export function viewerOf(context: Context): Viewer {
  const { deps, speaker } = context;
  let watches: Promise<Watches> | undefined;
  return {
    id: speaker.id,
    watches() {
      watches ??= watcher(deps, speaker.id);
      return watches;
    },
    looks: (group) => speakerLooks(context, group),
  };
}
