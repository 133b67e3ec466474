import { type Accepted, accept } from './accept.ts';
import type { At, UserId } from './ids.ts';
import type { Approved, Stray } from './request.ts';
import { tell } from './work-of.ts';

/** Entries that come to a group while Behalf changes it, and that no request is about. Pure. */

/** One who holds the right by a reading. */
export interface Shown {
  readonly id: string | null;
  readonly name: string;
  readonly address: string | null;
  /** As the record names it. */
  readonly label: string;
}

/**
 * Who holds the right now and did not before. An entry of which Exchange says (or said) not whose it is may be one that
 * was there before in another guise: so many newcomers are none.
 */
export function newcomers(state: Approved, now: readonly Shown[]): readonly Shown[] {
  const { applying, right } = state;
  if (applying?.ids === undefined) return [];
  const [ids, labels] = [new Set(applying.ids), new Set(applying.before[right])];
  const isOld = ({ id, label }: Shown) => (id === null ? labels.has(label) : ids.has(id));
  const [fresh, old] = [now.filter((one) => !isOld(one)), now.filter(isOld)];
  const [named, unnamed] = [fresh.filter(({ id }) => id !== null), fresh.filter(({ id }) => id === null)];
  // Shown without an id before, and not shown so any more.
  const unseen = Math.max(0, labels.size - ids.size - old.filter(({ id }) => id === null).length);
  const left = ids.size - old.filter(({ id }) => id !== null).length;
  const certain = named.length > unseen ? named : [];
  const others = unnamed.length > left + Math.max(0, unseen - named.length) ? unnamed : [];
  return [...certain, ...others];
}

/** What of the request's strays is Behalf's own mistake, and may still stand. */
export const mistakes = ({ strays = [] }: Approved): readonly Stray[] =>
  strays.filter(({ by, gone }) => by === 'behalf' && !gone);

/** Was anybody taken for the person of the request? */
export const wasMistaken = ({ strays = [] }: Approved): boolean => strays.some(({ by }) => by === 'behalf');

export function noteStray(state: Approved, stray: Stray, now: At, admins: readonly UserId[]): Accepted {
  const noted = accept(state, { type: 'drift.found', request: state.id, at: now, actor: 'behalf', stray });
  const told = noted.requests.flatMap(({ next }) =>
    tell(next, stray.by === 'behalf' ? 'mistook' : 'stray', now, admins),
  );
  return { ...noted, work: [...noted.work, ...told] };
}

/** Exchange has answered that a mistake of Behalf's is taken away. */
export function strayGone(state: Approved, stray: Stray, now: At): Accepted {
  const gone = { ...stray, gone: true };
  return accept(state, { type: 'drift.gone', request: state.id, at: now, actor: 'behalf', stray: gone });
}
