import type { At, UserId } from './ids.ts';
import { type AskLimits, asksAgainAt, builtInAskLimits, type Recent } from './often.ts';
import type { Refusal } from './refusal.ts';
import type { Asked, Deciders, Failure, Request, Right, Term } from './request.ts';
import type { Denial } from './rest.ts';
import { endOf } from './term.ts';

export * from './knowing.ts';

/** Every rule of who may ask, decide, hold and see, and for how long, is here and in knowing.ts. Nothing else decides that. */

/** What a company can set. */
export interface Policy {
  /** Only members of a group can get a right on it. */
  readonly membersOnly: boolean;
  /** Requests that one person may have open at a time. */
  readonly openRequests: number;
  /** The longest time a right may be asked for, ISO 8601; null: no limit, and no end is demanded. */
  readonly longest: string | null;
  /** How long a denied wish rests before the same person can ask it again, ISO 8601; null: not at all. */
  readonly restAfterDenial: string | null;
  /** How often one person may ask. */
  readonly asks: AskLimits;
  /** What one person may have looked up in ten minutes: see app/budget.ts. */
  readonly lookUps: number;
}

export const builtInPolicy: Policy = {
  membersOnly: true,
  openRequests: 20,
  longest: null,
  restAfterDenial: 'P1D',
  asks: builtInAskLimits,
  lookUps: 1500,
};

/** What a rule must know of a person, read live. */
export interface Account {
  readonly id: UserId;
  /** Null: the directory does not say. Then the account counts for nothing, and nothing is taken from it for that. */
  readonly enabled: boolean | null;
  readonly guest: boolean;
}

/** An account that is not in the directory: deleted, or only out of sight. */
export interface Unseen {
  readonly id: UserId;
  readonly unseen: 'deleted' | 'absent';
}
/** An account as it was looked for. */
export type Sought = Account | Unseen;

/** Counts as somebody: an enabled account of the tenant's own. */
export const usable = (account: Sought): account is Account =>
  'enabled' in account && account.enabled === true && !account.guest;
const isAbsent = (account: Sought): boolean => 'unseen' in account && account.unseen === 'absent';
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
  /** Null: Exchange could not be read. */
  readonly beneficiaryHasMailbox: boolean | null;
  readonly groupIsMicrosoft365: boolean;
  readonly owners: readonly Account[];
  readonly admins: readonly Account[];
  /** Rights in Exchange now; null: Exchange could not be read. */
  readonly held: readonly Right[] | null;
  /** May the requester know what is held? Else nothing is said of it, and an owner gets the question all the same. */
  readonly heldMayBeTold: boolean;
  /** The requester has an open request for this pair and right. */
  readonly open: boolean;
  /** What became of the same wish of the same requester before. */
  readonly denied: readonly Denial[];
  /** Open requests of the requester. */
  readonly openOfRequester: number;
  /** The requester's newest requests, newest first. */
  readonly recent: readonly Recent[];
  /** Exchange has refused Behalf a change of this group lately: to ask is in vain until then. Null: it has not. */
  readonly exchangeRefuses: At | null;
}

/** May this be asked? The first rule that forbids it, or null. */
export function mayAsk(policy: Policy, right: Right, term: Term | null, now: At, facts: AskFacts): Refusal | null {
  const { requester, beneficiary, held } = facts;
  if (requester.enabled === null) return 'requester-unclear';
  if (!requester.enabled) return 'requester-disabled';
  if (requester.guest) return 'requester-guest';
  if (!facts.groupIsMicrosoft365) return 'group-not-microsoft365';
  if (beneficiary.guest) return 'beneficiary-guest';
  if (beneficiary.enabled === null) return 'beneficiary-unclear';
  if (!beneficiary.enabled) return 'beneficiary-disabled';
  if (facts.beneficiaryHasMailbox === false) return 'beneficiary-no-mailbox';
  if (policy.membersOnly && !facts.beneficiaryIsMember) return 'beneficiary-not-member';
  const holds = held?.includes(right) && (right === 'sendAs' || held.length === 1);
  if (holds && facts.heldMayBeTold) return 'already-held';
  if (facts.open) return 'already-open';
  if (facts.exchangeRefuses !== null) return 'exchange-refuses';
  if (facts.openOfRequester >= policy.openRequests) return 'quota';
  if (asksAgainAt(policy.asks, facts.recent, now) !== null) return 'too-often';
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

/** Who can make somebody a member: by hand the one who asks, another owner or an admin; or nobody, where a rule does. */
export type Adder = 'rule' | 'you' | 'owner' | 'admin';

export function adderOf(
  asker: UserId,
  group: { readonly dynamic: boolean; readonly owners: readonly Account[] },
): Adder {
  if (group.dynamic) return 'rule';
  const owners = group.owners.filter(usable);
  if (owners.some(({ id }) => id === asker)) return 'you';
  return owners.length > 0 ? 'owner' : 'admin';
}

export interface DecideFacts {
  readonly decider: Sought;
  /** Unknown: the directory does not find the group. */
  readonly owners: readonly Account[] | 'unknown';
  /** Unknown: the directory does not find the admins' group. */
  readonly deciderIsAdmin: boolean | 'unknown';
}

/** May this person decide on this request, now? As what, or the rule that forbids it. */
export function mayDecide(pair: Pair, facts: DecideFacts): Deciders | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (decider.id === pair.requester) return 'self-approval';
  if (decider.id === pair.beneficiary) return 'beneficiary-approval';
  if (isAbsent(decider)) return 'not-checkable';
  if (!usable(decider)) return 'not-approver';
  if (owners === 'unknown') return 'not-checkable';
  const byOwners = usableOwners(owners, pair);
  if (byOwners.some(({ id }) => id === decider.id)) return 'owners';
  if (byOwners.length > 0 || deciderIsAdmin === false) return 'not-approver';
  return deciderIsAdmin === true ? 'admins' : 'not-checkable';
}

