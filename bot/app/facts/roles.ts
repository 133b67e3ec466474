import type { GroupId, UserId } from '../../domain/ids.ts';
import { type Looker, mayLookUp, maySeeGroup, usable } from '../../domain/policy.ts';
import type { Person, Presence, Sees } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Context } from '../command.ts';
import type { Deps } from '../deps.ts';

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

/** What somebody is to every group. */
export type Watches = Pick<Looker, 'admin' | 'auditor'> & {
  /** An enabled account of the tenant's own. */
  readonly usable: boolean;
  readonly found: boolean;
  readonly adminsFound: boolean;
};

/**
 * Admin and auditor are power: they count only for an enabled account of the tenant, and where the group that gives it is
 * found. Nothing final follows from it: who is not seen as one just now may look again.
 */
export async function watcher(deps: Needs, person: UserId): Promise<Watches> {
  const [account, admin, auditor] = await Promise.all([
    deps.directory.lookUpPerson(person),
    isAdmin(deps, person),
    isAuditor(deps, person),
  ]);
  return watchesOf(account.is === 'here' ? account.it : undefined, admin, auditor);
}

function watchesOf(account: Person | undefined, admin: boolean | null, auditor: boolean | null): Watches {
  const counts = account !== undefined && usable(account);
  const found = account !== undefined;
  const adminsFound = admin !== null;
  return { admin: admin === true && counts, auditor: auditor === true && counts, usable: counts, found, adminsFound };
}

/** What somebody is to a group. */
export interface Seen {
  readonly looker: Looker;
  /** The directory finds the account, and the group. */
  readonly found: boolean;
  /** It finds the admins. */
  readonly adminsFound: boolean;
}

/** What somebody is to each of some groups, read in one round. */
export async function lookAt(
  deps: Needs,
  person: UserId,
  groups: readonly GroupId[],
): Promise<(group: GroupId) => Seen> {
  const one = async (group: GroupId) => {
    const [owners, member] = await Promise.all([deps.directory.owners(group), deps.directory.isMember(group, person)]);
    return { group, owners, member };
  };
  const [{ usable: counts, found, adminsFound, admin, auditor }, all] = await Promise.all([
    watcher(deps, person),
    Promise.all([...new Set(groups)].map(one)),
  ]);
  const seen = all.map(({ group, owners, member }): [GroupId, Seen] => {
    const owner = counts && owners?.some(({ id }) => id === person) === true;
    const looker = { admin, auditor, member: counts && member === true, owner };
    return [group, { looker, found: found && owners !== null, adminsFound }];
  });
  const nothing: Seen = { looker: { admin, auditor, member: false, owner: false }, found: false, adminsFound };
  const byId = new Map(seen);
  return (group) => byId.get(group) ?? nothing;
}

/** What somebody is to a group. */
export const looker = async (deps: Needs, person: UserId, group: GroupId): Promise<Looker> =>
  (await lookAt(deps, person, [group]))(group).looker;

/**
 * A test of whether groups exist for the speaker. What the speaker is to them is read beside them, and the same for a
 * hidden group, any other and none at all; the command that comes after finds it in `looked`.
 */
export function sight(context: Context): Sees {
  const { deps, speaker, looked } = context;
  const [admin, auditor] = [deps.adminGroup, deps.auditorGroup];
  return async (ids) => {
    looked.ahead?.groups(ids);
    const besides = [admin, auditor].filter((id) => id !== null);
    const [account, { member, owner }] = await Promise.all([
      speakerAccount(context),
      deps.directory.among(speaker.id, ids, besides),
    ]);
    const counts = account.is === 'here' && usable(account.it);
    const isIn = (group: GroupId | null) => counts && group !== null && member.has(group);
    const watches = { admin: isIn(admin), auditor: isIn(auditor) };
    return ({ id, hidden }) => {
      const looker = { ...watches, member: counts && member.has(id), owner: counts && owner.has(id) };
      looked.roles.set(id, looker);
      return maySeeGroup(hidden, looker);
    };
  };
}

/** Who speaks; read once a turn. */
export function speakerAccount({ deps, speaker, looked }: Context): Promise<Presence<Person>> {
  looked.account ??= deps.directory.lookUpPerson(speaker.id);
  return looked.account;
}

/** What the speaker is to a group that was found by words in this turn; else it is looked up. */
export const speakerLooks = async ({ deps, speaker, looked }: Context, group: GroupId): Promise<Looker> =>
  looked.roles.get(group) ?? looker(deps, speaker.id, group);

type Own = Awaited<ReturnType<Deps['directory']['groupsOf']>>;

/** The speaker's own groups, to choose from; none for an account that counts for nothing. */
export async function ownGroups(context: Context): Promise<Own> {
  const { deps, speaker } = context;
  const [own, account] = await Promise.all([deps.directory.groupsOf(speaker.id), speakerAccount(context)]);
  return account.is === 'here' && usable(account.it) ? own : { member: [], owned: [] };
}

/** What was looked up, or `nothing` for a speaker who may have nothing looked up; both are read side by side. */
export async function ifAllowed<T>(context: Context, found: Promise<T>, nothing: T): Promise<T> {
  const [it, allowed] = await Promise.all([found, isAllowed(context)]);
  return allowed ? it : nothing;
}

/** Throws Fault while the speaker's account is out of sight. */
export async function isAllowed(context: Context): Promise<boolean> {
  const account = await speakerAccount(context);
  if (account.is === 'absent') throw new Fault('directory-unavailable', 'the directory does not find who speaks');
  return account.is === 'deleted' || mayLookUp(account.it);
}
