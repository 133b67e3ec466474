import assert from 'node:assert/strict';
import { applied, end, ended, expire, find } from '../../bot/domain/decide.ts';
import { evolve, HistoryError } from '../../bot/domain/evolve.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import { builtInPolicy, mayApply } from '../../bot/domain/policy.ts';
import type { Applied } from '../../bot/domain/request.ts';
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
  later,
  lidia,
  megan,
  nobody,
  now,
  patti,
  refusal,
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
    assert.deepEqual(result.work[0]?.task, { kind: 'end', request: 'K7QF' });
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
    assert.equal(mayApply(builtInPolicy, approved(), ground(), decideFacts(megan, { owners })), 'approver-lost-right');
    assert.equal(mayApply(builtInPolicy, approved(), ground(), decideFacts(megan)), null);
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

  it('is decided once', () => {
    const state = stateOf<Applied>(accepted(end(active(), decideFacts(alex), null, now)));
    assert.equal(refusal(end(state, decideFacts(megan), null, now)), 'already-ending');
    const over = stateOf<Applied>(ended(state, nobody, nobody, now));
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

  it('tells the holder and the owners when it is read back', () => {
    const ending = stateOf<Applied>(accepted(end(active(), decideFacts(megan), 'left the team', now)));
    const result = ended(ending, nobody, nobody, now);
    assert.deepEqual(
      result.work.flatMap(({ task }) => (task.kind === 'tell' ? [task.person] : [])),
      [alex, megan, patti],
    );
  });

  it('can take away what was found in Exchange', () => {
    const asked = { ...wish(), askedAt: now, deciders: 'owners', approvers: [patti], held: [] } as const;
    const found = stateOf<Applied>(find({ ...asked, requester: megan }, nobody, now));
    const state = stateOf<Applied>(accepted(end(found, decideFacts(megan), 'tidy up', now)));
    assert.equal(state.grant.origin, 'found');
    assert.equal(state.revision, 2);
  });
});

describe('history', () => {
  it('does not go on from an event that cannot have happened', () => {
    assert.throws(
      () => evolve(null, { type: 'request.lapsed', request: 'K7QF' as RequestId, at: now, actor: 'behalf' }),
      HistoryError,
    );
    assert.throws(
      () =>
        evolve(active(), {
          type: 'request.cancelled',
          request: 'K7QF' as RequestId,
          at: now,
          actor: alex,
          by: alex,
          reason: null,
        }),
      HistoryError,
    );
  });
});
