import assert from 'node:assert/strict';
import {
  applied,
  approve,
  cancel,
  deny,
  end,
  fail,
  startApplying,
  startReplacing,
  startUndoing,
  stopped,
} from '../../bot/domain/decide.ts';
import { HistoryError } from '../../bot/domain/evolve.ts';
import type { UserId } from '../../bot/domain/ids.ts';
import { mayApply } from '../../bot/domain/policy.ts';
import type { Approved, Request } from '../../bot/domain/request.ts';
import {
  accepted,
  account,
  active,
  admin,
  alex,
  applying,
  approved,
  decideFacts,
  ground,
  lidia,
  megan,
  nobody,
  now,
  patti,
  pending,
  refusal,
  stateOf,
} from '../support/build.ts';

const approving = (state: Request, facts = decideFacts(megan), standing = ground()) =>
  approve(state, facts, standing, now);

describe('deciding', () => {
  it('lets one current owner approve, and queues the change in Exchange', () => {
    const result = accepted(approving(pending()));
    assert.equal(stateOf(result).status, 'approved');
    assert.deepEqual(result.work[0]?.task, { kind: 'advance', request: 'K7QF' });
  });

  it('lets one current owner deny, with a reason, and tells who asked and who would have got it', () => {
    const result = accepted(deny(pending({ requester: lidia }), decideFacts(patti), ground(), 'not now', now));
    const state = stateOf(result);
    assert.equal(state.status === 'denied' && state.decision.reason, 'not now');
    const told = result.work.flatMap(({ task }) => (task.kind === 'tell' ? [task.person] : []));
    assert.deepEqual(told, [lidia, alex]);
  });

  it('approves nothing whose last day is over: the request fails and says so', () => {
    const term = { kind: 'until', date: '2026-11-23', zone: 'UTC' } as const;
    const until = pending({ term });
    const decided = (at: string) => approve(until, decideFacts(megan), ground(), at as typeof now);
    assert.equal(stateOf(accepted(decided('2026-11-23T23:59:59.000Z'))).status, 'approved');
    const over = stateOf(accepted(decided('2026-11-24T00:00:00.000Z')));
    assert.equal(over.status === 'failed' && over.why, 'end-passed');
    assert.equal(
      refusal(approve(until, decideFacts(alex), ground(), '2026-11-24T00:00:00.000Z' as typeof now)),
      'self-approval',
    );
  });

  it('refuses self-approval, also by an owner and by an admin', () => {
    const own = pending({ requester: megan, beneficiary: alex });
    assert.equal(refusal(approving(own)), 'self-approval');
    assert.equal(refusal(approving(own, decideFacts(megan, { deciderIsAdmin: true, owners: [] }))), 'self-approval');
    assert.equal(refusal(deny(own, decideFacts(megan), ground(), null, now)), 'self-approval');
  });

  it('refuses that the one who gets it decides', () => {
    assert.equal(refusal(approving(pending({ requester: alex, beneficiary: megan }))), 'beneficiary-approval');
  });

  it('refuses who is no owner now, whoever was asked before', () => {
    assert.equal(refusal(approving(pending(), decideFacts(megan, { owners: [account(patti)] }))), 'not-approver');
    assert.equal(refusal(approving(pending(), decideFacts(lidia))), 'not-approver');
  });

  it('refuses an owner whose account is disabled or a guest', () => {
    for (const change of [{ enabled: false }, { enabled: null }, { guest: true }]) {
      const decider = account(megan, change);
      assert.equal(
        refusal(approving(pending(), decideFacts(megan, { decider, owners: [decider, account(patti)] }))),
        'not-approver',
      );
    }
  });

  it('neither approves nor fails a request of somebody who may be disabled, and lets it be denied', () => {
    const unclear = account(alex, { enabled: null });
    for (const change of [{ requester: unclear }, { beneficiary: unclear }]) {
      assert.equal(refusal(approving(pending(), decideFacts(megan), ground(change))), 'account-unclear');
      assert.equal(stateOf(accepted(deny(pending(), decideFacts(megan), ground(change), null, now))).status, 'denied');
    }
  });

  it('lets an admin decide only while no owner can', () => {
    assert.equal(refusal(approving(pending(), decideFacts(admin))), 'not-approver');
    assert.equal(refusal(approving(pending(), decideFacts(admin, { owners: [account(alex)] }))), null);
  });

  it('never changes a decided request', () => {
    for (const state of [
      approved(),
      active(),
      stateOf(accepted(deny(pending(), decideFacts(megan), ground(), null, now))),
    ]) {
      assert.equal(refusal(approving(state)), 'already-decided');
      assert.equal(refusal(deny(state, decideFacts(patti), ground(), null, now)), 'already-decided');
      if (state.status !== 'approved') assert.equal(refusal(cancel(state, alex, now)), 'already-decided');
    }
  });

  it('fails a request at the click when it has lost its ground', () => {
    const cases = [
      [{ beneficiary: account(alex, { enabled: false }) }, 'beneficiary-gone'],
      [{ beneficiary: { id: alex, unseen: 'deleted' } }, 'beneficiary-gone'],
      [{ requester: { id: alex, unseen: 'deleted' } }, 'requester-gone'],
      [{ beneficiary: account(alex, { guest: true }) }, 'beneficiary-guest'],
      [{ beneficiaryIsMember: false }, 'beneficiary-not-member'],
      [{ requester: account(alex, { enabled: false }) }, 'requester-gone'],
      [{ group: 'deleted' }, 'group-gone'],
      [{ group: 'other-kind' }, 'group-gone'],
    ] as const;
    for (const [change, why] of cases) {
      const state = stateOf(accepted(approving(pending(), decideFacts(megan), ground(change))));
      assert.equal(state.status === 'failed' && state.why, why);
    }
  });

  it('fails a request for an admin too when it has lost its ground', () => {
    const nobodyElse = decideFacts(admin, { owners: [] });
    const state = stateOf(
      accepted(approving(pending(), nobodyElse, ground({ requester: { id: alex, unseen: 'deleted' } }))),
    );
    assert.equal(state.status === 'failed' && state.why, 'requester-gone');
  });

  it('tells of lost ground only to who may decide', () => {
    const none = ground({ beneficiaryIsMember: false });
    assert.equal(refusal(approving(pending(), decideFacts(megan, { owners: [] }), none)), 'not-approver');
    assert.equal(refusal(approving(pending(), decideFacts(lidia), none)), 'not-approver');
  });

  it('lets an admin deny while no owner can', () => {
    const state = stateOf(accepted(deny(pending(), decideFacts(admin, { owners: [] }), ground(), null, now)));
    assert.equal(state.status === 'denied' && state.decision.as, 'admins');
  });

  it('refuses an admin whose account is disabled', () => {
    const decider = account(admin, { enabled: false });
    assert.equal(refusal(approving(pending(), decideFacts(admin, { decider, owners: [] }))), 'not-approver');
  });

  it('fails a denial too when the group is gone, for who was asked', () => {
    const gone = ground({ group: 'deleted' });
    const denying = (by: typeof megan) => deny(pending(), decideFacts(by, { owners: [] }), gone, 'no', now);
    const state = stateOf(accepted(denying(megan)));
    assert.equal(state.status === 'failed' && state.why, 'group-gone');
    assert.equal(refusal(denying(lidia)), 'not-approver');
  });

  it('tells who was asked that the group is gone, and nobody else', () => {
    const gone = ground({ group: 'deleted' });
    const none = { owners: [] };
    assert.equal(stateOf(accepted(approving(pending(), decideFacts(megan, none), gone))).status, 'failed');
    assert.equal(refusal(approving(pending(), decideFacts(lidia, none), gone)), 'not-approver');
  });

  it('decides nothing on what the directory does not find, and nothing is lost by that', () => {
    const out = (id: UserId) => ({ id, unseen: 'absent' }) as const;
    const unknown = decideFacts(megan, { owners: 'unknown' });
    for (const standing of [
      ground({ group: 'absent' }),
      ground({ requester: out(alex) }),
      ground({ beneficiary: out(alex) }),
    ]) {
      assert.equal(refusal(approving(pending(), decideFacts(megan), standing)), 'not-checkable');
      assert.equal(refusal(approving(pending(), decideFacts(lidia), standing)), 'not-approver');
      assert.deepEqual(mayApply(approved(), standing, [decideFacts(megan)]), {
        absent: standing.group === 'absent' ? 'group' : alex,
      });
    }
    for (const facts of [unknown, decideFacts(megan, { decider: out(megan) })]) {
      assert.equal(refusal(approving(pending(), facts)), 'not-checkable');
      assert.equal(refusal(deny(pending(), facts, ground(), null, now)), 'not-checkable');
      const absent = facts === unknown ? 'group' : megan;
      assert.deepEqual(mayApply(approved(), ground(), [facts]), { absent });
    }
    const admins = decideFacts(admin, { owners: 'unknown' });
    assert.equal(refusal(approving(pending(), admins)), 'not-checkable', 'nobody knows that no owner can');
  });

  it('fails for what is certain, whatever else is not found', () => {
    const standing = ground({
      requester: { id: alex, unseen: 'absent' },
      beneficiary: account(alex, { enabled: false }),
    });
    const state = stateOf(accepted(approving(pending(), decideFacts(megan), standing)));
    assert.equal(state.status === 'failed' && state.why, 'beneficiary-gone');
    const gone = { ...decideFacts(megan), decider: { id: megan, unseen: 'deleted' } } as const;
    assert.equal(mayApply(approved(), ground(), [gone]), 'approver-lost-right');
  });

  it('lets only the one who asked cancel', () => {
    assert.equal(stateOf(accepted(cancel(pending(), alex, now))).status, 'cancelled');
    assert.equal(refusal(cancel(pending(), megan, now)), 'not-requester');
  });

  it('stops an approved request on its way, by who asked, holder, owner or admin, and then never applies it', () => {
    for (const by of [alex, megan, admin]) {
      const result = accepted(end(applying(), decideFacts(by), 'no longer', now));
      assert.deepEqual(result.work[0]?.task, { kind: 'advance', request: 'K7QF' });
      const stopping = stateOf<Approved>(result);
      assert.throws(() => applied(stopping, [], nobody, now, now), HistoryError);
      const over = stopped(stopping, now);
      const state = stateOf(over);
      assert.equal(state.status === 'cancelled' && state.by, by);
      assert.ok(over.work.some(({ task }) => task.kind === 'tell' && task.news === 'cancelled'));
    }
    assert.equal(refusal(end(approved(), decideFacts(lidia), null, now)), 'not-allowed-to-end');
    const given = stateOf<Approved>(accepted(cancel(approved(), alex, now)));
    assert.deepEqual(given.stop, { by: alex, cause: 'given-back', reason: null, at: now });
    assert.equal(refusal(cancel(given, alex, now)), 'already-ending');
    assert.equal(refusal(end(given, decideFacts(megan), null, now)), 'already-ending');
  });

  it('keeps the reason of who stopped it; what the bot stopped itself is cancelled in the name of who asked', () => {
    const byMegan = stateOf<Approved>(accepted(end(approved(), decideFacts(megan), 'no longer', now)));
    const cancelled = { type: 'request.cancelled', request: 'K7QF', at: now };
    assert.deepEqual(stopped(byMegan, now).events, [{ ...cancelled, actor: megan, by: megan, reason: 'no longer' }]);
    const itself = { ...approved(), stop: { by: 'behalf', cause: 'expired', reason: null, at: now } } as const;
    for (const state of [itself, approved()])
      assert.deepEqual(stopped(state, now).events, [{ ...cancelled, actor: alex, by: alex, reason: null }]);
  });

  it('ends nothing that is not held', () => {
    assert.equal(refusal(end(pending(), decideFacts(megan), null, now)), 'nothing-held');
  });

  it('writes once, and only of a change that was begun, that the other right is about to go', () => {
    assert.equal(startReplacing(approved(), now), null);
    const begun = stateOf<Approved>(startApplying(approved(), ['sendOnBehalf'], nobody, now));
    const replacing = startReplacing(begun, now);
    assert.ok(replacing);
    assert.equal(replacing.events[0]?.actor, 'behalf');
    const next = stateOf<Approved>(replacing);
    assert.deepEqual(next.applying, { at: now, held: ['sendOnBehalf'], before: nobody, replacing: true });
    assert.equal(startReplacing(next, now), null);
  });

  it('writes once, and only of a change that was begun, why it is being undone', () => {
    assert.equal(startUndoing(approved(), 'approver-lost-right', now), null);
    const begun = stateOf<Approved>(startApplying(approved(), [], nobody, now));
    const undoing = startUndoing(begun, 'approver-lost-right', now);
    assert.ok(undoing);
    const next = stateOf<Approved>(undoing);
    assert.deepEqual(next.applying, { at: now, held: [], before: nobody, undoing: 'approver-lost-right' });
    assert.equal(startUndoing(next, 'beneficiary-gone', now), null);
  });

  it('writes what the bot does itself in its own name', () => {
    for (const { events } of [startApplying(approved(), [], nobody, now), fail(approved(), 'group-gone', now)])
      assert.equal(events[0]?.actor, 'behalf');
  });
});
