import type { GroupId, UserId } from '../../domain/ids.ts';
import {
  isListed,
  ownsAs,
  type RuleValues,
  type Ruling,
  rulingOf,
  type Standings,
  type Target,
} from '../../domain/policy.ts';
import type { Right, Term } from '../../domain/request.ts';
import type { Group, Person, Presence } from '../../ports/directory.ts';
import type { Deps } from '../deps.ts';
import { isAdmin } from './roles.ts';

/** What the company's policy says of one right on one group, as the group is now. */
export const rulingFor = ({ policies }: Pick<Deps, 'policies'>, group: Group, right: Right): Ruling =>
  rulingOf(policies.current.book, targetOf(group), right);

export const targetOf = ({ id, name, mail, labels, classification, visibility }: Group): Target => ({
  ...{ id, name, address: mail },
  ...{ labels, classification, visibility },
});

/** The term of who says none: the usual one of the rule, or null for no end. */
export const usualTerm = ({ 'term.default': duration }: RuleValues, zone: string): Term | null =>
  duration === null ? null : { kind: 'for', duration, zone };

/** Somebody to whom a rule may apply, and the group that it is about. */
export interface Subject {
  readonly id: UserId;
  readonly account: Presence<Person>;
  readonly group: Group;
  readonly owners: readonly Person[];
}

/** What somebody is to a group and to the sets of people, read live and only as far as these bodies ask for it. */
export async function standingsOf(deps: Deps, bodies: readonly string[], subject: Subject): Promise<Standings> {
  const { id, account, group, owners } = subject;
  const asks = (body: string) => bodies.includes(body);
  const named = Object.entries(deps.policies.current.book.sets).filter(([name]) => asks(name));
  const [member, admin, ...sets] = await Promise.all([
    asks('members') ? deps.directory.isMember(group.id, id) : null,
    asks('admins') ? isAdmin(deps, id) : null,
    ...named.map(async ([name, set]) => [name, await isInSet(deps, set, id, account)] as const),
  ]);
  const owner = ownsAs(id, owners);
  return { owner, member: member ?? 'unknown', admin: admin ?? 'unknown', sets: new Map(sets) };
}

type NamedSet = Deps['policies']['current']['book']['sets'][string];

/** Is somebody in a set of people: by object id or address, or as a member of its Entra group? */
async function isInSet(
  { directory }: Deps,
  set: NamedSet,
  id: UserId,
  account: Presence<Person>,
): Promise<boolean | 'unknown'> {
  if ('group' in set) return (await directory.isMember(set.group as GroupId, id)) ?? 'unknown';
  if (account.is !== 'here') return 'unknown';
  return isListed(set.people, [id, account.it.upn, account.it.mail]);
}
