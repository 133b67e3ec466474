import type { GroupId, RequestId, UserId } from '../../domain/ids.ts';
import { counts, mayDecide, staysConcerned } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { Deps } from '../deps.ts';
import { soughtOf } from '../facts/gather.ts';
import { isAdmin } from '../facts/roles.ts';

/** Who may decide, read live: whoever was asked at the time may have left since, or lost the account. */

/** The owners of the groups that are found; of the others nothing is known. */
export async function ownersOf(
  { directory }: Pick<Deps, 'directory'>,
  groups: readonly GroupId[],
): Promise<ReadonlyMap<GroupId, readonly Person[]>> {
  const there = await directory.groups([...new Set(groups)]);
  const owners = await Promise.all([...there.keys()].map(async (id) => ({ id, owners: await directory.owners(id) })));
  return new Map(owners.flatMap(({ id, owners }) => (owners === null ? [] : [[id, owners] as const])));
}

/** Those of the requests that wait and that this person may decide on now. */
export async function decidable(
  deps: Deps,
  requests: readonly Request[],
  person: UserId,
): Promise<readonly RequestId[]> {
  const pending = requests.filter(({ status }) => status === 'pending');
  if (pending.length === 0) return [];
  const [presence, deciderIsAdmin, owners] = await Promise.all([
    deps.directory.lookUpPerson(person),
    isAdmin(deps, person),
    ownersOf(
      deps,
      pending.map(({ group }) => group),
    ),
  ]);
  const facts = { decider: soughtOf(presence, person), deciderIsAdmin: deciderIsAdmin ?? 'unknown' } as const;
  const may = (request: Request) => mayDecide(request, { ...facts, owners: owners.get(request.group) ?? 'unknown' });
  return pending.filter((one) => 'as' in may(one)).map(({ id }) => id);
}

/** Is it only that the directory does not find this person or one of the groups, so that nothing can be said now? */
export async function outOfSight({ directory }: Deps, requests: readonly Request[], person: UserId): Promise<boolean> {
  const groups = [...new Set(requests.map(({ group }) => group))];
  const all = await Promise.all([directory.lookUpPerson(person), ...groups.map((id) => directory.lookUpGroup(id))]);
  return all.some(({ is }) => is === 'absent');
}

/**
 * May this person, who was asked to decide, still hear what became of it: an owner today, an admin, or the group is gone?
 * Null: the person, or the admins' group, is out of sight, or it is unknown whether the account may be used.
 */
export async function stillConcerned(deps: Deps, { group }: Request, person: UserId): Promise<boolean | null> {
  const [account, admin, owners] = await Promise.all([
    deps.directory.lookUpPerson(person),
    isAdmin(deps, person),
    ownersOf(deps, [group]),
  ]);
  if (account.is === 'absent') return null;
  const owner = owners.get(group)?.some(({ id }) => id === person) ?? 'gone';
  return staysConcerned({ counts: account.is === 'here' && counts(account.it), admin, owner });
}
