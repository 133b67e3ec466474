import { LRUCache } from 'lru-cache';
import type { GroupId } from '../domain/ids.ts';
import type { Request } from '../domain/request.ts';
import { asksAdminsToday, followOwners, type Owners } from './asked.ts';
import type { Deps } from './deps.ts';
import { admins } from './facts/roles.ts';
import { ownersOf } from './tasks/deciders.ts';

const page = 500;
const groupsAtOnce = 20;
const lookEvery = 60 * 60_000;

/**
 * Owners come and leave: a request that waits is put before those who decide now, the owners of today, else the admins.
 * Looks at each group once an hour, or less often when there are very many: the one not looked at for longest comes
 * first. Gives how many requests it has passed on.
 */
export function createHandOver(): (deps: Deps) => Promise<number> {
  /** When each group was looked at (ms). */
  const looked = new LRUCache<GroupId, number>({ max: 100_000 });
  const last = (group: GroupId) => looked.peek(group) ?? Number.NEGATIVE_INFINITY;
  return async (deps) => {
    const now = deps.clock.now().getTime();
    const groups = await deps.store.waitingGroups();
    const due = groups.filter((group) => last(group) > now || now - last(group) >= lookEvery);
    const some = due.toSorted((one, other) => last(one) - last(other) || 0).slice(0, groupsAtOnce);
    if (some.length === 0) return 0;
    const owners = await ownersEach(deps, some);
    const find = (group: GroupId) => deps.store.find({ of: 'pending', groups: [group], limit: page });
    const waiting = (await Promise.all([...owners.keys()].map(find))).flat();
    const count = await passAll(deps, waiting, owners);
    for (const group of some) looked.set(group, now);
    if (count > 0) deps.log.info('handed-over', { count });
    return count;
  };
}

/** One group that cannot be read keeps no other one waiting. Throws the Fault when none can be read. */
async function ownersEach(deps: Deps, groups: readonly GroupId[]): Promise<Owners> {
  const read = await Promise.allSettled(groups.map((group) => ownersOf(deps, [group])));
  const found = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (found.length === 0 && failed.length > 0) throw failed[0];
  for (const error of failed) deps.log.warn('owners-not-read', { error });
  return new Map(found.flatMap((owners) => [...owners]));
}

async function passAll(deps: Deps, waiting: readonly Request[], owners: Owners): Promise<number> {
  const byAdmins = waiting.some((one) => asksAdminsToday(deps, one, owners.get(one.group)));
  const besides = byAdmins ? { admins: await admins(deps) } : {};
  let count = 0;
  for (const batch of Map.groupBy(waiting, ({ batch }) => batch).values())
    count += await followOwners(deps, batch, owners, besides);
  return count;
}
