import { LRUCache } from 'lru-cache';
import { at, type GroupId, type RequestId, type UserId } from '../domain/ids.ts';
import { approversOf, usableOwners } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { NewWork } from '../domain/work.ts';
import { passOn } from '../domain/work-of.ts';
import type { Person } from '../ports/directory.ts';
import { Fault } from '../ports/faults.ts';
import type { Copy } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import { admins } from './facts/roles.ts';
import { ownersOf } from './tasks/deciders.ts';

const page = 500;
const groupsAtOnce = 20;
const lookEvery = 60 * 60_000;

/**
 * Owners leave. A request whose owners have all gone since it was made is put before those who decide now: the new
 * owners, else the admins. Looks at each group once an hour, or less often when there are very many: whoever was not
 * looked at for longest comes first. Gives how many cards it sent off.
 */
export function createHandOver(deps: Deps): () => Promise<number> {
  /** When each group was looked at (ms). */
  const looked = new LRUCache<GroupId, number>({ max: 100_000 });
  const last = (group: GroupId) => looked.peek(group) ?? Number.NEGATIVE_INFINITY;
  return async () => {
    const now = deps.clock.now().getTime();
    const groups = await deps.store.waitingGroups();
    const due = groups.filter((group) => last(group) > now || now - last(group) >= lookEvery);
    const some = due.toSorted((one, other) => last(one) - last(other) || 0).slice(0, groupsAtOnce);
    if (some.length === 0) return 0;
    const owners = await ownersEach(deps, some);
    const find = (group: GroupId) => deps.store.find({ of: 'pending', groups: [group], limit: page });
    const waiting = (await Promise.all(some.map(find))).flat();
    const left = waiting
      .filter(({ deciders }) => deciders === 'owners')
      .filter(({ group, ...one }) => owners.has(group) && !anyLeft(one, owners.get(group) ?? []));
    const count = left.length === 0 ? 0 : await pass(deps, left, owners);
    for (const group of some) looked.set(group, now);
    return count;
  };
}

/** One group that cannot be read keeps no other one waiting. Throws the Fault when none can be read. */
async function ownersEach(deps: Deps, groups: readonly GroupId[]): Promise<ReadonlyMap<GroupId, readonly Person[]>> {
  const read = await Promise.allSettled(groups.map((group) => ownersOf(deps, [group])));
  const found = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (found.length === 0 && failed.length > 0) throw failed[0];
  for (const error of failed) deps.log.warn('owners-not-read', { error });
  return new Map(found.flatMap((owners) => [...owners]));
}

/** Who decides on a request now, in place of those who were asked. */
export type Successors = NonNullable<ReturnType<typeof approversOf>>;
const nobody: Successors = { deciders: 'admins', approvers: [] };
/** A question is not passed on within its first second. */
const freshMs = 1000;

/**
 * Who is waited for, of requests that were passed on: read live, and only where somebody who was not asked has a card.
 * Throws Fault `directory-*`.
 */
export async function successorsOf(
  deps: Deps,
  requests: readonly Request[],
): Promise<ReadonlyMap<RequestId, Successors>> {
  const now = deps.clock.now().getTime();
  const waiting = requests.filter((one) => one.status === 'pending' && now - Date.parse(one.askedAt) >= freshMs);
  const batches = [...new Set(waiting.map(({ batch }) => batch))];
  const copies = new Map(await Promise.all(batches.map(async (id) => [id, await deps.chats.copies(id)] as const)));
  const passed = waiting.filter(({ id, batch, approvers }) =>
    copies.get(batch)?.some((copy) => asksOf(copy, id) && !approvers.includes(copy.person)),
  );
  if (passed.length === 0) return new Map();
  const groups = passed.map(({ group }) => group);
  const [owners, all] = await Promise.all([ownersOf(deps, groups), knownAdmins(deps)]);
  const left = passed.filter(({ group, ...one }) => owners.has(group) && !anyLeft(one, owners.get(group) ?? []));
  return new Map(left.map((one) => [one.id, approversOf(owners.get(one.group) ?? [], all, one) ?? nobody] as const));
}

/** For a card only: it goes out without their names when they cannot be read. */
async function knownAdmins(deps: Deps): Promise<readonly Person[]> {
  try {
    return await admins(deps);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('admins-not-read', { code: error.code, error });
    return [];
  }
}

/** A card on which this line stands before somebody who decides. */
const asksOf = ({ audience, lines }: Copy, id: RequestId) => audience === 'approver' && lines.includes(id);

type Asked = Pick<Request, 'approvers' | 'requester' | 'beneficiary'>;

const anyLeft = (request: Asked, owners: readonly Person[]) =>
  usableOwners(owners, request).some(({ id }) => request.approvers.includes(id));

async function pass(
  deps: Deps,
  left: readonly Request[],
  owners: ReadonlyMap<GroupId, readonly Person[]>,
): Promise<number> {
  const now = at(deps.clock.now());
  const all = await admins(deps);
  const work: NewWork[] = [];
  for (const [batch, requests] of Map.groupBy(left, (request) => request.batch)) {
    const copies = await deps.chats.copies(batch);
    const fresh = requests.flatMap((request) => {
      const found = approversOf(owners.get(request.group) ?? [], all, request);
      const has = (person: UserId) => copies.some((copy) => copy.person === person && asksOf(copy, request.id));
      const others = (found?.approvers ?? []).filter((person) => !has(person));
      return others.map((person) => ({ person, id: request.id, requester: request.requester }));
    });
    for (const lines of Map.groupBy(fresh, (one) => one.person).values()) {
      const [first] = lines;
      const ids = lines.map(({ id }) => id);
      if (first) work.push(passOn({ batch, requester: first.requester }, first.person, ids, now));
    }
  }
  if (work.length === 0) return 0;
  await deps.store.commit({ requests: [], events: [], work });
  deps.work.nudge();
  deps.log.info('handed-over', { count: work.length });
  return work.length;
}
