import { type Decided, ended, expire } from '../../domain/decide.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import type { Applied, Delegates } from '../../domain/request.ts';
import type { LastCheck, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';
import { lastCheck, patiently, pause, saysOfTheRight, unfinished, wait, whoLeft } from './effect.ts';
import { mayHold, mayStand, whyShown } from './stands.ts';

/** Takes a right away whose end is decided or due: read → remove → read back → record. */
export function end(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    await expireIfDue(deps, id);
    const check = lastCheck(deps, id, deps.clock.now(), async () => (await ending(deps, id)) !== null);
    const state = await ending(deps, id);
    if (state === null) return 'done';
    const { beneficiary, group, right } = state;
    if (await takenUp(deps, state)) return { again: pause(deps, attempt) };
    const [people, groups] = await Promise.all([deps.directory.people([beneficiary]), deps.directory.groups([group])]);
    // Without the group no right is left to take away.
    if (!groups.has(group)) return record(deps, id, nobody, nobody);
    const person = people.get(beneficiary);
    if (person === undefined) return endOfLeaver(deps, state, attempt, check);
    const reading = await deps.permissions.held(group, person);
    if (reading === null) return wait(deps, id, 'unavailable', pause(deps, 6));
    const before = delegates(reading);
    // A reading without it may be out of date: that the right is gone is Exchange's answer to this.
    const outcome = await deps.permissions.remove(group, person, right, check);
    const later = await untaken(deps, id, outcome, mayHold(reading, right), attempt);
    if (later !== null) return later;
    const after = await deps.permissions.held(group, person);
    if (after !== null && mayStand(after, right, outcome))
      return wait(deps, id, whyShown(outcome), pause(deps, attempt));
    return record(deps, id, before, after === null ? nobody : delegates(after));
  });
}

/**
 * A newer request has begun to give the same right again, which may stand by its doing: then its own end says whether
 * anything is left to take away.
 */
async function takenUp({ store }: Deps, { group, beneficiary: person, right }: Applied): Promise<boolean> {
  const open = await store.find({ of: 'open', group, person });
  return open.some((one) => one.status === 'approved' && one.right === right && one.applying !== null);
}

/**
 * As `unfinished`; a refusal counts as done only where there is nothing to take away: no reading shows it, and Exchange
 * does not find the person or the group. One that says nothing of the right is no proof, however often it comes.
 */
async function untaken(
  deps: Deps,
  id: RequestId,
  outcome: Outcome,
  shown: boolean,
  attempt: number,
): Promise<Done | null> {
  if (outcome.result !== 'refused') return unfinished(deps, id, outcome, attempt);
  const forbidden = outcome.why === 'exchange-forbidden';
  if (!shown && saysOfTheRight(outcome)) return null;
  deps.log.warn('end-refused', { request: id, code: outcome.why, attempt });
  return wait(deps, id, 'unavailable', pause(deps, attempt, shown || forbidden ? 30_000 : 500));
}

/** The account is gone, and may come back: what Exchange still has under its id is removed all the same. */
async function endOfLeaver(
  deps: Deps,
  { id, beneficiary, group, right }: Applied,
  attempt: number,
  check: LastCheck,
): Promise<Done> {
  const leaver = whoLeft(beneficiary);
  const before = await deps.permissions.delegates(group);
  const shown = before?.[right].some(({ objectId }) => objectId === beneficiary) === true;
  const outcome = await deps.permissions.remove(group, leaver, right, check);
  const later = await untaken(deps, id, outcome, shown, attempt);
  if (later !== null) return later;
  const after = await deps.permissions.delegates(group);
  const stands = after?.[right].some(({ objectId }) => objectId === beneficiary) === true;
  if (stands) return wait(deps, id, whyShown(outcome), pause(deps, attempt));
  return record(deps, id, before === null ? nobody : delegates(before), after === null ? nobody : delegates(after));
}

const nobody: Delegates = { sendAs: [], sendOnBehalf: [] };

async function ending({ store }: Deps, id: RequestId): Promise<Applied | null> {
  const [state] = await store.get([id]);
  return state?.status === 'applied' && state.grant.status === 'active' && state.grant.ending !== null ? state : null;
}

async function expireIfDue(deps: Deps, id: RequestId): Promise<void> {
  await settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    const due = state?.status === 'applied' ? expire(state, at(deps.clock.now())) : null;
    return due ?? { refused: 'nothing-held' };
  });
}

async function record(deps: Deps, id: RequestId, before: Delegates, after: Delegates): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await ending(deps, id);
    return state === null ? { refused: 'nothing-held' } : ended(state, before, after, at(deps.clock.now()));
  });
  return 'done';
}
