import type { UserId } from '../ids.ts';
import type { Asked, Request } from '../request.ts';
import type { Sought } from './accounts.ts';
import { isAsked, wasAsked } from './panels.ts';

/** The rules of who may know what. What may not be known is not looked at either: time tells as well as words. */

/** The role of somebody who looks things up, towards one group. */
export interface Looker {
  readonly member: boolean;
  readonly owner: boolean;
  readonly auditor: boolean;
  readonly admin: boolean;
}

const watches = (looker: Looker) => looker.auditor || looker.admin;

/** Hidden groups exist only for their members, owners, admins and auditors. */
export const maySeeGroup = (hidden: boolean, looker: Looker) =>
  !hidden || looker.member || looker.owner || watches(looker);
/** Who can send as a group: for its members and owners, auditors and admins. */
export const maySeeDelegates = (looker: Looker) => looker.member || looker.owner || watches(looker);
/** The audit of a group: for its owners, auditors and admins. */
export const maySeeGroupAudit = (looker: Looker) => looker.owner || watches(looker);
/** What a person can send as: for that person, auditors and admins. */
export const maySeePerson = (self: boolean, looker: Pick<Looker, 'auditor' | 'admin'>) =>
  self || looker.auditor || looker.admin;
/** The audit of a person: for auditors and admins. */
export const maySeePersonAudit = (looker: Pick<Looker, 'auditor' | 'admin'>) => looker.auditor || looker.admin;

/** Names of people and groups are looked up for the tenant's own accounts: a guest reads no directory, also not by typing. */
export const mayLookUp = (account: Sought) => !('guest' in account && account.guest);

/** What was read live of somebody who looks at a request. */
export interface Role {
  readonly looker: Looker;
  /** Belongs to a set of people that is asked to decide. */
  readonly sits?: boolean;
  /** The directory finds the account, the group, and the admins where they decide. */
  readonly certain: boolean;
}

/** Who looks at a request. `as-asked`: nothing was read, and they count as what is on record. */
export interface Onlooker {
  readonly id: UserId;
  readonly role: Role | 'as-asked';
}

/** What somebody may know of a request. */
export interface Knowledge {
  /** The request, and what becomes of it. `left`: that there is one, from having been asked; `unknown`: not even that. */
  readonly request: 'known' | 'left' | 'unknown';
  /** What the beneficiary held when it was asked for: not for who asks for a colleague. */
  readonly held: boolean;
  /** Who else is among the group's delegates: for its owners, auditors and admins. */
  readonly delegates: boolean;
}

export function knowledgeOf(request: Request, { id, role }: Onlooker): Knowledge {
  const party = isParty(request, id);
  const watched = role === 'as-asked' ? !party : maySeeGroupAudit(role.looker);
  return {
    request: party ? 'known' : ofOthers(request, id, role),
    held: request.requester !== id || request.beneficiary === id,
    delegates: watched,
  };
}

/**
 * A request of others: for the group's owners, auditors and admins; and for who was asked, until it is certain that they
 * are none of these any more.
 */
function ofOthers(request: Request, person: UserId, role: Onlooker['role']): Knowledge['request'] {
  if (role !== 'as-asked' && (maySeeGroupAudit(role.looker) || role.sits)) return 'known';
  if (!wasAsked(request, person)) return 'unknown';
  const stays = role === 'as-asked' ? isAsked(request, person) : !role.certain;
  return stays || awaitsOwnApproval(request, person) ? 'known' : 'left';
}

/** Has this person approved what is on its way, or could not be applied? They still hear whether it could. */
const awaitsOwnApproval = ({ status, approvals }: Request, person: UserId) =>
  (status === 'approved' || status === 'failed') && approvals.some(({ by }) => by === person);

/** Is the line of a request kept on the card of this person, as of one who decides? By what is on record. */
export const keepsLine = (request: Request, person: UserId): boolean =>
  !isParty(request, person) && ofOthers(request, person, 'as-asked') === 'known';

/** Who asks, and who would get: a request is theirs whatever else they are. */
export const isParty = ({ requester, beneficiary }: Pick<Asked, 'requester' | 'beneficiary'>, person: UserId) =>
  person === requester || person === beneficiary;
