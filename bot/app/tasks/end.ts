import type { Decided } from '../../domain/accept.ts';
import { beyondRestoringAt } from '../../domain/away.ts';
import { ended, expire } from '../../domain/decide.ts';
import type { Evidence } from '../../domain/grant.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import type { Applied, Request } from '../../domain/request.ts';
import type { Group, Person, Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Outcome, Reading } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import { followOwners } from '../asked.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';
import { ownersOf } from './deciders.ts';
import { lastCheck, pause, unfinished, wait, whoLeft } from './effect.ts';
import { mayHold, mayStand, whyShown } from './stands.ts';
import { awayNow, isCertain, noteReturn, patiently, refusalKind, refused, refusedSince, waitAway } from './stuck.ts';

/**
 * Takes a right away whose end is decided or due: read → remove → read back → record. It counts as ended when Exchange
 * has answered so, shows its entry no more, or when group or account cannot come back; until then it is ending. The
 * reading before is for the record only: where it cannot be had, the right is taken away without.
 */
export function end(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    await expireIfDue(deps, id);
    const asOf = deps.clock.now();
    const state = await ending(deps, id);
    if (state === null) return 'done';
    if (await takenUp(deps, state)) return { again: pause(deps, attempt, 500, 5 * 60_000) };
    return takeAway(deps, { state, attempt, asOf, ...(await seen(deps, state)) });
  });
}

/** One try to take a right away, and what the directory knows of its group and holder. */
interface Try {
  readonly state: Applied;
  readonly attempt: number;
  readonly asOf: Date;
  readonly group: Presence<Group>;
  readonly person: Presence<Person>;
}

async function seen({ directory }: Deps, { beneficiary, group: id }: Applied): Promise<Pick<Try, 'group' | 'person'>> {
  const [group, person] = await Promise.all([directory.lookUpGroup(id), directory.lookUpPerson(beneficiary)]);
  return { group, person };
}

async function takeAway(deps: Deps, one: Try): Promise<Done> {
  const { attempt, asOf, group, person } = one;
  const { id } = one.state;
  await noteReturn(deps, one.state, (missed) => (missed.person === null ? group : person).is === 'here');
  const state = await ending(deps, id);
  if (state === null) return 'done';
  const before = await lookIfPossible(deps, state, person);
  if (before === null) return withoutGroup(deps, { ...one, state });
  const check = lastCheck(deps, id, asOf, async () => (await ending(deps, id)) !== null);
  // Of one who is out of sight, Exchange may have an entry still. A reading without it may be out of date, or show it in
  // another form: that the right is gone is Exchange's answer to this.
  const holder = person.is === 'here' ? person.it : whoLeft(state.beneficiary);
  const outcome = await deps.permissions.remove(state.group, holder, state.right, check);
  if (outcome.result === 'refused') {
    if ('unread' in before) throw before.unread;
    return stays(deps, { ...one, state }, before, outcome);
  }
  const later = await unfinished(deps, id, outcome, attempt);
  if (later !== null) return later;
  const after = await lookIfPossible(deps, state, person, outcome);
  // A reading that fails may be had in a moment; that nothing is left to remove, Exchange has to say once more.
  if (after && 'unread' in after && (outcome.result !== 'already' || after.unread.code !== 'exchange-odd-reply'))
    throw after.unread;
  if (after && 'stands' in after && after.stands) return wait(deps, id, whyShown(outcome), pause(deps, attempt));
  return record(deps, id, { before: shownIn(before), after: shownIn(after), proof: 'answered' });
}

const shownIn = (look: Look | Unread | null) =>
  look === null || 'unread' in look ? 'not-read' : delegates(look.reading);

interface Unread {
  readonly unread: Fault;
}

async function lookIfPossible(
  deps: Deps,
  state: Applied,
  person: Presence<Person>,
  outcome: Outcome | null = null,
): Promise<Look | Unread | null> {
  try {
    return await look(deps, state, person, outcome);
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('exchange-')) throw error;
    deps.log.warn('end-not-read', { request: state.id, code: error.code, error });
    return { unread: error };
  }
}

