import assert from 'node:assert/strict';
import { cancel, end, startApplying } from '../../bot/domain/decide.ts';
import type { Applied, Approved } from '../../bot/domain/request.ts';
import { stillShows } from '../../bot/domain/seen.ts';
import { delay } from '../../bot/domain/waiting.ts';
import {
  accepted,
  active,
  alex,
  approved,
  decideFacts,
  later,
  nobody,
  now,
  pending,
  stateOf,
} from '../support/build.ts';

describe('the revision that a card showed', () => {
  it('is the one since which nothing of a request that waits has changed, but for approvals of others', () => {
    const state = pending();
    assert.deepEqual(
      [null, 0, 1, 2, 7].map((revision) => stillShows(state, revision)),
      [false, false, true, false, false],
    );
    assert.equal(stillShows({ ...state, revision: 2, terms: 2 }, 1), false, 'something has changed in the question');
    assert.equal(stillShows({ ...state, revision: 2 }, 1), true, 'somebody else has approved it');
  });

  it('may be an earlier one of what was approved since: on its way, delayed or applied it is the same right', () => {
    const begun = stateOf<Approved>(startApplying(approved(), [], nobody, now));
    const delayed = stateOf<Approved>(delay(begun, { why: 'throttled', until: later(1) }, now) ?? assert.fail());
    const ending = stateOf<Applied>(accepted(end(active(), decideFacts(alex), null, now)));
    for (const state of [approved(), begun, delayed, active(), ending])
      for (const revision of [null, state.revision + 1, state.revision, 1])
        assert.equal(stillShows(state, revision), revision !== null && revision <= state.revision, `${revision}`);
  });

  it('does not keep anybody from hearing that nothing can be decided any more', () => {
    const state = stateOf(accepted(cancel(pending(), alex, now)));
    assert.equal(stillShows(state, 1), true);
  });
});
