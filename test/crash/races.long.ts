import assert from 'node:assert/strict';
import { inShards } from '../support/ledger.ts';
import { crowd } from './crowd.ts';
import { races } from './races.ts';
import { postgresSite } from './sites.ts';

/** 10,000 races: so many a seed, on one site, that its start is the smaller part. */
const each = 150;
const groups = 12;

describe('10,000 races of two owners who decide at the same moment', () => {
  it('make one decision, and the second is told of the first', async () => {
    const faults = await inShards('races', 67, async (seed) => {
      const { world, circles } = crowd(groups);
      const site = await postgresSite(3, { world });
      try {
        await site.start();
        const found = await races(site, circles, each, seed);
        process.stdout.write(`seed ${seed}: ${each} races, ${found.length} faults\n`);
        return { cases: each, faults: found };
      } finally {
        await site.close();
      }
    });
    assert.deepEqual(faults, []);
  }).timeout(0);
});
