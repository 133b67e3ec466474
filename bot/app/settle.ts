import type { Accepted, Decided } from '../domain/accept.ts';
import type { RequestId } from '../domain/ids.ts';
import { Fault } from '../ports/faults.ts';
import type { Change } from '../ports/store.ts';
import type { Deps } from './deps.ts';

/** What a turn's own repetition finds: the first delivery has done it. */
export interface Repeated {
  readonly repeated: true;
}

/** What must hold when it is committed, besides that nobody was faster. */
interface Bounds {
  /** This turn has not done anything yet. */
  readonly turn?: string;
  readonly quota?: NonNullable<Change['quota']>;
}

const tries = 8;

/**
 * Decide and commit, until nobody else was faster: `attempt` reads the state afresh each time. Gives what was decided
 * last; a refusal changes nothing. Throws Fault `store-unavailable` when it does not settle.
 */
export async function settle<D extends Decided>(
  { store, work, metrics }: Pick<Deps, 'store' | 'work' | 'metrics'>,
  attempt: (again: number) => Promise<D>,
  { turn, quota }: Bounds = {},
): Promise<D | Repeated> {
  for (let again = 0; again < tries; again++) {
    const decided = await attempt(again);
    if ('refused' in decided) return decided;
    const { events, requests, work: tasks } = decided as Accepted;
    if (events.length === 0) return decided;
    const ids = requests.map(({ next }) => next.id as RequestId);
    const change = {
      events,
      requests,
      work: tasks,
      ...(turn === undefined ? {} : { turn: { key: turn, requests: ids } }),
      ...(quota && { quota }),
    };
    const result = await store.commit(change);
    if ('committed' in result) {
      work.nudge();
      for (const { type } of events) metrics.count('events', { type });
      return decided;
    }
    if (result.conflict === 'turn') return { repeated: true };
  }
  throw new Fault('store-unavailable', 'a change did not settle: others were faster every time');
}
