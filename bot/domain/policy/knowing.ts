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

/**
 * Whoever was asked to decide has left once it is `certain` (the directory finds the account, the group, and the admins
 * where they decide) that they are no owner, auditor or admin. From then on nothing more is told, but to who approved
 * whether that could be applied.
 */
export function hasLeft(request: Request, person: UserId, looker: Looker, certain: boolean): boolean {
  return certain && !awaitsOwnApproval(request, person) && !maySeeGroupAudit(looker);
}

/**
 * Is the line of a request kept on the card of somebody who was asked to decide? By what is on record: it follows the owners
 * in `request.passed`. Who has approved still sees whether that could be applied.
 */
export const keepsLine = (request: Request, person: UserId): boolean =>
  isAsked(request, person) || awaitsOwnApproval(request, person);

/** Has this person approved what is on its way, or could not be applied? */
const awaitsOwnApproval = ({ status, approvals }: Request, person: UserId) =>
  (status === 'approved' || status === 'failed') && approvals.some(({ by }) => by === person);

/** A request: for who asks and who would get; the group's owners, auditors and admins; and who was asked, unless they left. */
export function maySeeRequest(request: Request, person: UserId, looker: Looker, certain: boolean): boolean {
  if (isParty(request, person) || maySeeGroupAudit(looker)) return true;
  return wasAsked(request, person) && !hasLeft(request, person, looker, certain);
}

/** Who asks, and who would get: a request is theirs whatever else they are. */
export const isParty = ({ requester, beneficiary }: Pick<Asked, 'requester' | 'beneficiary'>, person: UserId) =>
  person === requester || person === beneficiary;
