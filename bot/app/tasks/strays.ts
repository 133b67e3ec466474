import type { Decided } from '../../domain/accept.ts';
import { at, parseUserId, type RequestId } from '../../domain/ids.ts';
import type { Approved, DelegatesRead, Request, Right, Stray } from '../../domain/request.ts';
import { mistakes, newcomers, noteStray, type Shown, strayGone, wasMistaken } from '../../domain/strays.ts';
import type { Person } from '../../ports/directory.ts';
import type { Held, Holder } from '../../ports/permissions.ts';
import type { AuditRecord } from '../../ports/store.ts';
import type { Done } from '../../ports/work.ts';
import { label } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { type Telling, tellingOnce, toNobody, usableAdmins } from '../refusals.ts';
import { settle } from '../settle.ts';
import { approved } from './approved.ts';
import { lastCheck, unfinished, whoLeft } from './effect.ts';
import { refusalKind, refused } from './stuck.ts';

/**
 * Entries that have come to the group while a request was applied. Exchange finds people by texts, and a name can be
 * chosen to be another's id: see bot/decisions/0013-whose-entry.md for which of them Behalf takes back.
 */

/** Readings may be as old as this (ms). */
const lagMs = 15 * 60_000;
/** Records of the group that are looked through, newest first. */
const most = 200;

export interface Look {
  readonly state: Approved;
  readonly person: Person;
  readonly reading: Held;
  /** One change was asked for, and it is read that it has come to the person: then it has come to nobody else. */
  readonly settled: boolean;
}

/** Notes whoever has come: has Exchange given the right to somebody else, whom it found by what names the person? */
export async function mistook(deps: Deps, id: RequestId, look: Omit<Look, 'state'>): Promise<boolean> {
  const state = await approved(deps, id);
  if (state === null) return false;
  await noteStrays(deps, { state, ...look });
  const now = await approved(deps, id);
  return now !== null && wasMistaken(now);
}

/** Writes down who has come, and tells the admins, each once. */
export async function noteStrays(deps: Deps, look: Look): Promise<void> {
  const { state, person, reading } = look;
  const { id, right, applying } = state;
  if (applying === null || applying.held.includes(right)) return;
  const unclear = reading.byName.includes(right);
  const shown = reading[right].map(toShown);
  const all = shown.filter((one) => one.id !== person.id && !(unclear && one.id === null));
  const fresh = newcomers(state, all).filter((one) => !isNoted(state, one));
  if (fresh.length === 0) return;
  const records = await deps.audit.latest({ group: state.group }, most);
  const { entitled, ours } = await inHand(deps, state, records);
  // The record is written again on the way; readings since the first change may show what that one has made.
  const first = records.findLast(({ event, request }) => event === 'right.applying' && request === id);
  const begun = first?.at ?? applying.at;
  const alike = (await deps.permissions.takenFor(state.group, person, right)).map(toShown);
  const isNew = (one: Shown) => !(applying.ids ?? []).includes(one.id ?? '') && !wasSeen(records, begun, one, right);
  const mistaken = alike.filter((one) => isNew(one) && !isNoted(state, one) && !entitled.has(one.id ?? ''));
  const named = fresh.filter(({ id }) => id !== null && !ours.has(id));
  const others = [...named, ...beyondOurs(fresh, shown, new Set([...ours, person.id]))].filter(
    (one) => !isAmong(mistaken, one),
  );
  const by = !look.settled && mistaken.length === 1 ? 'behalf' : 'others';
  for (const one of mistaken) await note(deps, id, strayOf(one, right, by));
  for (const one of others) await note(deps, id, strayOf(one, right, 'others'));
}

const strayOf = ({ id, name, address }: Shown, right: Right, by: Stray['by']): Stray => ({
  ...{ right, id, name, address, by },
  gone: false,
});

/**
 * Newcomers of which Exchange does not say who they are, as far as they are more than our own that are not seen: the
 * account of one whom we gave the right may be deleted since, and its entry goes by a SID until it is restored.
 */
function beyondOurs(fresh: readonly Shown[], shown: readonly Shown[], ours: ReadonlySet<string>): readonly Shown[] {
  const unnamed = fresh.filter(({ id }) => id === null);
  const unseen = [...ours].filter((person) => !shown.some(({ id }) => id === person));
  return unnamed.length > unseen.length ? unnamed : [];
}

/** One that is shown by a bare name is known by it only. */
const isAmong = (all: readonly Shown[], { id, name }: Shown) =>
  all.some((one) => (id === null ? one.name === name : one.id === id));

