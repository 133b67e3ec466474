import {
  type Accepted,
  applied,
  type Decided,
  ended,
  fail,
  startApplying,
  stopped,
  together,
} from '../../domain/decide.ts';
import { type At, at, type RequestId } from '../../domain/ids.ts';
import { mayApply } from '../../domain/policy.ts';
import type { Applied, Approved, Failure, Right } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Held } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { standing } from '../gather.ts';
import { settle } from '../settle.ts';
import { lastCheck, patiently, pause, unfinished, wait } from './effect.ts';

/**
 * Applies an approved request: check again → read → write down what stood there → add → read back → take the other
 * right away → record. A crash at any point leaves a state from which the next try goes on, and adds nothing twice.
 */
export function apply(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    const state = await approved(deps, id);
    if (state === null) return 'done';
    const asOf = deps.clock.now();
    const { ground, why } = await groundOf(deps, state);
    const person = ground.beneficiaryPerson;
    if (person === null || !ground.groupStands) return close(deps, id, why ?? 'group-gone');
    if (state.stop !== null || why !== null) {
      const later = await undo(deps, state, person, attempt);
      return later ?? close(deps, id, why ?? 'exchange-refused', await leftOver(deps, state, person));
    }
    const reading = await readNow(deps, id, person);
    if ('closed' in reading) return reading.closed;
    if (state.applying === null && !(await begin(deps, id, reading))) return 'done';
    return change(deps, { id, attempt, person, reading, asOf });
  });
}

/** What an approved request rests on, read live; `why` it may not be applied any more, or null. */
async function groundOf(deps: Deps, state: Approved) {
  const ground = await standing(deps, state, state.decision.by);
  return { ground, why: mayApply(deps.policy, state, ground, ground.facts) };
}

/** Nobody has stopped it, and its ground holds. */
async function mayStill(deps: Deps, id: RequestId): Promise<boolean> {
  const state = await approved(deps, id);
  return state !== null && state.stop === null && (await groundOf(deps, state)).why === null;
}

/** What stands in Exchange. A group that only the directory knows yet is waited for; an app without rights fails it. */
async function readNow(deps: Deps, id: RequestId, person: Person): Promise<Held | { readonly closed: Done }> {
  const state = await approved(deps, id);
  if (state === null) return { closed: 'done' };
  try {
    const reading = await deps.permissions.held(state.group, person);
    return reading ?? { closed: await wait(deps, id, 'unavailable', pause(deps, 6)) };
  } catch (error) {
    const hopeless = error instanceof Fault && error.code === 'exchange-forbidden' && state.applying === null;
    if (!hopeless) throw error;
    deps.log.error('exchange-forbidden', { request: id, error });
    return { closed: await close(deps, id, 'exchange-forbidden') };
  }
}

interface Try {
  readonly id: RequestId;
  readonly attempt: number;
  readonly person: Person;
  readonly reading: Held;
  /** When the ground of the request was read. */
  readonly asOf: Date;
}

async function approved({ store }: Deps, id: RequestId): Promise<Approved | null> {
  const [state] = await store.get([id]);
  return state?.status === 'approved' ? state : null;
}

/** What is taken away on the way needs no more than that the request is still in hand. */
const whileApproved = (deps: Deps, id: RequestId) =>
  lastCheck(deps, id, deps.clock.now(), async () => (await approved(deps, id)) !== null);

/**
 * Takes back what we have put into Exchange, or may have: a change whose reply was lost can still arrive. Gives what is
 * left to do, null when nothing of it stands any more.
 */
async function undo(deps: Deps, state: Approved, person: Person, attempt: number): Promise<Done | null> {
  if (state.applying === null || state.applying.held.includes(state.right)) return null;
  const outcome = await deps.permissions.remove(state.group, person, state.right, whileApproved(deps, state.id));
  const later = await unfinished(deps, state.id, outcome, attempt);
  if (later !== null) return later;
  const reading = await deps.permissions.held(state.group, person);
  const stands = reading?.rights.includes(state.right) === true;
  return stands ? wait(deps, state.id, 'readback', pause(deps, attempt)) : null;
}

