import assert from 'node:assert/strict';
import { applied, end, ended, expire, find, startApplying } from '../../bot/domain/decide.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import { mayApply } from '../../bot/domain/policy.ts';
import type { Applied, Approved } from '../../bot/domain/request.ts';
import {
  accepted,
  account,
  active,
  admin,
  alex,
  answered,
  applying,
  approved,
  decideFacts,
  ground,
  later,
  lidia,
  megan,
  nobody,
  now,
  patti,
  refusal,
  stamp,
  stateOf,
  wish,
} from '../support/build.ts';

const twoWeeks = { kind: 'for', duration: 'P14D', zone: 'UTC' } as const;
const day = 86_400_000;

describe('applying', () => {
  it('starts the clock when the right is applied, and queues its end', () => {
    const result = applied(applying([], { term: twoWeeks }), [], nobody, later(day), later(day));
    const state = stateOf<Applied>(result);
    assert.equal(state.grant.endsAt, later(15 * day));
    assert.deepEqual(result.work[0]?.task, { kind: 'advance', request: 'K7QF' });
    assert.equal(result.work[0]?.due, later(15 * day));
  });

  it('puts no clock on a right that stood in Exchange before us', () => {
    const state = stateOf<Applied>(applied(applying(['sendOnBehalf'], { term: twoWeeks }), [], nobody, now, now));
    assert.equal(state.grant.origin, 'found');
    assert.equal(state.grant.endsAt, null);
    assert.equal(expire(state, later(100 * day)), null);
  });

  it('keeps the clock on a right of ours that is asked for anew while Exchange could not be read', () => {
    const old = active(twoWeeks, { id: 'A3CD' as RequestId, batch: 'A3CD' as RequestId });
    const result = applied(applying(['sendOnBehalf'], { term: twoWeeks }), [old], nobody, later(day), later(day));
    const state = stateOf<Applied>(result);
    assert.equal(state.grant.origin, 'granted');
    assert.equal(state.grant.endsAt, later(15 * day));
  });

  it('puts no clock on a right that only stood beside the one of ours, or that we found before', () => {
    const other = { id: 'A3CD' as RequestId, batch: 'A3CD' as RequestId };
    const beside = active(twoWeeks, { ...other, right: 'sendAs' });
    const ours = active(twoWeeks, other);
    const before: Applied = { ...ours, grant: { ...ours.grant, origin: 'found' } };
    for (const old of [beside, before]) {
      const result = applied(applying(['sendOnBehalf'], { term: twoWeeks }), [old], nobody, now, now);
      assert.equal(stateOf<Applied>(result).grant.origin, 'found');
    }
  });

  it('keeps what stood before and after; without a start on record, what stands now', () => {
    const before = { sendAs: ['Patti'], sendOnBehalf: [] };
    const after = { sendAs: ['Patti'], sendOnBehalf: ['Alex'] };
    const begun = stateOf<Approved>(startApplying(approved(), [], before, now));
    const { events } = applied(begun, [], after, later(1), later(2));
    const right = { type: 'right.applied', request: 'K7QF', at: later(2), actor: 'behalf', origin: 'granted' };
    assert.deepEqual(events, [{ ...right, readBackAt: later(1), endsAt: null, before, after }]);
    const { grant } = stateOf<Applied>(applied(approved(), [], after, now, now));
    assert.deepEqual([grant.origin, grant.before], ['granted', after]);
  });

  it('ends what it replaces by what was decided on it before, if anything was', () => {
    const old = stateOf<Applied>(accepted(end(active(twoWeeks), decideFacts(megan), 'left', now)));
    const why = (replaced: Applied) =>
      applied(applying(['sendOnBehalf']), [replaced], nobody, now, later(day)).requests[1]?.next as Applied;
    assert.deepEqual(why(old).grant.ending, { by: megan, as: 'owners', cause: 'taken-away', reason: 'left', at: now });
    assert.deepEqual(why(active()).grant.ending, {
      by: megan,
      as: 'owners',
      cause: 'replaced',
      reason: null,
      at: later(day),
    });
  });

  it('ends what it replaces in the same commit, and tells of that only once', () => {
    const old = active(null, { id: 'A3CD' as RequestId, batch: 'A3CD' as RequestId, right: 'sendAs' });
    const result = applied(applying(['sendAs']), [old], nobody, now, now);
    assert.deepEqual(
      result.events.map(({ type }) => type),
      ['right.applied', 'right.ended'],
    );
    const gone = result.requests[1]?.next as Applied;
    assert.equal(gone.grant.status === 'ended' && gone.grant.replacedBy, 'K7QF');
    assert.deepEqual(
      result.work.flatMap(({ task }) => (task.kind === 'tell' ? [task.news] : [])),
      ['applied'],
    );
  });

  it('loses its ground when the approver is no owner any more', () => {
    const owners = [account(patti)];
    assert.equal(mayApply(approved(), ground(), [decideFacts(megan, { owners })]), 'approver-lost-right');
    assert.equal(mayApply(approved(), ground(), [decideFacts(megan)]), null);
    assert.equal(mayApply(approved(), ground(), [decideFacts(admin, { owners: [] })]), null);
    assert.equal(mayApply(approved(), ground(), []), 'approver-lost-right');
  });

  it('loses its ground with the group, whoever approved', () => {
    const gone = ground({ group: 'deleted' });
    for (const approvers of [[decideFacts(megan)], []])
      assert.equal(mayApply(approved(), gone, approvers), 'group-gone');
  });
});

