import { type Accepted, type Decided, together } from '../../domain/accept.ts';
import { applied, lapse, startApplying, startReplacing, waitAgain } from '../../domain/decide.ts';
import { type At, at, type RequestId } from '../../domain/ids.ts';
import { isUnclear, lostGround, mayApply } from '../../domain/policy.ts';
import type { Approved, Failure, Right } from '../../domain/request.ts';
import { wasMistaken } from '../../domain/strays.ts';
import { isOver } from '../../domain/term.ts';
import { redraw } from '../../domain/work-of.ts';
import type { Group, Person, Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Held } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { asksOf, followOwners } from '../asked.ts';
import { othersOf } from '../beside.ts';
import { delegates, idsOf } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { type Standing, standing } from '../facts/gather.ts';
import { settle } from '../settle.ts';
import { approved, mustWait, others, whileApproved } from './approved.ts';
import { lastCheck, patientOutcome, pause, unfinished, wait, whoLeft } from './effect.ts';
import { isHere, missed } from './missed.ts';
import { isThere, mayHold, mayStand, surely, whyShown } from './stands.ts';
import { mistook } from './strays.ts';
import { noteReturn, patiently } from './stuck.ts';
import { close, type Undone, withdraw } from './undo.ts';

/**
 * Applies an approved request: check again → read → write down what stood there → add → read back → take the other
 * right away → record. A crash at any point leaves a state from which the next try goes on, and adds nothing twice.
 * What a reading shows may be out of date: that a right stands, or is gone, is believed when Exchange has answered the
 * change so, never for a reading alone.
 */
export function apply(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    const before = await approved(deps, id);
    if (before === null) return 'done';
    if (await mustWait(deps, before)) return { again: pause(deps, 2) };
    const asOf = deps.clock.now();
    const { standings, why } = await groundOf(deps, before);
    await noteReturn(deps, before, (missed) => isHere(standings, before, missed));
    await noteLeft(deps, before, standings[0]);
    const state = await approved(deps, id);
    if (state === null) return 'done';
    const [{ group, people }] = standings;
    const undone = { state, group, person: people.beneficiary, attempt };
    if (state.stop !== null) return withdraw(deps, { ...undone, why: failureOf(why) });
    if (state.applying?.undoing) return withdraw(deps, { ...undone, why: state.applying.undoing });
    if (typeof why === 'string') return withdraw(deps, { ...undone, why });
    if (wasMistaken(state)) return withdraw(deps, { ...undone, why: 'exchange-mistook' });
    if (why !== null && 'more' in why) return askMore(deps, undone, why.more, standings[0]);
    if (why !== null) return missed(deps, undone, why.absent);
    const person = people.beneficiary.is === 'here' ? people.beneficiary.it : whoLeft(state.beneficiary);
    const reading = await readNow(deps, state, person, attempt);
    if ('closed' in reading) return reading.closed;
    const first = state.applying === null;
    if (first && !(await begin(deps, id, reading))) return 'done';
    return change(deps, { id, attempt, person, group, asOf, first });
  });
}

/** What an approved request rests on, read live for each of its approvals; `why` it may not be applied any more or not now, or null. */
async function groundOf(deps: Deps, state: Approved) {
  const [first, ...more] = state.approvals;
  const all = await Promise.all([standing(deps, state, first.by), ...more.map(({ by }) => standing(deps, state, by))]);
  const [{ ground }] = all;
  // Neither applied nor failed for what the directory does not say: looked at again later.
  const unclear = all.some(({ ground, facts }) => isUnclear(ground, facts.decider));
  if (unclear && !isLeaving(state) && lostGround(ground) === null)
    throw new Fault('directory-unavailable', 'the directory does not say whether an account is enabled');
  const over = isOver(state.term, at(deps.clock.now())) ? 'end-passed' : null;
  const approvers = all.map(({ facts }) => facts);
  return { standings: all, why: mayApply(state, ground, approvers) ?? over };
}

/** Who has left the owners since is not asked any more, and sees no more of it. */
async function noteLeft(deps: Deps, state: Approved, { found }: Standing): Promise<void> {
  if (found !== undefined) await followOwners(deps, [state], new Map([[state.group, found]]));
}

/** The company's policy asks for more approvals by now: it waits for them; what was begun is taken back instead. */
async function askMore(deps: Deps, undone: Omit<Undone, 'why'>, more: number, { found }: Standing): Promise<Done> {
  const { id } = undone.state;
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null || found === undefined) return { refused: 'already-decided' };
    const today = await asksOf(deps, state, found);
    return waitAgain(state, more, today, at(deps.clock.now())) ?? { refused: 'already-decided' };
  });
  const state = await approved(deps, id);
  return state === null ? 'done' : withdraw(deps, { ...undone, state, why: 'policy-changed' });
}
type Why = Awaited<ReturnType<typeof groundOf>>['why'];

/** It will not be applied any more, whatever the directory says now. */
const isLeaving = ({ stop, applying }: Approved) => stop !== null || applying?.undoing !== undefined;

/** Of one that was stopped the reason does not count. */
const failureOf = (why: Why): Failure => (typeof why === 'string' ? why : 'exchange-refused');

/** Nobody has stopped it, and its ground holds. */
async function mayStill(deps: Deps, id: RequestId): Promise<boolean> {
  const state = await approved(deps, id);
  return state !== null && state.stop === null && (await groundOf(deps, state)).why === null;
}

