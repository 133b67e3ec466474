import type { GroupId, RequestId, UserId } from '../../domain/ids.ts';
import { counts, decidersOf, mayDecide, staysConcerned } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import type { Group, Person } from '../../ports/directory.ts';
import type { Deps } from '../deps.ts';
import { bodiesToDecide, sitsInSets } from '../facts/bodies.ts';
import { soughtOf } from '../facts/gather.ts';
import { isAdmin } from '../facts/roles.ts';
import { rulingFor } from '../facts/ruling.ts';

/** Who may decide, read live: whoever was asked at the time may have left since, or lost the account. */

/** A group as it was just read, and its owners. */
export interface Owned {
  readonly group: Group;
  readonly owners: readonly Person[];
}

/** The groups that are found, with their owners; of the others nothing is known. */
export async function ownersOf(
  { directory }: Pick<Deps, 'directory'>,
  groups: readonly GroupId[],
): Promise<ReadonlyMap<GroupId, Owned>> {
  const there = await directory.groups([...new Set(groups)]);
  const read = await Promise.all(
    [...there.values()].map(async (group) => ({ group, owners: await directory.owners(group.id) })),
  );
  return new Map(
    read.flatMap(({ group, owners }) => (owners === null ? [] : [[group.id, { group, owners }] as const])),
  );
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
  const may = async (request: Request) => {
    const found = owners.get(request.group);
    if (found === undefined) return false;
    const rule = decidersOf(request, rulingFor(deps, found.group, request.right));
    const bodies = await bodiesToDecide(deps, { ...rule, escalated: request.escalated }, request, found.owners);
    return 'as' in mayDecide(rule, request, { ...facts, ...bodies, owners: found.owners });
  };
  const allowed = await Promise.all(pending.map(may));
  return pending.filter((_, n) => allowed[n]).map(({ id }) => id);
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
export async function stillConcerned(deps: Deps, request: Request, person: UserId): Promise<boolean | null> {
  const { group } = request;
  const [account, admin, owners, sits] = await Promise.all([
    deps.directory.lookUpPerson(person),
    isAdmin(deps, person),
    ownersOf(deps, [group]),
    sitsInSets(deps, request, person),
  ]);
  if (account.is === 'absent') return null;
  const owner = owners.get(group)?.owners.some(({ id }) => id === person) ?? 'gone';
  return staysConcerned({ counts: account.is === 'here' && counts(account.it), admin, owner, sits });
}