describe('ending', () => {
  it('lets the holder give back, an owner or admin take away, and nobody else', () => {
    const cause = (by: typeof alex) => {
      const state = stateOf<Applied>(accepted(end(active(), decideFacts(by), 'done', now)));
      return state.grant.ending?.cause;
    };
    assert.equal(cause(alex), 'given-back');
    assert.equal(cause(megan), 'taken-away');
    assert.equal(cause(admin), 'taken-away');
    assert.equal(refusal(end(active(), decideFacts(lidia), null, now)), 'not-allowed-to-end');
    const disabled = decideFacts(megan, { decider: account(megan, { enabled: false }) });
    assert.equal(refusal(end(active(), disabled, null, now)), 'not-allowed-to-end');
  });

  it('records as what somebody took it away: an administrator who owns the group did it as its owner', () => {
    const as = (by: ReturnType<typeof decideFacts>, state: Parameters<typeof end>[0] = active()) => {
      const next = stateOf(accepted(end(state, by, null, now)));
      return (next.status === 'approved' ? next.stop : next.status === 'applied' ? next.grant.ending : null)?.as;
    };
    assert.equal(as(decideFacts(megan)), 'owners');
    assert.equal(as(decideFacts(admin)), 'admins');
    assert.equal(as(decideFacts(admin, { owners: 'unknown' })), 'admins');
    assert.equal(as(decideFacts(admin, { owners: [account(admin)] })), 'owners');
    assert.equal(as(decideFacts(admin), approved()), 'admins');
    assert.equal(as(decideFacts(alex)), undefined);
  });

  it('by who is no holder waits while nobody knows who owns the group', () => {
    const unknown = (by: typeof alex) => decideFacts(by, { owners: 'unknown' });
    assert.equal(refusal(end(active(), unknown(megan), null, now)), 'not-checkable');
    for (const by of [alex, admin]) assert.equal(refusal(end(active(), unknown(by), null, now)), null);
    const out = decideFacts(alex, { decider: { id: alex, unseen: 'absent' } });
    assert.equal(refusal(end(active(), out, null, now)), 'not-checkable');
  });

  it('keeps what it rests on: delegates that were not read are not nobody', () => {
    const gone = { before: 'not-read', after: 'not-read', proof: 'group-beyond-restoring' } as const;
    const result = ended(active(), gone, now);
    const [event] = result.events;
    assert.ok(event?.type === 'right.ended');
    assert.deepEqual([event.before, event.after, event.proof], ['not-read', 'not-read', 'group-beyond-restoring']);
    const { grant } = stateOf<Applied>(result);
    assert.equal(grant.status === 'ended' && grant.proof, 'group-beyond-restoring');
  });

  it('is decided once', () => {
    const state = stateOf<Applied>(accepted(end(active(), decideFacts(alex), null, now)));
    assert.equal(refusal(end(state, decideFacts(megan), null, now)), 'already-ending');
    const over = stateOf<Applied>(ended(state, answered, now));
    assert.equal(refusal(end(over, decideFacts(megan), null, now)), 'nothing-held');
  });

  it('comes by the clock when the time is up, not before', () => {
    const state = active(twoWeeks);
    assert.equal(expire(state, later(14 * day - 1)), null);
    const result = expire(state, later(14 * day));
    assert.deepEqual(
      result?.events.map(({ type }) => type),
      ['right.ending'],
    );
  });

  it('never comes by the clock for what has no clock, was found, is ending or has ended', () => {
    const state = active(twoWeeks);
    const ending = stateOf<Applied>(accepted(end(state, decideFacts(alex), null, now)));
    const found: Applied = { ...state, grant: { ...state.grant, origin: 'found' } };
    for (const each of [active(), found, ending, stateOf<Applied>(ended(state, answered, now))])
      assert.equal(expire(each, later(100 * day)), null);
  });

  it('without a decision on record is the clock’s', () => {
    const over = stateOf<Applied>(ended(active(), answered, now));
    assert.deepEqual(over.grant.ending, { by: 'behalf', cause: 'expired', reason: null, at: now });
    const decided = stateOf<Applied>(accepted(end(active(), decideFacts(alex), 'done', now)));
    const ending = { by: alex, cause: 'given-back', reason: 'done', at: now } as const;
    assert.deepEqual(stateOf<Applied>(ended(decided, answered, later(1))).grant.ending, ending);
  });

  it('tells the holder and the owners when it is read back', () => {
    const ending = stateOf<Applied>(accepted(end(active(), decideFacts(megan), 'left the team', now)));
    const result = ended(ending, answered, now);
    assert.deepEqual(
      result.work.flatMap(({ task }) => (task.kind === 'tell' ? [task.person] : [])),
      [alex, megan, patti],
    );
  });

  it('can take away what was found in Exchange', () => {
    const asked = { ...wish(), askedAt: now, held: [], policy: stamp } as const;
    const panels = [{ of: 'owners', people: [patti], needed: 1 }] as const;
    const found = stateOf<Applied>(find({ ...asked, requester: megan }, panels, nobody, now));
    const state = stateOf<Applied>(accepted(end(found, decideFacts(megan), 'tidy up', now)));
    assert.equal(state.grant.origin, 'found');
    assert.equal(state.revision, 2);
  });
});
