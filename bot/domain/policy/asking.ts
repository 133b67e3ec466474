import type { At, UserId } from '../ids.ts';
import { asksAgainAt, type Recent } from '../often.ts';
import type { Refusal } from '../refusal.ts';
import type { Right, Term } from '../request.ts';
import type { Denial } from '../rest.ts';
import { endOf } from '../term.ts';
import { type Account, usable } from './accounts.ts';
import type { Bodies } from './parties.ts';
import { isIn, type Standings } from './rules/bodies.ts';
import type { Ruling } from './rules/ruling.ts';
import type { RuleValues } from './rules/values.ts';
import type { Policy } from './settings.ts';

export interface AskFacts {
  readonly requester: Account;
  readonly beneficiary: Account;
  readonly beneficiaryIsMember: boolean;
  /** What the company's policy says of the right on the group. */
  readonly ruling: Ruling;
  /** What the requester is to the group, as far as the ruling asks for it. */
  readonly standings: Standings;
  /** Null: Exchange could not be read. */
  readonly beneficiaryHasMailbox: boolean | null;
  readonly groupIsMicrosoft365: boolean;
  readonly owners: readonly Account[];
  /** Read only as far as the ruling names them. */
  readonly admins?: Bodies['admins'];
  readonly sets?: Bodies['sets'];
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
export function mayAsk(policy: Policy, wish: Wished, now: At, facts: AskFacts): Refusal | null {
  const { values } = facts.ruling;
  const { right, term } = wish;
  const { requester, beneficiary, held } = facts;
  if (requester.enabled === null) return 'requester-unclear';
  if (!requester.enabled) return 'requester-disabled';
  if (requester.guest) return 'requester-guest';
  if (!facts.groupIsMicrosoft365) return 'group-not-microsoft365';
  if (beneficiary.guest) return 'beneficiary-guest';
  if (beneficiary.enabled === null) return 'beneficiary-unclear';
  if (!beneficiary.enabled) return 'beneficiary-disabled';
  if (facts.beneficiaryHasMailbox === false) return 'beneficiary-no-mailbox';
  const forbidden = ruleRefusal(values, wish, facts);
  if (forbidden !== null) return forbidden;
  if (values.membersOnly && !facts.beneficiaryIsMember) return 'beneficiary-not-member';
  const holds = held?.includes(right) && (right === 'sendAs' || held.length === 1);
  if (holds && facts.heldMayBeTold) return 'already-held';
  if (facts.open) return 'already-open';
  if (facts.exchangeRefuses !== null) return 'exchange-refuses';
  if (facts.openOfRequester >= policy.openRequests) return 'quota';
  if (asksAgainAt(policy.asks, facts.recent, now) !== null) return 'too-often';
  return termRefusal(values, term, now);
}

/** What somebody wants: the part of it that a rule looks at. */
export interface Wished {
  readonly right: Right;
  readonly term: Term | null;
  readonly reason: string | null;
}

/** What a company's rule forbids or demands of who asks. */
function ruleRefusal(values: RuleValues, { reason }: Wished, facts: AskFacts): Refusal | null {
  const { requester, beneficiary, standings } = facts;
  const allowed = values.mayAsk.map((body) => isIn(body, standings));
  if (allowed.includes(false)) return 'may-not-ask';
  if (allowed.includes('unknown')) return 'not-checkable';
  if (!values.forOthers && requester.id !== beneficiary.id) return 'not-for-others';
  return values.reason === 'required' && (reason ?? '').trim() === '' ? 'reason-missing' : null;
}

/** Compares instants: a right that begins now ends no later than the longest time from now. */
function termRefusal({ 'term.longest': longest }: RuleValues, term: Term | null, now: At): Refusal | null {
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