const toShown = (holder: Holder): Shown => ({
  ...{ id: holder.objectId, name: holder.name, address: holder.address },
  label: label(holder),
});

const isNoted = ({ strays = [], right }: Approved, { id, name }: Shown) =>
  strays.some((one) => one.right === right && one.id === id && (id !== null || one.name === name));

/**
 * Has a reading of long ago shown this one already? Then a later one without it was out of date, unless Behalf has taken
 * it away between the two.
 */
function wasSeen(records: readonly AuditRecord[], since: string, { id, label }: Shown, right: Right): boolean {
  const end = records.find((one) => one.event === 'right.ended' && one.person === id && one.right === right);
  const older = records.filter(({ at }) => at < since && (end === undefined || at > end.at));
  const lists = (read: DelegatesRead) => read !== 'not-read' && read[right].includes(label);
  return older.some(({ data }) => ('before' in data && lists(data.before)) || ('after' in data && lists(data.after)));
}

/**
 * Whom another request of ours gives the same right, or has given it, which has not ended: their entries are never undone
 * here. `ours`: with those whose right was changed lately, which a reading may still show, or show again.
 */
async function inHand({ store, clock }: Deps, state: Approved, records: readonly AuditRecord[]) {
  const changed = records.filter(
    ({ event, right, request }) => changing.has(event) && right === state.right && request !== state.id,
  );
  const since = at(new Date(clock.now().getTime() - lagMs));
  const lately = changed.filter((one) => one.at >= since).map(({ person }) => person);
  const requests = await store.get([...new Set(changed.map(({ request }) => request))]);
  const busy = requests.filter((one) => one.status === 'approved' || isActive(one));
  const active = await store.find({ of: 'active', group: state.group, limit: most });
  const holders = active.filter(({ right }) => right === state.right);
  const entitled = new Set<string>([...busy, ...holders].map(({ beneficiary }) => beneficiary));
  return { entitled, ours: new Set<string>([...lately, ...entitled]) };
}
const isActive = (one: Request) => one.status === 'applied' && one.grant.status === 'active';
const changing: ReadonlySet<string> = new Set([
  'request.approved',
  'right.applying',
  'right.applied',
  'right.ending',
  'right.ended',
]);

async function note(deps: Deps, id: RequestId, stray: Stray): Promise<void> {
  deps.log.warn('stray-found', { request: id, code: stray.by, ...(stray.id !== null && { person: stray.id }) });
  await tellingOnce(await toTell(deps, id, stray), (admins, bounds) =>
    settle<Decided>(
      deps,
      async () => {
        const state = await approved(deps, id);
        if (state === null) return { refused: 'already-decided' };
        return noteStray(state, stray, at(deps.clock.now()), admins);
      },
      bounds,
    ),
  );
}

/** Several requests that change the group side by side may find the same one: the admins hear of it from the first. */
async function toTell(deps: Deps, id: RequestId, stray: Stray): Promise<Telling> {
  if (deps.adminGroup === null) return toNobody;
  const whose = stray.by === 'behalf' ? id : deps.clock.now().toISOString().slice(0, 10);
  const [state] = await deps.store.get([id]);
  const key = `stray:${state?.group ?? id}:${stray.right}:${stray.id ?? stray.name}:${whose}`;
  return { admins: await usableAdmins(deps), key, known: false };
}

/** Takes back what Exchange gave to somebody else by Behalf's change; gives what is left to do, null when that is done. */
export async function undoMistakes(deps: Deps, id: RequestId, attempt: number): Promise<Done | null> {
  const state = await approved(deps, id);
  for (const stray of state === null ? [] : mistakes(state)) {
    const who = parseUserId(stray.id);
    if (state === null || who === null) continue;
    const still = async () => !(await inHand(deps, state, await recent(deps, state))).entitled.has(who);
    const check = lastCheck(deps, id, new Date(0), still);
    const outcome = await deps.permissions.remove(state.group, whoLeft(who), stray.right, check);
    // Another request has begun to give it to this one: then it is that one's.
    if (outcome.result === 'withdrawn' && !(await still())) continue;
    if (outcome.result === 'refused') return refused(deps, id, refusalKind(outcome), attempt);
    const later = await unfinished(deps, id, outcome, attempt);
    if (later !== null) return later;
    await settle<Decided>(deps, async () => {
      const now = await approved(deps, id);
      return now === null ? { refused: 'already-decided' } : strayGone(now, stray, at(deps.clock.now()));
    });
  }
  return null;
}

const recent = (deps: Deps, { group }: Approved) => deps.audit.latest({ group }, most);
