import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approve, deny, waitAgain } from '../../bot/domain/decide.ts';
import type { UserId } from '../../bot/domain/ids.ts';
import { countApprovals, type DecideFacts, filled, mayApply, panelsOf, seatsOf } from '../../bot/domain/policy.ts';
import type { Approved, Pending } from '../../bot/domain/request.ts';
import * as build from '../support/build.ts';

const { accepted, account, admin, alex, approved, decideFacts, ground, lidia, megan, now, patti } = build;
const { pending, refusal, rulingWith, stateOf } = build;
const risk = build.userId(6);
const sets = new Map([['risk', [account(risk), account(megan)]]]);
const facts = (person: UserId, change: Partial<DecideFacts> = {}) => decideFacts(person, { sets, ...change });
const twoParties = rulingWith({
  approve: [
    { from: 'owners', count: 1 },
    { from: 'risk', count: 1 },
  ],
});
const twoOwners = rulingWith({ approve: [{ from: 'owners', count: 2 }] });

describe('approvals', () => {
  it('are counted until every party has so many of its own', () => {
    const place = ground({ ruling: twoParties });
    const first = stateOf<Pending>(accepted(approve(pending(), facts(risk), place, now)));
    assert.deepEqual([first.status, first.approvals.map(({ as, set }) => [as, set])], ['pending', [['set', 'risk']]]);
    const second = stateOf(accepted(approve(first, facts(patti), place, now, [facts(risk)])));
    assert.deepEqual([second.status, second.approvals.map(({ by }) => by)], ['approved', [risk, patti]]);
  });

  it('of somebody in both parties fill one place only, whichever leaves more for the others', () => {
    const place = ground({ ruling: twoParties });
    // Megan owns the group and is in the set: alone she is one of two.
    const first = stateOf<Pending>(accepted(approve(pending(), facts(megan), place, now)));
    assert.equal(first.status, 'pending');
    assert.equal(refusal(approve(first, facts(megan), place, now, [facts(megan)])), 'already-approved');
    for (const other of [patti, risk])
      assert.equal(stateOf(accepted(approve(first, facts(other), place, now, [facts(megan)]))).status, 'approved');
  });

  it('of who may not decide any more do not count, and of who is out of sight nothing is said', () => {
    const place = ground({ ruling: twoOwners });
    const first = stateOf<Pending>(accepted(approve(pending(), facts(megan), place, now)));
    const left = { owners: [account(patti), account(lidia)] };
    const second = stateOf(accepted(approve(first, facts(patti, left), place, now, [facts(megan, left)])));
    assert.equal(second.status, 'pending', 'Megan has left the owners');
    const unseen = facts(megan, { decider: { id: megan, unseen: 'absent' } });
    assert.equal(refusal(approve(first, facts(patti), place, now, [unseen])), 'not-checkable');
  });

  it('end with one no of anybody who may decide', () => {
    const place = ground({ ruling: twoParties });
    const first = stateOf<Pending>(accepted(approve(pending(), facts(patti), place, now)));
    assert.equal(stateOf(accepted(deny(first, facts(risk), place, 'no', now))).status, 'denied');
    assert.equal(refusal(deny(first, facts(lidia), place, null, now)), 'not-approver');
  });

  it('that the policy has come to want besides are waited for, unless something was begun', () => {
    const state = approved();
    const place = ground({ ruling: twoOwners });
    assert.deepEqual(mayApply(state, place, [facts(megan)]), { more: 1 });
    assert.equal(mayApply(state, ground(), [facts(megan)]), null);
    const today = build.today({ rule: twoOwners.values, owners: [account(megan), account(patti)] });
    const back = stateOf<Pending>(waitAgain(state, 1, today, now) ?? assert.fail());
    assert.deepEqual([back.status, back.approvals.length, back.asked[0]?.needed], ['pending', 1, 2]);
    const begun: Approved = { ...state, applying: { at: now, held: [], before: build.nobody } };
    assert.equal(waitAgain(begun, 1, today, now), null);
  });

  it('are needed as when it was asked, when the policy wants fewer by now', () => {
    const asked = pending({}, { ruling: twoOwners });
    const first = stateOf(accepted(approve(asked, facts(megan), ground(), now)));
    assert.equal(first.status, 'pending');
  });
});

describe('who decides by a rule', () => {
  const pair = { requester: alex, beneficiary: alex };
  const owners = [account(megan), account(patti)];

  it('are the first fallback with enough people, where a party has too few', () => {
    const rule = { approve: [{ from: 'owners', count: 2 }], fallback: ['risk', 'admins'] };
    assert.deepEqual(seatsOf(rule, pair, { owners, sets }), [{ of: 'owners', needed: 2 }]);
    const few = { owners: [account(alex), account(megan)], sets };
    assert.deepEqual(seatsOf(rule, pair, few), [{ of: 'set', set: 'risk', needed: 2 }]);
    const none = { owners: [], sets: new Map([['risk', [account(risk)]]]), admins: [account(admin)] };
    assert.equal(seatsOf(rule, pair, none), null);
    assert.deepEqual(panelsOf(rule, none, pair), { refused: 'no-approver' });
  });

  it('keep their seats while they cannot be read', () => {
    const rule = { approve: [{ from: 'risk', count: 1 }], fallback: ['admins'] };
    const unread = { owners, sets: new Map([['risk', 'unknown' as const]]), admins: [account(admin)] };
    assert.deepEqual(seatsOf(rule, pair, unread), [{ of: 'set', set: 'risk', needed: 1 }]);
    assert.deepEqual(countApprovals(rule, pair, [facts(risk, { sets: unread.sets })]), { refused: 'not-checkable' });
  });

  it('never include who asks or who gets, and quiet ones are asked without a word', () => {
    const rule = { approve: [{ from: 'risk', count: 1 }], fallback: [] };
    const asking = panelsOf(rule, { owners, sets, quiet: [megan] }, { requester: risk, beneficiary: lidia });
    assert.deepEqual(asking, { panels: [{ of: 'set', set: 'risk', needed: 1, people: [megan], quiet: [megan] }] });
  });

  it('fill as many seats as there are ways to, and each person one', () => {
    const seats = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 });
    const people = fc.array(fc.subarray([0, 1, 2]), { maxLength: 5 });
    fc.assert(
      fc.property(seats, people, (needed, sits) => {
        const sitters = sits.map((seats, n) => ({
          id: build.userId(100 + n),
          seats: seats.filter((one) => one < needed.length),
        }));
        const left = filled(needed, sitters).reduce((sum, one) => sum + one, 0);
        const all = needed.reduce((sum, one) => sum + one, 0);
        assert.equal(
          all - left,
          most(
            needed,
            sitters.map((one) => one.seats),
          ),
        );
      }),
    );
  });
});

/** The most places that can be filled, by trying everything. */
function most(left: readonly number[], sitters: readonly (readonly number[])[]): number {
  const [first, ...rest] = sitters;
  if (first === undefined) return 0;
  const taken = first
    .filter((seat) => (left[seat] ?? 0) > 0)
    .map(
      (seat) =>
        1 +
        most(
          left.map((count, n) => (n === seat ? count - 1 : count)),
          rest,
        ),
    );
  return Math.max(most(left, rest), ...taken);
}
