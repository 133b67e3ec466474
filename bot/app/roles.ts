import type { GroupId, UserId } from '../domain/ids.ts';
import { type Looker, maySeeGroup } from '../domain/policy.ts';
import type { Group, Person } from '../ports/directory.ts';
import type { Deps } from './deps.ts';

/** Who somebody is, read live from the directory: never remembered, never taken from a message. */

type Needs = Pick<Deps, 'directory' | 'adminGroup' | 'auditorGroup'>;

/** Null: the directory does not find the admins' group just now. */
export async function isAdmin({ directory, adminGroup }: Needs, person: UserId): Promise<boolean | null> {
  return adminGroup === null ? false : directory.isMember(adminGroup, person);
}

/** Null: the directory does not find the auditors' group just now. */
async function isAuditor({ directory, auditorGroup }: Needs, person: UserId): Promise<boolean | null> {
  return auditorGroup === null ? false : directory.isMember(auditorGroup, person);
}

/** The admins; none when no group of admins is configured. */
export async function admins({ directory, adminGroup }: Needs): Promise<readonly Person[]> {
  return adminGroup === null ? [] : directory.members(adminGroup);
}

/**
 * Admin and auditor are power: they count only for an enabled account of the tenant, and where the group that gives it is
 * found. Nothing final follows from it: who is not seen as one just now may look again.
 */
export async function watcher(
  deps: Needs,
  person: UserId,
): Promise<Pick<Looker, 'admin' | 'auditor'> & { readonly usable: boolean }> {
  const [account, admin, auditor] = await Promise.all([
    deps.directory.people([person]),
    isAdmin(deps, person),
    isAuditor(deps, person),
  ]);
  const found = account.get(person);
  const usable = found?.enabled === true && !found.guest;
  return { admin: admin === true && usable, auditor: auditor === true && usable, usable };
}

/** What somebody is to a group. */
export async function looker(deps: Needs, person: UserId, group: GroupId): Promise<Looker> {
  const [{ usable, ...watches }, owners, member] = await Promise.all([
    watcher(deps, person),
    deps.directory.owners(group),
    deps.directory.isMember(group, person),
  ]);
  return {
    ...watches,
    member: member === true && usable,
    owner: usable && owners?.some(({ id }) => id === person) === true,
  };
}

/** A test of whether groups exist for somebody. A hidden one costs a look; others cost nothing. */
export function sight(deps: Needs, person: UserId): (group: Group) => Promise<boolean> {
  return async (group) => !group.hidden || maySeeGroup(true, await looker(deps, person, group.id));
}
