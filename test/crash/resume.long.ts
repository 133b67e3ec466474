import assert from 'node:assert/strict';
import { eventually } from '../support/office.ts';
import { freshDatabase, query } from '../support/postgres.ts';
import { seed } from '../support/seed.ts';
import { crowd } from './crowd.ts';
import { anyhow, load } from './load.ts';
import { postgresSite } from './sites.ts';
import { mulberry } from './sweep.ts';

const kills = 12;
const boundMs = 5000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Work that was due at an instant, in lanes that nobody has the lock of (adapters/postgres/lanes.ts). */
const notInHand = (due: string) => `
  select id from work where due <= '${due}' and requester <> 'behalf' and not exists (
    select 1 from pg_locks
    where locktype = 'advisory' and granted and (classid::bigint << 32 | objid::bigint) = hashtextextended(lane, 6248253)
  )`;

describe('a single process on PostgreSQL that is killed and started again', () => {
  it(`has all work that was due done or in hand within 5 s of its start (seed ${seed})`, async () => {
    const { world, circles } = crowd(10);
    const url = await freshDatabase();
    const site = await postgresSite(1, { world }, async () => url);
    const random = mulberry(seed);
    const stop = new AbortController();
    const [started, took]: [number[], number[]] = [[], []];
    const left: number[] = [];
    try {
      await site.start();
      site.twin.misbehave('exchange', { kind: 'late', ms: 1500 });
      site.twin.misbehave('graph', { kind: 'late', ms: 200 });
      const loading = load(site, circles, { random, stop: stop.signal, habits: { ...anyhow, owners: ['approve'] } });
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(3000 + random() * 3000);
        await site.kill(0);
        const due = new Date().toISOString();
        left.push((await query(url, `select id from work where due <= '${due}' and requester <> 'behalf'`)).length);
        const from = performance.now();
        await site.start();
        started.push(Math.round(performance.now() - from));
        await eventually(
          async () => (await query(url, notInHand(due))).length === 0,
          () => `not in hand, of ${left.at(-1)}: ${site.output()}`,
          30_000,
        );
        took.push(Math.round(performance.now() - from));
      }
      stop.abort();
      await loading;
      console.log(`work that was left: ${left}; in hand or done after ${took} ms, of which the start took ${started}`);
      assert.ok(Math.max(...left) > 0, 'nothing was left to do');
      assert.ok(Math.max(...took) <= boundMs, `${took}`);
    } finally {
      stop.abort();
      await site.close();
    }
  }).timeout(300_000);
});
