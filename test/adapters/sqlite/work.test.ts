import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sinon from 'sinon';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { at } from '../../../bot/domain/ids.ts';
import { queueing, silent, work } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { gate, until, workContract } from '../../contract/work.contract.ts';
import { freshDir } from './fixture.ts';

const clock = { now: () => new Date() };

workContract('SQLite', async () => {
  const dir = freshDir();
  return () => openSqlite({ dir, stamp: sandboxStamp, clock, log: silent });
});

describe('work on SQLite for Exchange and for people', () => {
  for (const [many, other] of [
    ['pair', 'chat'],
    ['chat', 'pair'],
  ] as const) {
    it(`goes side by side: a hundred lanes (${many}) that take their time keep no other (${other}) waiting`, async () => {
      const opened = await openSqlite({ dir: freshDir(), stamp: sandboxStamp, clock, log: silent });
      const wait = gate();
      const ran: string[] = [];
      const crowd = Array.from({ length: 100 }, (_, n) => work(`${many} ${n}`, { lane: `${many}:${n}` }));
      await opened.store.commit(queueing(...crowd));
      await opened.work.start(async ({ id, lane }) => {
        ran.push(id);
        if (lane.startsWith(many)) await wait.opened;
        return 'done';
      });
      await until(() => ran.length >= 16);
      await opened.store.commit(queueing(work('one', { lane: `${other}:one`, due: at(new Date()) })));
      opened.work.nudge();
      await until(() => ran.includes('one'));
      assert.ok(ran.length < 100, 'the crowd is still at it');
      wait.open();
      await until(() => ran.length === 101);
      await opened.close();
    });
  }
});

describe('work on SQLite, by a clock that is turned', () => {
  let fake: sinon.SinonFakeTimers;
  beforeEach(() => {
    fake = sinon.useFakeTimers({ now: Date.UTC(2026, 10, 22), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => fake.restore());

  const day = 86_400_000;
  const open = () => openSqlite({ dir: freshDir(), stamp: sandboxStamp, clock, log: silent });
  /** Lets everything that waits for no timer run. */
  const idle = async () => {
    for (let n = 0; n < 50; n += 1) await new Promise(setImmediate);
  };

  it('keeps a task that it cannot read, tries it again with growing pauses, and goes on with the lanes beside it', async () => {
    const dir = freshDir();
    const opened = await openSqlite({ dir, stamp: sandboxStamp, clock, log: silent });
    await opened.store.commit(queueing(...['odd', 'other'].map((name) => work(name, { due: at(new Date()) }))));
    const database = new DatabaseSync(join(dir, 'behalf.db'));
    database.exec(`update work set task = '{"v":9}' where id = 'odd'`);
    const ran: string[] = [];
    await opened.work.start(async ({ id }) => {
      ran.push(id);
      return 'done';
    });
    await idle();
    await fake.tickAsync(60_000);
    await idle();
    const left = database.prepare('select id, failures from work').all() as { id: string; failures: number }[];
    database.close();
    assert.deepEqual(ran, ['other']);
    assert.deepEqual(
      left.map(({ id }) => id),
      ['odd'],
    );
    assert.ok((left[0]?.failures ?? 0) > 3, JSON.stringify(left));
    await opened.close();
  });

  it('sleeps until the day; that the clock was set on, or stood still with the machine, it notices within a minute', async () => {
    const opened = await open();
    const ran: number[] = [];
    const due = Date.now() + 90 * day;
    await opened.store.commit(queueing(work('far', { due: at(new Date(due)) })));
    await opened.work.start(async () => {
      ran.push(Date.now());
      return 'done';
    });
    await idle();
    await fake.tickAsync(59_000);
    assert.deepEqual(ran, []);
    fake.setSystemTime(due + 1);
    await idle();
    assert.deepEqual(ran, []);
    await fake.tickAsync(2000);
    await idle();
    assert.equal(ran.length, 1);
    assert.equal(fake.countTimers(), 0);
    await opened.close();
  });

  it('waits longer after each failure, at most five minutes', async () => {
    const opened = await open();
    const ran: number[] = [];
    await opened.store.commit(queueing(work('bad', { due: at(new Date()) })));
    await opened.work.start(async () => {
      ran.push(Date.now());
      throw new Error('no');
    });
    await idle();
    while (ran.length < 12) {
      await fake.nextAsync();
      await idle();
    }
    const waits = ran.slice(1).map((time, n) => (time - (ran[n] ?? 0)) / 1000);
    const longest = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300];
    assert.equal(waits.length, longest.length);
    for (const [n, most] of longest.entries()) {
      assert.ok((waits[n] ?? 0) <= most && (waits[n] ?? 0) >= most * 0.8, `${waits[n]} s after failure ${n + 1}`);
    }
    await opened.close();
  });

  it('sets no timer while there is nothing to do', async () => {
    const opened = await open();
    await opened.work.start(async () => 'done');
    await idle();
    assert.equal(fake.countTimers(), 0);
    await opened.close();
  });
});
