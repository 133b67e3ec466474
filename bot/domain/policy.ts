import type { At, UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type { Asked, Deciders, Failure, Right, Term } from './request.ts';
import { endOf } from './term.ts';

/** Every rule of who may ask, decide, hold and see, and for how long, is in this file. Nothing else decides that. */

/** What a company can set. */
export interface Policy {
  /** Only members of a group can get a right on it. */
  readonly membersOnly: boolean;
  /** Requests that one person may have open at a time. */
  readonly openRequests: number;
  /** The longest time a right may be asked for, ISO 8601; null: no limit, and no end is demanded. */
  readonly longest: string | null;
}

export const builtInPolicy: Policy = { membersOnly: true, openRequests: 20, longest: null };

/** What a rule must know of a person, read live. */
export interface Account {
  readonly id: UserId;
  readonly enabled: boolean;
  readonly guest: boolean;
}

const usable = (account: Account) => account.enabled && !account.guest;
type Pair = Pick<Asked, 'requester' | 'beneficiary'>;
const apart = (account: Account, pair: Pair) => account.id !== pair.requester && account.id !== pair.beneficiary;

/** The owners who can decide on a request of this pair: enabled, no guest, neither the one who asks nor the one who gets. */
export function usableOwners<T extends Account>(owners: readonly T[], pair: Pair): readonly T[] {
  return owners.filter((owner) => usable(owner) && apart(owner, pair));
}

/** Who decides: the usable owners; without any, the usable admins; without those, nobody. */
export function approversOf(
  owners: readonly Account[],
  admins: readonly Account[],
  pair: Pair,
): { readonly deciders: Deciders; readonly approvers: readonly UserId[] } | null {
  const byOwners = usableOwners(owners, pair);
  if (byOwners.length > 0) return { deciders: 'owners', approvers: byOwners.map(({ id }) => id) };
  const byAdmins = usableOwners(admins, pair);
  return byAdmins.length > 0 ? { deciders: 'admins', approvers: byAdmins.map(({ id }) => id) } : null;
}

export interface AskFacts {
  readonly requester: Account;
  readonly beneficiary: Account;
  readonly beneficiaryIsMember: boolean;
  readonly groupIsMicrosoft365: boolean;
  readonly owners: readonly Account[];
  readonly admins: readonly Account[];
  /** Rights in Exchange now; null: Exchange could not be read. */
  readonly held: readonly Right[] | null;
  /** May the requester know what is held? Else nothing is said of it, and an owner gets the question all the same. */
  readonly heldMayBeTold: boolean;
  /** The pair has an open request. */
  readonly open: boolean;
  /** Open requests of the requester. */
  readonly openOfRequester: number;
}

/** May this be asked? The first rule that forbids it, or null. */
export function mayAsk(policy: Policy, right: Right, term: Term | null, now: At, facts: AskFacts): Refusal | null {
  const { requester, beneficiary, held } = facts;
  if (!requester.enabled) return 'requester-disabled';
  if (requester.guest) return 'requester-guest';
  if (!facts.groupIsMicrosoft365) return 'group-not-microsoft365';
  if (beneficiary.guest) return 'beneficiary-guest';
  if (!beneficiary.enabled) return 'beneficiary-disabled';
  if (policy.membersOnly && !facts.beneficiaryIsMember) return 'beneficiary-not-member';
  const holds = held?.includes(right) && (right === 'sendAs' || held.length === 1);
  if (holds && facts.heldMayBeTold) return 'already-held';
  if (facts.open) return 'already-open';
  if (facts.openOfRequester >= policy.openRequests) return 'quota';
  return termRefusal(policy, term, now);
}

/** Compares instants: a right that begins now ends no later than the longest time from now. */
function termRefusal({ longest }: Policy, term: Term | null, now: At): Refusal | null {
  const end = endOf(term, now);
  if (end !== null && end <= now) return 'end-in-past';
  if (longest === null) return null;
  if (term === null || end === null) return 'term-too-long';
  const last = endOf({ kind: 'for', duration: longest, zone: term.zone }, now);
  return last !== null && end > last ? 'term-too-long' : null;
}

export interface DecideFacts {
  readonly decider: Account;
  readonly owners: readonly Account[];
  readonly deciderIsAdmin: boolean;
}

/** May this person decide on this request, now? As what, or the rule that forbids it. */
export function mayDecide(pair: Pair, facts: DecideFacts): Deciders | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (decider.id === pair.requester) return 'self-approval';
  if (decider.id === pair.beneficiary) return 'beneficiary-approval';
  if (!usable(decider)) return 'not-approver';
  const byOwners = usableOwners(owners, pair);
  if (byOwners.some(({ id }) => id === decider.id)) return 'owners';
  return deciderIsAdmin && byOwners.length === 0 ? 'admins' : 'not-approver';
}

/** What a request stands on: read live at the click and again before applying. */
export interface Ground {
  readonly requester: Account | null;
  readonly beneficiary: Account | null;
  readonly beneficiaryIsMember: boolean;
  /** False: the group is gone, or is no Microsoft 365 group any more. */
  readonly groupStands: boolean;
}

/** Has the request lost its ground? The failure, or null. */
export function lostGround(policy: Policy, ground: Ground): Failure | null {
  if (!ground.groupStands) return 'group-gone';
  if (ground.requester === null || !usable(ground.requester)) return 'requester-gone';
  if (ground.beneficiary === null || !ground.beneficiary.enabled) return 'beneficiary-gone';
  if (ground.beneficiary.guest) return 'beneficiary-guest';
  return policy.membersOnly && !ground.beneficiaryIsMember ? 'beneficiary-not-member' : null;
}

/** May what was approved still be applied? Everything may have changed since the click. */
export function mayApply(policy: Policy, pair: Pair, ground: Ground, approver: DecideFacts | null): Failure | null {
  const lost = lostGround(policy, ground);
  if (lost !== null) return lost;
  if (approver === null) return 'approver-lost-right';
  const as = mayDecide(pair, approver);
  return as === 'owners' || as === 'admins' ? null : 'approver-lost-right';
}

/** May this person end the right: its holder, a usable owner of the group, or an admin. Gives the cause, or the rule. */
export function mayEnd(holder: UserId, facts: DecideFacts): 'given-back' | 'taken-away' | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (!usable(decider)) return 'not-allowed-to-end';
  if (decider.id === holder) return 'given-back';
  const owner = owners.some(({ id, enabled, guest }) => id === decider.id && enabled && !guest);
  return owner || deciderIsAdmin ? 'taken-away' : 'not-allowed-to-end';
}

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
