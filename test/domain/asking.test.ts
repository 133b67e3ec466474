import assert from 'node:assert/strict';
import type { Wish } from '../../bot/domain/decide.ts';
import { ask } from '../../bot/domain/decide.ts';
import { type AskFacts, askedPeople, asksAdmins, builtInPolicy, type Policy } from '../../bot/domain/policy.ts';
import type { Term } from '../../bot/domain/request.ts';
import {
  accepted,
  account,
  admin,
  alex,
  askFacts,
  lidia,
  megan,
  now,
  patti,
  refusal,
  rulingWith,
  stateOf,
  wish,
} from '../support/build.ts';

const asked = (change: Partial<Wish> = {}, facts: Partial<AskFacts> = {}, policy: Policy = builtInPolicy) =>
  ask(policy, wish(change), askFacts(facts), now);

describe('asking', () => {
  it('makes a request that waits for the usable owners', () => {
    const result = accepted(asked());
    const state = stateOf(result);
    assert.equal(state.status, 'pending');
    assert.deepEqual(state.asked, [{ of: 'owners', people: [megan, patti], needed: 1 }]);
    assert.deepEqual(
      result.work.map(({ task }) => task.kind),
      ['card', 'card', 'advance', 'card'],
    );
  });

  const refused: readonly [string, Partial<Wish>, Partial<AskFacts>, string][] = [
    ['a disabled requester', {}, { requester: account(alex, { enabled: false }) }, 'requester-disabled'],
    ['a requester who may be disabled', {}, { requester: account(alex, { enabled: null }) }, 'requester-unclear'],
    [
      'a beneficiary who may be disabled',
      {},
      { beneficiary: account(lidia, { enabled: null }) },
      'beneficiary-unclear',
    ],
    ['a guest who asks', {}, { requester: account(alex, { guest: true }) }, 'requester-guest'],
    ['a disabled beneficiary', {}, { beneficiary: account(lidia, { enabled: false }) }, 'beneficiary-disabled'],
    ['a guest as beneficiary', {}, { beneficiary: account(lidia, { guest: true }) }, 'beneficiary-guest'],
    ['a beneficiary without a mailbox', {}, { beneficiaryHasMailbox: false }, 'beneficiary-no-mailbox'],
    ['a beneficiary who is no member', {}, { beneficiaryIsMember: false }, 'beneficiary-not-member'],
    ['a group that is no Microsoft 365 group', {}, { groupIsMicrosoft365: false }, 'group-not-microsoft365'],
    ['what is held already', {}, { held: ['sendOnBehalf'] }, 'already-held'],
    [
      'Send as where both are set: it is in force already',
      { right: 'sendAs' },
      { held: ['sendAs', 'sendOnBehalf'] },
      'already-held',
    ],
    ['a second open request for the pair', {}, { open: true }, 'already-open'],
    ['more than the quota', {}, { openOfRequester: builtInPolicy.openRequests }, 'quota'],
    ['a day that is past', { term: { kind: 'until', date: '2026-11-21', zone: 'UTC' } }, {}, 'end-in-past'],
    ['a group that nobody can decide for', {}, { owners: [], admins: [] }, 'no-approver'],
  ];
  for (const [what, change, facts, why] of refused) {
    it(`refuses ${what}`, () => assert.equal(refusal(asked(change, facts)), why));
  }

  it('goes on asking where Exchange could not say whether the beneficiary has a mailbox', () => {
    assert.equal(stateOf(accepted(asked({}, { beneficiaryHasMailbox: null }))).status, 'pending');
  });

  it('says nothing of what a colleague holds to who may not know: the owners get the question', () => {
    const facts = { held: ['sendOnBehalf'], heldMayBeTold: false } as const;
    assert.equal(refusal(asked({ beneficiary: lidia }, facts)), null);
  });

  it('lets the other right be asked for: either the one or the other', () => {
    assert.equal(refusal(asked({ right: 'sendAs' }, { held: ['sendOnBehalf'] })), null);
    assert.equal(refusal(asked({ right: 'sendOnBehalf' }, { held: ['sendAs', 'sendOnBehalf'] })), null);
  });

  it('takes the request while Exchange cannot be read, and says so in it', () => {
    assert.equal(stateOf(accepted(asked({}, { held: null }))).held, null);
  });

  it('lets today be the last day', () => {
    assert.equal(refusal(asked({ term: { kind: 'until', date: '2026-11-22', zone: 'UTC' } })), null);
  });

  it('goes to the admins when the only owner asks, or gets', () => {
    const owners = [account(alex)];
    assert.equal(asksAdmins(stateOf(accepted(asked({}, { owners })))), true);
    assert.deepEqual(askedPeople(stateOf(accepted(asked({ requester: lidia }, { owners })))), [admin]);
  });

  it('goes to the admins when the owners are disabled or guests', () => {
    const owners = [account(megan, { enabled: false }), account(patti, { guest: true })];
    assert.equal(asksAdmins(stateOf(accepted(asked({}, { owners })))), true);
  });

  it('never asks the one who asks or gets to decide, owner or not', () => {
    const owners = [account(alex), account(lidia), account(megan)];
    assert.deepEqual(
      askedPeople(stateOf(accepted(asked({ beneficiary: lidia }, { owners, beneficiary: account(lidia) })))),
      [megan],
    );
  });

  it('holds a company to the longest time that it has set', () => {
    const limited = (term: Term | null) => refusal(asked({ term }, { ruling: rulingWith({ 'term.longest': 'P30D' }) }));
    const zone = 'UTC';
    assert.equal(limited(null), 'term-too-long');
    assert.equal(limited({ kind: 'for', duration: 'P1M', zone }), null);
    assert.equal(limited({ kind: 'for', duration: 'P31D', zone }), 'term-too-long');
    assert.equal(limited({ kind: 'until', date: '2026-12-21', zone }), null);
    assert.equal(limited({ kind: 'until', date: '2026-12-22', zone }), 'term-too-long');
  });

  it('compares instants: the end of a day lies no later than the longest time from now', () => {
    const until = (date: string, zone = 'UTC') => ({ term: { kind: 'until', date, zone } as const });
    const within = (longest: string, change: Partial<Wish>) =>
      refusal(asked(change, { ruling: rulingWith({ 'term.longest': longest }) }));
    assert.equal(within('PT8H', until('2026-11-22')), 'term-too-long');
    assert.equal(within('PT14H', until('2026-11-22')), null);
    assert.equal(within('P1D', until('2026-11-22')), null);
    assert.equal(within('P1D', until('2026-11-23')), 'term-too-long');
    // The day ends in the zone of its term: fifteen hours earlier in Tokyo than in Honolulu's day of the same date.
    assert.equal(within('PT8H', until('2026-11-22', 'Asia/Tokyo')), null);
    assert.equal(within('PT8H', { term: { kind: 'for', duration: 'PT8H', zone: 'UTC' } }), null);
    assert.equal(within('PT8H', { term: { kind: 'for', duration: 'PT8H1S', zone: 'UTC' } }), 'term-too-long');
  });

  it('refuses a day that is over where it was named, though the date is still running elsewhere', () => {
    const term = { kind: 'until', date: '2026-11-21', zone: 'Pacific/Honolulu' } as const;
    assert.equal(refusal(asked({ term })), 'end-in-past');
    assert.equal(refusal(asked({ term: { ...term, date: '2026-11-22' } })), null);
  });
});
