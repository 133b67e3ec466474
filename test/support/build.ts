import type { Accepted, Decided } from '../../bot/domain/accept.ts';
import { type Asks, applied, approve, ask, startApplying, type Wish } from '../../bot/domain/decide.ts';
import type { Evidence } from '../../bot/domain/grant.ts';
import { at, type GroupId, type RequestId, type UserId } from '../../bot/domain/ids.ts';
import type { Account, AskFacts, DecideFacts, Ground } from '../../bot/domain/policy.ts';
import { BUILT_IN_RULING, builtInPolicy, type RuleValues, type Ruling, stampOf } from '../../bot/domain/policy.ts';
import type { Applied, Approved, Delegates, Pending, Request, Right, Term } from '../../bot/domain/request.ts';

/** Builders: people, facts and requests that are right in everything but what a test changes. */

const guid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const userId = (n: number) => guid(n) as UserId;
export const groupId = (n: number) => guid(1000 + n) as GroupId;

export const alex = userId(1);
export const megan = userId(2);
export const patti = userId(3);
export const admin = userId(4);
export const lidia = userId(5);
export const marketing = groupId(1);
export const now = at(new Date('2026-11-22T10:00:00Z'));
export const later = (ms: number) => at(new Date(Date.parse(now) + ms));
export const nobody: Delegates = { sendAs: [], sendOnBehalf: [] };

export const answered: Evidence = { before: nobody, after: nobody, proof: 'answered' };

export const account = (id: UserId, change: Partial<Account> = {}): Account => ({
  id,
  enabled: true,
  guest: false,
  ...change,
});

export const wish = (change: Partial<Wish> = {}): Wish => ({
  id: 'K7QF' as RequestId,
  batch: 'K7QF' as RequestId,
  requester: alex,
  beneficiary: alex,
  group: marketing,
  right: 'sendOnBehalf',
  term: null,
  reason: 'the campaign starts',
  ...change,
});

export const askFacts = (change: Partial<AskFacts> = {}): AskFacts => ({
  requester: account(alex),
  beneficiary: account(alex),
  beneficiaryIsMember: true,
  ruling: BUILT_IN_RULING,
  standings: { owner: false, member: true, admin: false, sets: new Map() },
  beneficiaryHasMailbox: true,
  groupIsMicrosoft365: true,
  owners: [account(megan), account(patti)],
  admins: [account(admin)],
  held: [],
  heldMayBeTold: true,
  open: false,
  denied: [],
  openOfRequester: 0,
  exchangeRefuses: null,
  recent: [],
  ...change,
});

/** The built-in rule, under which everything is asked unless a test says otherwise. */
export const builtInRule = BUILT_IN_RULING.values;
export const stamp = stampOf(BUILT_IN_RULING, null);
/** Who could be asked today by the built-in rule. */
export const today = (change: Partial<Asks> = {}): Asks => ({
  ...{ rule: builtInRule, owners: [], admins: [], unseen: [] },
  ...change,
});

/** What a company's policy says, where it says something else than what is built in. */
export const rulingWith = (values: Partial<RuleValues>): Ruling => ({
  ...BUILT_IN_RULING,
  values: { ...BUILT_IN_RULING.values, ...values },
});

export const decideFacts = (decider: UserId, change: Partial<DecideFacts> = {}): DecideFacts => ({
  decider: account(decider),
  owners: [account(megan), account(patti)],
  deciderIsAdmin: decider === admin,
  ...change,
});

export const ground = (change: Partial<Ground> = {}): Ground => ({
  requester: account(alex),
  beneficiary: account(alex),
  beneficiaryIsMember: true,
  ruling: BUILT_IN_RULING,
  group: 'stands',
  ...change,
});

/** What was accepted, or a failed test that names the refusal. */
export function accepted(decided: Decided): Accepted {
  if ('refused' in decided) throw new Error(`refused: ${decided.refused}`);
  return decided;
}
export const refusal = (decided: Decided): string | null => ('refused' in decided ? decided.refused : null);

export function stateOf<T extends Request = Request>(result: Accepted): T {
  const [first] = result.requests;
  if (first === undefined) throw new Error('nothing happened');
  return first.next as T;
}

export const pending = (change: Partial<Wish> = {}, facts: Partial<AskFacts> = {}): Pending =>
  stateOf<Pending>(accepted(ask(builtInPolicy, wish(change), askFacts(facts), now)));

export const approved = (change: Partial<Wish> = {}): Approved =>
  stateOf<Approved>(accepted(approve(pending(change), decideFacts(megan), ground(), now)));

export const applying = (held: readonly Right[] = [], change: Partial<Wish> = {}): Approved =>
  stateOf<Approved>(startApplying(approved(change), held, nobody, now));

export const active = (term: Term | null = null, change: Partial<Wish> = {}): Applied =>
  stateOf<Applied>(applied(applying([], { term, ...change }), [], { ...nobody, sendOnBehalf: ['Alex'] }, now, now));
