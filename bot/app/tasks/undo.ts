import { type Accepted, type Decided, together } from '../../domain/accept.ts';
import { beyondRestoringAt } from '../../domain/away.ts';
import { ended, fail, replacing, startUndoing, stopped } from '../../domain/decide.ts';
import type { EndProof } from '../../domain/grant.ts';
import { at, type GroupId, type RequestId } from '../../domain/ids.ts';
import type { Approved, Failure, Right } from '../../domain/request.ts';
import type { Group, Person, Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Held, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { tellingOnce, toNobody, toTell } from '../refusals.ts';
import { settle } from '../settle.ts';
import { approved, others, whileApproved } from './approved.ts';
import { pause, unfinished, wait, whoLeft } from './effect.ts';
import { mayHold, mayStand, whyShown } from './stands.ts';
import { noteStrays, undoMistakes } from './strays.ts';
import { awayNow, isCertain, refusalKind, refused, refusedSince, waitAway } from './stuck.ts';

type Refused = Extract<Outcome, { result: 'refused' }>;

/** A request that is not to be applied, and what the directory knows of its group and of who was to get the right. */
export interface Undone {
  readonly state: Approved;
  readonly group: Presence<Group>;
  readonly person: Presence<Person>;
  readonly why: Failure;
  readonly attempt: number;
}

/**
 * Ends a request that may not be applied any more: first nothing of it stands in Exchange, then it is closed. That it is
 * being undone is written first: who loses an account for an hour would else have the right taken back and added again.
 */
export async function withdraw(deps: Deps, undone: Undone): Promise<Done> {
  const { state, why } = undone;
  const { id, group, applying } = state;
  if (applying === null) return close(deps, id, why);
  const person = personOf(undone);
  // Taking back needs no reading before it: one that cannot be had keeps nothing in effect.
  const left = await heldOrFault(deps, group, person);
  if (left === null) return withoutGroup(deps, undone);
  if (state.stop === null) await noteUndoing(deps, id, why);
  const strayed = await undoStrays(deps, undone, left);
  if (strayed !== null) return strayed;
  const later = await takeBack(deps, undone, left);
  if (later !== null) return later;
  const now = await deps.permissions.held(group, person);
  if (now === null) return withoutGroup(deps, undone);
  const strayedSince = await undoStrays(deps, undone, now);
  if (strayedSince !== null) return strayedSince;
  // A right of ours that this request was to replace may be gone by its doing; a reading may not show that yet, or show
  // it of one that stands. It counts as ended when Exchange says so.
  const gone = new Map<Right, EndProof>();
  for (const { right } of await others(deps, state)) {
    const stands = right === state.right ? applying.held.includes(right) : !applying.replacing;
    if (stands) continue;
    const outcome = await deps.permissions.remove(group, person, right, whileApproved(deps, id));
    const later = await unfinished(deps, id, outcome, undone.attempt);
    if (later !== null) return later;
    if (outcome.result !== 'refused') gone.set(right, 'answered');
    // Exchange has shown it before this request began, and shows it no more.
    else if (isGone(deps, undone, now, right, outcome)) gone.set(right, 'read');
    else if (!mayHold(now, right)) return stuck(deps, undone, outcome);
  }
  return close(deps, id, why, { held: now, gone });
}

async function noteUndoing(deps: Deps, id: RequestId, why: Failure): Promise<void> {
  await settle<Decided>(deps, async () => {
    const state = await approved(deps, id);
    const now = at(deps.clock.now());
    return (state?.stop === null && startUndoing(state, why, now)) || { refused: 'already-decided' };
  });
}

/** Takes back what Exchange gave to somebody else instead. */
async function undoStrays(deps: Deps, undone: Undone, reading: Held | Fault): Promise<Done | null> {
  const state = await approved(deps, undone.state.id);
  if (state === null) return 'done';
  if (!(reading instanceof Fault)) await noteStrays(deps, { state, person: personOf(undone), reading, settled: false });
  return undoMistakes(deps, state.id, undone.attempt);
}

async function heldOrFault({ permissions }: Deps, group: GroupId, person: Person): Promise<Held | Fault | null> {
  try {
    return await permissions.held(group, person);
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('exchange-')) throw error;
    return error;
  }
}

const personOf = ({ person, state }: Undone): Person => (person.is === 'here' ? person.it : whoLeft(state.beneficiary));