/** What a request stands on: read live at the click and again before applying. */
export interface Ground {
  readonly requester: Sought;
  readonly beneficiary: Sought;
  readonly beneficiaryIsMember: boolean;
  /** `other-kind`: it is no Microsoft 365 group any more. */
  readonly group: 'stands' | 'deleted' | 'other-kind' | 'absent';
}

/** Is one of the accounts there, but unknown whether it may be used? Then nothing is approved or applied, nor lost. */
export const isUnclear = ({ requester, beneficiary }: Ground, decider?: Sought) =>
  [requester, beneficiary, decider].some((one) => one !== undefined && 'enabled' in one && one.enabled === null);

const isGone = (account: Sought) => ('enabled' in account ? account.enabled === false : account.unseen === 'deleted');

/** Has the request lost its ground? The failure, or null. What is absent is no loss: see `absentOf`. */
export function lostGround(policy: Policy, ground: Ground): Failure | null {
  const { requester, beneficiary, group } = ground;
  const gone = lostGroup(ground);
  if (gone !== null) return gone;
  if (isGone(requester) || ('guest' in requester && requester.guest)) return 'requester-gone';
  if (isGone(beneficiary)) return 'beneficiary-gone';
  if (!('guest' in beneficiary)) return null;
  if (beneficiary.guest) return 'beneficiary-guest';
  return group === 'stands' && policy.membersOnly && !ground.beneficiaryIsMember ? 'beneficiary-not-member' : null;
}

export const lostGroup = ({ group }: Ground): 'group-gone' | null =>
  group === 'deleted' || group === 'other-kind' ? 'group-gone' : null;

/** What the directory does not find just now, so that nothing can be decided: the group, or whose account. Null: nothing. */
export function absentOf({ group, requester, beneficiary }: Ground): 'group' | UserId | null {
  if (group === 'absent') return 'group';
  return [requester, beneficiary].find(isAbsent)?.id ?? null;
}

/**
 * May what was approved still be applied? Everything may have changed since the click. Gives the failure; what is absent
 * and must be waited for; or null.
 */
export function mayApply(
  policy: Policy,
  pair: Pair,
  ground: Ground,
  approver: DecideFacts | null,
): Failure | { readonly absent: 'group' | UserId } | null {
  const lost = lostGround(policy, ground);
  if (lost !== null) return lost;
  const absent = absentOf(ground);
  if (absent !== null) return { absent };
  if (approver === null) return 'approver-lost-right';
  const as = mayDecide(pair, approver);
  if (as === 'not-checkable') return { absent: approver.owners === 'unknown' ? 'group' : approver.decider.id };
  return as === 'owners' || as === 'admins' ? null : 'approver-lost-right';
}

/** May this person mute who asked: whoever has denied the request. */
export const mayMute = (request: Request, person: UserId) =>
  request.status === 'denied' && request.decision.by === person;

/** May this person end the right: its holder, a usable owner of the group, or an admin. Gives the cause, or the rule. */
export function mayEnd(holder: UserId, facts: DecideFacts): 'given-back' | 'taken-away' | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (isAbsent(decider)) return 'not-checkable';
  if (!usable(decider)) return 'not-allowed-to-end';
  if (decider.id === holder) return 'given-back';
  if (deciderIsAdmin === true) return 'taken-away';
  if (owners === 'unknown') return 'not-checkable';
  if (owners.some((one) => one.id === decider.id && usable(one))) return 'taken-away';
  return deciderIsAdmin === 'unknown' ? 'not-checkable' : 'not-allowed-to-end';
}
