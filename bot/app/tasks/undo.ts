import { type Accepted, type Decided, ended, fail, stopped, together } from '../../domain/decide.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import type { Approved, Failure, Right } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { Held, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';
import { approved, others, whileApproved } from './approved.ts';
import { pause, saysOfTheRight, unfinished, wait } from './effect.ts';
import { mayHold, mayStand, whyShown } from './stands.ts';

/** Ends a request that may not be applied any more: first nothing of it stands in Exchange, then it is closed. */
export async function withdraw(
  deps: Deps,
  state: Approved,
  person: Person,
  why: Failure,
  attempt: number,
): Promise<Done> {
  const { id, group, applying } = state;
  if (applying === null) return close(deps, id, why);
  const later = await takeBack(deps, state, person, attempt);
  if (later !== null) return later;
  const left = await deps.permissions.held(group, person);
  if (left === null) return close(deps, id, why);
  // A right of ours that this request was to replace may be gone by its doing; a reading may not show that yet, or show
  // it of one that stands. It counts as ended when Exchange says so.
  const gone: Right[] = [];
  for (const { right } of await others(deps, state)) {
    const stands = right === state.right ? applying.held.includes(right) : !applying.replacing;
    if (stands) continue;
    const outcome = await deps.permissions.remove(group, person, right, whileApproved(deps, id));
    const later = await unfinished(deps, id, outcome, attempt);
    if (later !== null) return later;
    if (outcome.result !== 'refused' || !mayHold(left, right)) gone.push(right);
  }
  return close(deps, id, why, { held: left, gone });
}

/** What stands in Exchange when a request is closed, and what of ours has gone from there. */
interface Left {
  readonly held: Held;
  readonly gone: readonly Right[];
}

/**
 * Takes back what we have put into Exchange, or may have: a change whose reply was lost can still arrive. Gives what is
 * left to do, null when nothing of it stands any more.
 */
async function takeBack(
  deps: Deps,
  { id, group, right, applying }: Approved,
  person: Person,
  attempt: number,
): Promise<Done | null> {
  if (applying === null || applying.held.includes(right)) return null;
  const outcome = await deps.permissions.remove(group, person, right, whileApproved(deps, id));
  const later = (await unfinished(deps, id, outcome, attempt)) ?? (await unsure(deps, id, outcome, attempt));
  if (later !== null) return later;
  const reading = await deps.permissions.held(group, person);
  return reading !== null && mayStand(reading, right, outcome)
    ? wait(deps, id, whyShown(outcome), pause(deps, attempt))
    : null;
}

/** A refusal that says nothing of the right is no proof that it is gone, whatever a reading shows: tried again later. */
async function unsure(deps: Deps, id: RequestId, outcome: Outcome, attempt: number): Promise<Done | null> {
  if (outcome.result !== 'refused' || saysOfTheRight(outcome)) return null;
  deps.log.warn('take-back-refused', { request: id, code: outcome.why, attempt });
  return wait(deps, id, 'unavailable', pause(deps, attempt, 30_000));
}

/**
 * The end of a request that is not applied: cancelled when somebody stopped it, else failed. A right of ours that this
 * request was to replace and that is gone has ended.
 */
export async function close(deps: Deps, id: RequestId, why: Failure, left: Left | null = null): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null) return { refused: 'already-decided' };
    const now = at(deps.clock.now());
    const closed = state.stop === null ? fail(state, why, now) : stopped(state, now);
    return left === null ? closed : together([closed, ...(await lost(deps, state, left))]);
  });
  deps.log.info('request-closed', { request: id, code: why });
  return 'done';
}

/** The pair's other active grants that Exchange does not hold any more. */
async function lost(deps: Deps, state: Approved, { held, gone }: Left): Promise<readonly Accepted[]> {
  const now = at(deps.clock.now());
  const old = (await others(deps, state)).filter(({ right }) => gone.includes(right));
  const before = state.applying?.before ?? delegates(held);
  const replaced = { by: state.requester, cause: 'replaced', reason: null, at: now } as const;
  return old.map((one) => ended(one, before, delegates(held), now, one.grant.ending ?? replaced));
}
