import assert from 'node:assert/strict';
import { seed } from '../support/seed.ts';
import { crowd } from './crowd.ts';
import { races } from './races.ts';
import { postgresSite } from './sites.ts';

const few = 8;

describe('two owners who decide at the same moment, on three processes', () => {
  it(`make one decision, and the second is told of the first (seed ${seed})`, async () => {
    const { world, circles } = crowd(4);
    const site = await postgresSite(3, { world });
    try {
      await site.start();
      assert.deepEqual(await races(site, circles, few, seed), []);
    } finally {
      await site.close();
    }
  }).timeout(120_000);
});