/** Everybody's rights, and whether they show this one. */
interface Look {
  readonly reading: Reading;
  readonly stands: boolean;
}

/** Null: Exchange does not know the group. Of a holder who is out of sight, only the id is known to look for. */
async function look(
  { permissions }: Deps,
  { group, right, beneficiary }: Applied,
  person: Presence<Person>,
  outcome: Outcome | null = null,
): Promise<Look | null> {
  if (person.is === 'here') {
    const held = await permissions.held(group, person.it);
    return held && { reading: held, stands: outcome === null ? mayHold(held, right) : mayStand(held, right, outcome) };
  }
  const reading = await permissions.delegates(group);
  return reading && { reading, stands: reading[right].some(({ objectId }) => objectId === beneficiary) };
}

/** Exchange does not know the group: it may be deleted, and bring the right back when it is restored. */
async function withoutGroup(deps: Deps, { state, group, attempt }: Try): Promise<Done> {
  if (group.is === 'here') return wait(deps, state.id, 'group-unknown', pause(deps, attempt));
  const away = awayNow(deps, state, group, null, attempt);
  if (away.why === 'deleted' || at(deps.clock.now()) < beyondRestoringAt(away)) return waitAway(deps, state.id, away);
  return record(deps, state.id, { before: 'not-read', after: 'not-read', proof: 'group-beyond-restoring' });
}

/** Exchange refuses the removal, which is no proof that nothing stands, whatever it says. */
async function stays(
  deps: Deps,
  one: Try,
  { reading, stands }: Look,
  outcome: Extract<Outcome, { result: 'refused' }>,
): Promise<Done> {
  const { state, group, person, attempt } = one;
  const { id, beneficiary, right, grant } = state;
  if (group.is !== 'here' || outcome.why === 'group-gone') return withoutGroup(deps, one);
  const known = delegates(reading);
  if (person.is !== 'here') {
    const away = awayNow(deps, state, person, beneficiary, attempt);
    if (away.why === 'deleted' || at(deps.clock.now()) < beyondRestoringAt(away)) return waitAway(deps, id, away);
    return record(deps, id, { before: known, after: known, proof: 'person-beyond-restoring' });
  }
  const since = refusedSince(state);
  const before = grant.status === 'active' && since !== null ? { delegates: grant.after, changedAt: since } : null;
  // The right was given before its end was refused.
  if (before !== null && !stands && isCertain(deps, reading, right, outcome, before))
    return record(deps, id, { before: before.delegates, after: known, proof: 'read' });
  return refused(deps, id, refusalKind(outcome), attempt);
}

/**
 * A newer request has begun to give the same right again, which may stand by its doing: then its own end says whether
 * anything is left to take away.
 */
async function takenUp({ store }: Deps, { group, beneficiary: person, right }: Applied): Promise<boolean> {
  const open = await store.find({ of: 'open', group, person });
  return open.some((one) => one.status === 'approved' && one.right === right && one.applying !== null);
}

async function ending({ store }: Deps, id: RequestId): Promise<Applied | null> {
  const [state] = await store.get([id]);
  return state?.status === 'applied' && state.grant.status === 'active' && state.grant.ending !== null ? state : null;
}

async function expireIfDue(deps: Deps, id: RequestId): Promise<void> {
  const due = (state: Request | undefined) =>
    state?.status === 'applied' ? expire(state, at(deps.clock.now())) : null;
  const [before] = await deps.store.get([id]);
  if (before === undefined || due(before) === null) return;
  await noteLeft(deps, before);
  await settle<Decided>(deps, async () => due((await deps.store.get([id]))[0]) ?? { refused: 'nothing-held' });
}

/** Who has left the owners since sees nothing of the end. No end waits for it, where that cannot be read. */
async function noteLeft(deps: Deps, state: Request): Promise<void> {
  try {
    await followOwners(deps, [state], await ownersOf(deps, [state.group]));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('owners-not-read', { request: state.id, code: error.code, error });
  }
}

async function record(deps: Deps, id: RequestId, evidence: Evidence): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await ending(deps, id);
    return state === null ? { refused: 'nothing-held' } : ended(state, evidence, at(deps.clock.now()));
  });
  return 'done';
}
