import type { GroupId, RequestId, UserId } from '../../domain/ids.ts';
import { mayDecide } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { Deps } from '../deps.ts';
import { accountOf } from '../gather.ts';
import { isAdmin } from '../roles.ts';

/** Who may decide, read live: whoever was asked at the time may have left since, or lost the account. */

/** The owners of the groups that are still there. */
export async function ownersOf(
  { directory }: Pick<Deps, 'directory'>,
  groups: readonly GroupId[],
): Promise<ReadonlyMap<GroupId, readonly Person[]>> {
  const there = await directory.groups([...new Set(groups)]);
  return new Map(await Promise.all([...there.keys()].map(async (id) => [id, await directory.owners(id)] as const)));
}

/** Those of the requests that wait and that this person may decide on now. */
export async function decidable(
  deps: Deps,
  requests: readonly Request[],
  person: UserId,
): Promise<readonly RequestId[]> {
  const pending = requests.filter(({ status }) => status === 'pending');
  if (pending.length === 0) return [];
  const [people, deciderIsAdmin, owners] = await Promise.all([
    deps.directory.people([person]),
    isAdmin(deps, person),
    ownersOf(
      deps,
      pending.map(({ group }) => group),
    ),
  ]);
  const decider = accountOf(people, person);
  const may = (request: Request) =>
    mayDecide(request, { decider, owners: owners.get(request.group) ?? [], deciderIsAdmin });
  return pending.filter((one) => ['owners', 'admins'].includes(may(one))).map(({ id }) => id);
}

/** May this person, who was asked to decide, still hear what became of it: an owner today, an admin, or the group is gone. */
export async function stillConcerned(deps: Deps, { group }: Request, person: UserId): Promise<boolean> {
  const [people, admin, owners] = await Promise.all([
    deps.directory.people([person]),
    isAdmin(deps, person),
    ownersOf(deps, [group]),
  ]);
  const { enabled, guest } = accountOf(people, person);
  const now = owners.get(group);
  return enabled === true && !guest && (admin || now === undefined || now.some(({ id }) => id === person));
}
