import assert from 'node:assert/strict';
import { isThere, mayHold, mayStand, surely } from '../../bot/app/tasks/stands.ts';
import type { Right } from '../../bot/domain/request.ts';
import type { Held, Outcome } from '../../bot/ports/permissions.ts';

describe('what a reading and the answer before it say together', () => {
  const done: Outcome = { result: 'done' };
  const already: Outcome = { result: 'already' };
  const read = (rights: readonly Right[], byName: readonly Right[] = []): Held => ({
    ...{ at: new Date(0), sendAs: [], sendOnBehalf: [], rights, byName },
  });

  it('a right that is shown for certain stands, whatever was answered', () => {
    for (const answer of [done, already]) {
      assert.equal(isThere(read(['sendAs']), 'sendAs', answer), true);
      assert.equal(isThere(read([]), 'sendAs', answer), false);
      assert.equal(mayStand(read(['sendAs']), 'sendAs', answer), true);
      assert.equal(mayStand(read([]), 'sendAs', answer), false);
    }
  });

  it('a name that several bear is a right once its addition is answered with “already”', () => {
    const several = read([], ['sendAs']);
    assert.deepEqual(
      [done, already].map((answer) => isThere(several, 'sendAs', answer)),
      [false, true],
    );
  });

  it('a name that nobody is found by, or several, is nobody’s right once its removal is answered with “already”', () => {
    for (const reading of [read([], ['sendAs']), read(['sendAs'], ['sendAs'])])
      assert.deepEqual(
        [done, already].map((answer) => mayStand(reading, 'sendAs', answer)),
        [true, false],
      );
  });

  it('a name alone may be the person’s, and is not surely', () => {
    const reading = read(['sendAs', 'sendOnBehalf'], ['sendAs']);
    assert.equal(mayHold(reading, 'sendAs'), true);
    assert.deepEqual(surely(reading), ['sendOnBehalf']);
  });
});