/** What stands in Exchange after a change that was begun; null: none was. */
const leftOver = async ({ permissions }: Deps, { applying, group }: Approved, person: Person): Promise<Held | null> =>
  applying === null ? null : permissions.held(group, person);

/**
 * The end of a request that is not applied: cancelled when somebody stopped it, else failed. `left`: what stands now; a
 * right of ours that this request was to replace may have been taken away already, and then it has ended.
 */
async function close(deps: Deps, id: RequestId, why: Failure, left: Held | null = null): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null) return { refused: 'already-decided' };
    const now = at(deps.clock.now());
    const closed = state.stop === null ? fail(state, why, now) : stopped(state, now);
    return left === null ? closed : together([closed, ...(await gone(deps, state, left, now))]);
  });
  deps.log.info('request-closed', { request: id, code: why });
  return 'done';
}

/** The pair's other active grants that Exchange does not hold any more. */
async function gone({ store }: Deps, state: Approved, left: Held, now: At): Promise<readonly Accepted[]> {
  const { group, beneficiary: person, requester: by, applying } = state;
  const active = await store.find({ of: 'active', group, person, limit: 10 });
  const lost = active.filter((one): one is Applied => one.status === 'applied' && !left.rights.includes(one.right));
  const why = { by, cause: 'replaced', reason: null, at: now } as const;
  return lost.map((old) => {
    const ending = old.grant.status === 'active' ? old.grant.ending : null;
    return ended(old, applying?.before ?? delegates(left), delegates(left), now, ending ?? why);
  });
}

/** The record comes before the change: nothing is done in Exchange that is not written here first. */
async function begin(deps: Deps, id: RequestId, reading: Held): Promise<boolean> {
  const begun = await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null || state.applying !== null) return { refused: 'already-decided' };
    return startApplying(state, reading.rights, delegates(reading), at(deps.clock.now()));
  });
  return !('refused' in begun);
}

const other = (right: Right): Right => (right === 'sendAs' ? 'sendOnBehalf' : 'sendAs');

async function change(deps: Deps, { id, attempt, person, reading, asOf }: Try): Promise<Done> {
  const { permissions } = deps;
  const state = await approved(deps, id);
  if (state === null) return 'done';
  const { group, right } = state;
  let now: Held | null = reading;
  if (!now.rights.includes(right)) {
    const check = lastCheck(deps, id, asOf, () => mayStill(deps, id));
    const outcome = await permissions.add(group, person, right, check);
    if (outcome.result === 'refused') return close(deps, id, outcome.why);
    const later = await unfinished(deps, id, outcome, attempt);
    if (later !== null) return later;
    now = await permissions.held(group, person);
    if (now?.rights.includes(right) !== true) return wait(deps, id, 'readback', pause(deps, attempt));
  }
  if (now.rights.includes(other(right))) {
    const outcome = await permissions.remove(group, person, other(right), whileApproved(deps, id));
    // Both rights at once is not what was approved: then rather none of the new one.
    if (outcome.result === 'refused') return (await undo(deps, state, person, attempt)) ?? close(deps, id, outcome.why);
    const later = await unfinished(deps, id, outcome, attempt);
    if (later !== null) return later;
    now = await permissions.held(group, person);
    if (now === null || now.rights.includes(other(right))) return wait(deps, id, 'readback', pause(deps, attempt));
  }
  return record(deps, id, now);
}

async function record(deps: Deps, id: RequestId, reading: Held): Promise<Done> {
  const result = await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null || state.stop !== null) return { refused: 'already-decided' };
    const active = await deps.store.find({ of: 'active', group: state.group, person: state.beneficiary, limit: 10 });
    // Whatever else we had granted this person here is gone now: exactly the new right stands.
    const replaced = active.filter((one): one is Applied => one.status === 'applied' && one.id !== id);
    return applied(state, replaced, delegates(reading), at(reading.at), at(deps.clock.now()));
  });
  // Stopped at the last moment: the next try undoes it.
  return 'refused' in result && (await approved(deps, id)) !== null ? { again: deps.clock.now() } : 'done';
}