/** What stands in Exchange. A group that only the directory knows yet is waited for; an app without rights fails it. */
async function readNow(
  deps: Deps,
  { id, group, applying }: Approved,
  person: Person,
  attempt: number,
): Promise<Held | { readonly closed: Done }> {
  try {
    const reading = await deps.permissions.held(group, person);
    return reading ?? { closed: await wait(deps, id, 'group-unknown', pause(deps, attempt)) };
  } catch (error) {
    const hopeless = error instanceof Fault && error.code === 'exchange-forbidden' && applying === null;
    if (!hopeless) throw error;
    deps.log.error('exchange-forbidden', { request: id, error });
    return { closed: await close(deps, id, 'exchange-forbidden') };
  }
}

interface Try {
  readonly id: RequestId;
  readonly attempt: number;
  readonly person: Person;
  readonly group: Presence<Group>;
  /** When the ground of the request was read. */
  readonly asOf: Date;
  /** Nothing was asked of Exchange for this request before. */
  readonly first: boolean;
}

/** The record comes before the change: nothing is done in Exchange that is not written here first. */
async function begin(deps: Deps, id: RequestId, reading: Held): Promise<boolean> {
  const begun = await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null || state.applying !== null) return { refused: 'already-decided' };
    return startApplying(state, surely(reading), delegates(reading), at(deps.clock.now()), idsOf(reading, state.right));
  });
  return !('refused' in begun);
}

/**
 * Exchange knows better than an old reading whether the right stood there: if not, it is ours, to end and to take back;
 * if so, it is not.
 */
async function correct(deps: Deps, id: RequestId, stood: boolean): Promise<void> {
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (!state?.applying || state.applying.held.includes(state.right) === stood) return { refused: 'already-decided' };
    const { held, before, ids } = state.applying;
    const really = stood ? [...held, state.right] : held.filter((right) => right !== state.right);
    return startApplying(state, really, before, at(deps.clock.now()), ids);
  });
}

const other = (right: Right): Right => (right === 'sendAs' ? 'sendOnBehalf' : 'sendAs');

async function change(deps: Deps, one: Try): Promise<Done> {
  const { permissions } = deps;
  const { id, attempt, person, asOf, first } = one;
  const state = await approved(deps, id);
  if (state === null) return 'done';
  const { group, right } = state;
  const check = lastCheck(deps, id, asOf, () => mayStill(deps, id));
  const outcome = patientOutcome(deps, state, await permissions.add(group, person, right, check));
  if (outcome.result === 'refused') {
    // The directory knows it, and a moment ago Exchange did.
    if (outcome.why === 'group-gone') return wait(deps, id, 'group-unknown', pause(deps, attempt));
    // An earlier try may have come through all the same, and its reply was lost.
    return first ? close(deps, id, outcome.why) : withdraw(deps, undoing(one, state, outcome.why));
  }
  const later = await unfinished(deps, id, outcome, attempt);
  if (later !== null) return later;
  if (outcome.result === 'done') await correct(deps, id, false);
  if (outcome.result === 'already' && first) await correct(deps, id, true);
  const now = await permissions.held(group, person);
  const settled = first && now !== null && isThere(now, right, outcome);
  if (now !== null && (await mistook(deps, id, { person, reading: now, settled })))
    return withdraw(deps, undoing(one, state, 'exchange-mistook'));
  if (now === null || !isThere(now, right, outcome)) return wait(deps, id, 'readback', pause(deps, attempt));
  const mustGo = mayHold(now, other(right)) || (await others(deps, state)).some((one) => one.right !== right);
  return mustGo ? replace(deps, one) : record(deps, id, now);
}

const undoing = ({ attempt, group, person }: Try, state: Approved, why: Failure): Undone => ({
  ...{ state, group, why, attempt },
  person: { is: 'here', it: person },
});

/** Takes the other right away. That comes after its record, too. */
async function replace(deps: Deps, one: Try): Promise<Done> {
  const { id, person, attempt } = one;
  await settle<Decided>(deps, async () => {
    const now = at(deps.clock.now());
    const begun = await approved(deps, id);
    return (begun && startReplacing(begun, now)) ?? { refused: 'already-decided' };
  });
  const state = await approved(deps, id);
  if (state === null) return 'done';
  const { group, right } = state;
  const removed = await deps.permissions.remove(group, person, other(right), whileApproved(deps, id));
  const outcome = patientOutcome(deps, state, removed);
  // Both rights at once is not what was approved: then rather none of the new one.
  if (outcome.result === 'refused') return withdraw(deps, undoing(one, state, outcome.why));
  const later = await unfinished(deps, id, outcome, attempt);
  if (later !== null) return later;
  const now = await deps.permissions.held(group, person);
  if (now === null || mayStand(now, other(right), outcome))
    return wait(deps, id, whyShown(outcome), pause(deps, attempt));
  return record(deps, id, now);
}

/** Who waits for the same right hears that it is there; where they may not know, their owners do. */
async function closeOthers(deps: Deps, done: Accepted, now: At): Promise<readonly Accepted[]> {
  const [state] = done.requests.map(({ next }) => next);
  if (state?.status !== 'applied') return [];
  const { id: request, grant } = state;
  const { answered, left } = await othersOf(deps, state, grant.endsAt);
  const work = left.flatMap((one) => redraw(one, request, now));
  return [
    { events: [], requests: [], work },
    ...answered.map((one) => lapse(one, { request, endsAt: grant.endsAt }, now)),
  ];
}

async function record(deps: Deps, id: RequestId, reading: Held): Promise<Done> {
  const result = await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    if (state === null || state.stop !== null) return { refused: 'already-decided' };
    const now = at(deps.clock.now());
    // Whatever else we had granted this person here is gone now: exactly the new right stands.
    const replaced = await others(deps, state);
    const done = applied(state, replaced, delegates(reading), at(reading.at), now);
    return together([done, ...(await closeOthers(deps, done, now))]);
  });
  // Stopped at the last moment: the next try undoes it.
  return 'refused' in result && (await approved(deps, id)) !== null ? { again: deps.clock.now() } : 'done';
}
