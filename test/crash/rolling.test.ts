import assert from 'node:assert/strict';
import { query } from '../support/postgres.ts';
import { crowd } from './crowd.ts';
import { races } from './races.ts';
import { postgresSite } from './sites.ts';

describe('a new release with a migration', () => {
  it('comes in one process after the other, while the old ones go on working; and goes again', async () => {
    const { world, circles } = crowd(3);
    const site = await postgresSite(2, { world });
    try {
      await site.start();
      let rolling = true;
      const roll = async () => {
        await site.roll('tomorrow');
        await site.roll('today');
        rolling = false;
      };
      const faults: string[] = [];
      const work = async () => {
        for (let round = 1; rolling; round++) faults.push(...(await races(site, circles, 3, round)));
        return (await site.stored()).audit.length;
      };
      const [done] = await Promise.all([work(), roll()]);
      assert.deepEqual(faults, []);
      assert.deepEqual(await query(site.database ?? '', 'select count(*)::integer from of_tomorrow'), [{ count: 0 }]);
      assert.ok(done > 20, `only ${done} events`);
    } finally {
      await site.close();
    }
  }).timeout(150_000);
});
