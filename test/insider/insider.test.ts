import assert from 'node:assert/strict';
import { seed } from '../support/seed.ts';
import { play } from './play.ts';

describe('insiders at random, beside honest people', () => {
  it('get no right that nobody entitled has given, and none that outlives its end', async () => {
    const { faults, operations, events, changes } = await play('sqlite', seed, 250);
    assert.deepEqual(faults, [], `SEED=${seed}`);
    assert.ok(operations >= 250 && events > 40 && changes > 8, `${operations}, ${events}, ${changes}`);
  }).timeout(180_000);
});