/** Of a right that stood before this request began: is it shown as gone, without an entry that might be it in disguise? */
function isGone(deps: Deps, { state, person }: Undone, reading: Held, right: Right, outcome: Refused): boolean {
  const { applying } = state;
  if (applying === null || person.is !== 'here' || mayHold(reading, right)) return false;
  const before = { delegates: applying.before, changedAt: longAgo };
  return applying.held.includes(right) && isCertain(deps, reading, right, outcome, before);
}
/** The reading before had shown it: no lag of a later one can bring that about. */
const longAgo = at(new Date(0));

/**
 * Takes back what we have put into Exchange, or may have: a change whose reply was lost can still arrive. Gives what is
 * left to do, null when nothing of it stands any more.
 */
async function takeBack(deps: Deps, undone: Undone, reading: Held | Fault): Promise<Done | null> {
  const { state, attempt, person } = undone;
  const { id, group, right, applying } = state;
  if (applying === null || applying.held.includes(right)) return null;
  const outcome = await deps.permissions.remove(group, personOf(undone), right, whileApproved(deps, id));
  const later = await unfinished(deps, id, outcome, attempt);
  if (later !== null) return later;
  if (outcome.result === 'refused') {
    if (reading instanceof Fault) throw reading;
    // It never stood there, and long after the try to add it no reading shows it.
    const before = { delegates: applying.before, changedAt: refusedSince(state) ?? applying.at };
    const gone = person.is === 'here' && !mayHold(reading, right) && isCertain(deps, reading, right, outcome, before);
    return gone ? null : stuck(deps, undone, outcome);
  }
  const after = await deps.permissions.held(group, personOf(undone));
  return after !== null && mayStand(after, right, outcome)
    ? wait(deps, id, whyShown(outcome), pause(deps, attempt))
    : null;
}

/** A refusal that says nothing of the right is no proof that it is gone, whatever a reading shows: tried again later. */
async function stuck(deps: Deps, undone: Undone, outcome: Refused): Promise<Done> {
  const { state, group, person, attempt, why } = undone;
  if (group.is !== 'here' || outcome.why === 'group-gone') return withoutGroup(deps, undone);
  if (person.is === 'here') return refused(deps, state.id, refusalKind(outcome), attempt);
  const away = awayNow(deps, state, person, state.beneficiary, attempt);
  if (away.why === 'deleted' || at(deps.clock.now()) < beyondRestoringAt(away)) return waitAway(deps, state.id, away);
  return close(deps, state.id, why);
}

/** Exchange does not know the group: what was done there comes back with it. */
async function withoutGroup(deps: Deps, { state, group, attempt, why }: Undone): Promise<Done> {
  if (group.is === 'here') return wait(deps, state.id, 'group-unknown', pause(deps, attempt));
  const away = awayNow(deps, state, group, null, attempt);
  if (away.why === 'deleted' || at(deps.clock.now()) < beyondRestoringAt(away)) return waitAway(deps, state.id, away);
  return close(deps, state.id, why);
}

/** What stands in Exchange when a request is closed, and what of ours has gone from there. */
interface Left {
  readonly held: Held;
  readonly gone: ReadonlyMap<Right, EndProof>;
}

/**
 * The end of a request that is not applied: cancelled when somebody stopped it, else failed. A right of ours that this
 * request was to replace and that is gone has ended.
 */
export async function close(deps: Deps, id: RequestId, why: Failure, left: Left | null = null): Promise<Done> {
  const before = await approved(deps, id);
  const forbidden = before !== null && why === 'exchange-forbidden';
  const tell = forbidden ? await toTell(deps, before.group, before.applying === null ? 'app' : 'group') : toNobody;
  await tellingOnce(tell, (admins, bounds) =>
    settle<Decided>(
      deps,
      async () => {
        const state = await approved(deps, id);
        if (state === null) return { refused: 'already-decided' };
        const now = at(deps.clock.now());
        const closed = state.stop === null ? fail(state, why, now, admins) : stopped(state, now);
        return left === null ? closed : together([closed, ...(await lost(deps, state, left))]);
      },
      bounds,
    ),
  );
  deps.log.info('request-closed', { request: id, code: why });
  return 'done';
}

/** The pair's other active grants that Exchange does not hold any more. */
async function lost(deps: Deps, state: Approved, { held, gone }: Left): Promise<readonly Accepted[]> {
  const now = at(deps.clock.now());
  const before = state.applying?.before ?? delegates(held);
  const replaced = replacing(state, now);
  return (await others(deps, state)).flatMap((one) => {
    const proof = gone.get(one.right);
    const evidence = proof && { before, after: delegates(held), proof };
    return evidence ? [ended(one, evidence, now, one.grant.ending ?? replaced)] : [];
  });
}
