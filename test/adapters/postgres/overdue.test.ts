import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import sinon from 'sinon';
import type { Opened } from '../../../bot/adapters/sql/opened.ts';
import { queueing, work } from '../../contract/given.ts';
import { until } from '../../contract/work.contract.ts';
import { query } from '../../support/postgres.ts';
import { oneDatabase } from './fixture.ts';
import { open } from './open.ts';

const emptyDatabase = oneDatabase();

describe('work on PostgreSQL whose wake-up was lost', () => {
  let opened: Opened;
  let url: string;
  let timers: sinon.SinonFakeTimers;
  beforeEach(async () => {
    url = await emptyDatabase();
    opened = await open(url);
    timers = sinon.useFakeTimers({ now: Date.now(), toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(async () => {
    timers.restore();
    await opened.close();
  });

  it('is missed after some minutes, and done', async () => {
    const done: string[] = [];
    await opened.work.start(async (job) => {
      done.push(job.id);
      return 'done';
    });
    const due = (ms: number) => new Date(Date.now() - ms).toISOString() as ReturnType<typeof work>['due'];
    for (const [name, ago] of [
      ['lost', 180_000],
      ['a moment ago', 10_000],
    ] as const) {
      // On another side: what is on the same one is done by the way.
      const row = work(name, { due: due(ago), ...(ago < 60_000 && { lane: 'pair:a' }) });
      await query(
        url,
        `insert into work (id, lane, rank, due, task)
          values ('${row.id}', '${row.lane}', ${ago < 60_000 ? 1 : 2}, '${row.due}', '${JSON.stringify(row.task)}')`,
      );
    }
    await pause(300);
    assert.deepEqual(done, []);
    await timers.tickAsync(60_000);
    await until(async () => done.length > 0);
    assert.deepEqual(done, ['lost']);
    await opened.store.commit(queueing(work('a moment ago', { lane: 'pair:a' })));
    await until(async () => done.length === 2);
  });
});
