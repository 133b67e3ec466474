import { lookedFor, type Unseen } from '../../domain/away.ts';
import { type At, at, type RequestId, type UserId } from '../../domain/ids.ts';
import type { Applied, Approved, Away, Delegates, Request, Right, Stuck } from '../../domain/request.ts';
import { waiting } from '../../domain/waiting.ts';
import type { Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Outcome, Reading } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { strangers } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { toNobody, toTell } from '../refusals.ts';
import { pause, wait, waitFor } from './effect.ts';

/** What only people can end: something was deleted or is out of sight, or Exchange refuses. Looked at with growing pauses. */

const minute = 60_000;
const hour = 60 * minute;
/** Longest pauses. What is deleted is also looked for every few minutes, for all requests at once. */
const longest = { away: 6 * hour, refused: hour };
/** The admins hear at once of a group that Behalf may not change; of another refusal when it does not pass. */
const passesMs = hour;

type Waiting = Approved | Applied;

/** What is known of an object that is not there, after this look. `person`: whose account, or null for the group. */
export function awayNow(
  deps: Deps,
  state: Waiting,
  presence: Exclude<Presence<unknown>, { is: 'here' }>,
  person: UserId | null,
  attempt: number,
): Away {
  const unseen: Unseen = presence.is === 'deleted' ? { deletedAt: at(presence.at) } : 'absent';
  const until = at(pause(deps, attempt, 2000, longest.away));
  return lookedFor(waiting(state).stuck, unseen, person, until, at(deps.clock.now()));
}

/** Waits for something to come back. */
export const waitAway = (deps: Deps, id: RequestId, away: Away): Promise<Done> => waitFor(deps, id, away);

/** What a request waited for is there again: from now on it would be missed anew. */
export async function noteReturn(deps: Deps, state: Waiting, isHere: (missed: Away) => boolean): Promise<Request> {
  const { stuck } = waiting(state);
  if (stuck === null || stuck.why === 'forbidden' || !isHere(stuck)) return state;
  await wait(deps, state.id, 'returned', deps.clock.now());
  const [now] = await deps.store.get([state.id]);
  return now ?? state;
}

/** Exchange refuses the change: it is tried again, the cards say so, and the admins are told once. */
export async function refused(
  deps: Deps,
  id: RequestId,
  of: 'group' | 'app' | 'change',
  attempt: number,
): Promise<Done> {
  const [state] = await deps.store.get([id]);
  if (state === undefined) return 'done';
  const now = at(deps.clock.now());
  const before = refusalOf(waiting(state).stuck);
  const since = before?.since ?? now;
  const lasts = of !== 'change' || Date.parse(now) - Date.parse(since) >= passesMs;
  const tell =
    lasts && before?.told !== true ? await toTell(deps, state.group, of === 'app' ? 'app' : 'group') : toNobody;
  const told = before?.told === true || tell.known || tell.admins.length > 0;
  deps.log.warn('change-refused', { request: id, code: of, attempt });
  // As long again as it has refused: the tries before may have been about something else.
  const refusedMs = Date.parse(now) - Date.parse(since);
  const until = at(pause(deps, 0, Math.max(30_000, refusedMs), longest.refused));
  return waitFor(deps, id, { why: 'forbidden', of, since, told, until }, tell);
}

/** Since when Exchange refuses; a return of what was away begins that anew. Null: it did not refuse until now. */
export const refusedSince = (state: Waiting): At | null => refusalOf(waiting(state).stuck)?.since ?? null;

const refusalOf = (stuck: Stuck | null) => (stuck?.why === 'forbidden' ? stuck : null);

export const refusalKind = ({ why }: Extract<Outcome, { result: 'refused' }>): 'group' | 'change' =>
  why === 'exchange-forbidden' ? 'group' : 'change';

/** Exchange's readings may be as old as this; an account that has just come back may be unknown to it for longer. */
const lagMs = { readings: 15 * minute, accounts: 24 * hour };

/** What a reading that does not show somebody's right is compared with. */
interface Before {
  /** Everybody's rights, when the right was last known to stand, or before it was given. */
  readonly delegates: Delegates;
  /** When something was last changed or came back. */
  readonly changedAt: At;
}

/**
 * A reading does not show somebody's right, though Exchange refuses to say that it is gone. Is that certain? It is, when
 * more time has passed since the last change than Exchange lags, and no entry has come that might be theirs in disguise.
 */
export function isCertain(
  deps: Deps,
  reading: Reading,
  right: Right,
  { why }: Extract<Outcome, { result: 'refused' }>,
  before: Before,
): boolean {
  const lag = why === 'beneficiary-no-mailbox' ? lagMs.accounts : lagMs.readings;
  if (deps.clock.now().getTime() - Date.parse(before.changedAt) < lag) return false;
  return strangers(reading, right).every((one) => before.delegates[right].includes(one));
}

/** Runs an effect; a fault of the other side means: wait, as long as it says. Anything else goes to the work's own retry. */
export async function patiently(
  deps: Deps,
  id: RequestId,
  attempt: number,
  effect: () => Promise<Done>,
): Promise<Done> {
  try {
    return await effect();
  } catch (error) {
    if (!(error instanceof Fault) || error.code.startsWith('store-')) throw error;
    deps.log.warn('effect-waits', { request: id, code: error.code, attempt, error });
    if (error.code === 'exchange-forbidden')
      return patiently(deps, id, attempt, () => refused(deps, id, 'app', attempt));
    const until = error.retryAt ?? pause(deps, attempt);
    return wait(deps, id, delayOf(error), until);
  }
}

function delayOf({ code }: Fault): 'directory' | 'throttled' | 'unavailable' {
  if (code.startsWith('directory')) return 'directory';
  return code === 'exchange-throttled' ? 'throttled' : 'unavailable';
}
