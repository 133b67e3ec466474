import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { seed } from '../support/seed.ts';
import { naughty, naughtyCases, takeAll, wildCases } from './turns.ts';

describe('the whole bot', () => {
  it('answers naughty strings in every place calmly', async () => {
    const all = naughtyCases(naughty);
    const share = fc.sample(fc.constantFrom(...all), { seed, numRuns: 50 });
    assert.deepEqual((await takeAll(share)).faults, [], `replay with SEED=${seed}`);
  });

  it('answers values of any type calmly', async () => {
    assert.deepEqual((await takeAll(wildCases(seed, 60))).faults, [], `replay with SEED=${seed}`);
  });
});
