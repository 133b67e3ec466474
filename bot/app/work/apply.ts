import { applied, type Decided, fail, startApplying } from '../../domain/decide.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import { mayApply } from '../../domain/policy.ts';
import type { Applied, Approved, Failure, Right } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { Held, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { type Standing, standing } from '../gather.ts';
import { settle } from '../settle.ts';
import { patiently, pause, unfinished, wait } from './effect.ts';

/**
 * Applies an approved request: check again → read → write down what stood there → add → read back → take the other
 * right away → record. A crash at any point leaves a state from which the next try goes on, and adds nothing twice.
 */
export function apply(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    const state = await approved(deps, id);
    if (state === null) return 'done';
    const ground = await standing(deps, state, state.decision.by);
    const person = ground.beneficiaryPerson;
    const reading = person && ground.groupStands ? await deps.permissions.held(state.group, person) : null;
    if (person === null || reading === null) return failed(deps, id, lost(deps, state, ground) ?? 'group-gone');
    // What we have put there already was checked right before: it is finished, not left half done.
    const underWay =
      state.applying !== null && !state.applying.held.includes(state.right) && reading.rights.includes(state.right);
    const why = underWay ? null : lost(deps, state, ground);
    if (why !== null) return (await undo(deps, state, person, attempt)) ?? failed(deps, id, why);
    if (state.applying === null) {
      const begun = await begin(deps, id, reading);
      if (!begun) return 'done';
    }
    return change(deps, { id, attempt, state, person, reading });
  });
}

interface Try {
  readonly id: RequestId;
  readonly attempt: number;
  readonly state: Approved;
  readonly person: Person;
  readonly reading: Held;
}

async function approved({ store }: Deps, id: RequestId): Promise<Approved | null> {
  const [state] = await store.get([id]);
  return state?.status === 'approved' ? state : null;
}

const lost = ({ policy }: Deps, state: Approved, ground: Standing): Failure | null =>
  mayApply(policy, state, ground, ground.facts);

/** A change whose reply was lost may still arrive: what has lost its ground is taken back before it is called failed. */
async function undo(deps: Deps, state: Approved, person: Person, attempt: number): Promise<Done | null> {
  if (state.applying === null || state.applying.held.includes(state.right)) return null;
  return unfinished(deps, state.id, await deps.permissions.remove(state.group, person, state.right), attempt);
}

async function failed(deps: Deps, id: RequestId, why: Failure): Promise<Done> {
  deps.log.warn('request-failed', { request: id, code: why });
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    return state === null ? { refused: 'already-decided' } : fail(state, why, at(deps.clock.now()));
  });
  return 'done';
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

async function change(deps: Deps, { id, attempt, state, person, reading }: Try): Promise<Done> {
  const { permissions } = deps;
  const { group, right } = state;
  let now: Held | null = reading;
  if (!now.rights.includes(right)) {
    const outcome = await permissions.add(group, person, right);
    const later = await settleOutcome(deps, id, outcome, attempt);
    if (later !== null) return later;
    now = await permissions.held(group, person);
    if (now?.rights.includes(right) !== true) return wait(deps, id, 'readback', pause(deps, attempt));
  }
  if (now.rights.includes(other(right))) {
    const outcome = await permissions.remove(group, person, other(right));
    const later = await settleOutcome(deps, id, outcome, attempt);
    if (later !== null) return later;
    now = await permissions.held(group, person);
    if (now === null || now.rights.includes(other(right))) return wait(deps, id, 'readback', pause(deps, attempt));
  }
  return record(deps, id, now);
}

async function settleOutcome(deps: Deps, id: RequestId, outcome: Outcome, attempt: number): Promise<Done | null> {
  return outcome.result === 'refused' ? failed(deps, id, outcome.why) : unfinished(deps, id, outcome, attempt);
}

async function record(deps: Deps, id: RequestId, reading: Held): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null) return { refused: 'already-decided' };
    const active = await deps.store.find({ of: 'active', group: state.group, person: state.beneficiary, limit: 10 });
    // Whatever else we had granted this person here is gone now: exactly the new right stands.
    const replaced = active.filter((one): one is Applied => one.status === 'applied' && one.id !== id);
    return applied(state, replaced, delegates(reading), at(reading.at), at(deps.clock.now()));
  });
  return 'done';
}
