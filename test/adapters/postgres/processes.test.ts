import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readPostgresAudit } from '../../../bot/adapters/postgres/open.ts';
import type { Opened } from '../../../bot/adapters/sql/opened.ts';
import { at } from '../../../bot/domain/ids.ts';
import { recurringKinds } from '../../../bot/domain/work.ts';
import { recurring } from '../../../bot/domain/work-of.ts';
import type { Job } from '../../../bot/ports/work.ts';
import { approved, changing, id, making, pending, queueing, silent, work } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { gate, until } from '../../contract/work.contract.ts';
import { freshDatabase, query } from '../../support/postgres.ts';
import { oneDatabase } from './fixture.ts';
import { open, openQuick } from './open.ts';

const emptyDatabase = oneDatabase();

describe('several processes on one PostgreSQL', () => {
  let url: string;
  let one: Opened;
  let two: Opened;
  let child: ChildProcess | null = null;

  beforeEach(async () => {
    url = await emptyDatabase();
    [one, two] = await Promise.all([openQuick(url), openQuick(url)]);
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await Promise.all([one.close(), two.close()]);
  });

  it('prepare an empty database side by side', async () => {
    const empty = await freshDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => open(empty)));
    assert.deepEqual(await opened[0]?.store.commit(making(pending(1))), { committed: true });
    assert.equal((await opened[2]?.store.get([id(1)]))?.length, 1);
    await Promise.all(opened.map((it) => it.close()));
  });

  it('let exactly one of eight commits on the same revision win', async () => {
    await one.store.commit(making(pending(1)));
    const commits = Array.from({ length: 8 }, (_, n) => (n % 2 ? one : two).store.commit(changing(approved(1), 1)));
    const results = await Promise.all(commits);
    assert.equal(results.filter((it) => 'committed' in it).length, 1);
    assert.equal(results.filter((it) => 'conflict' in it && it.conflict === 'revision').length, 7);
  });

  it('run each work once between them, and never two of a lane at a time', async () => {
    const inHand = new Set<string>();
    const ran: string[] = [];
    const by = new Set<string>();
    // More lanes than one process has workers, and nobody goes on before both have begun: neither can take all.
    const both = gate();
    const handle = (name: string) => async (job: Job) => {
      assert.ok(!inHand.has(job.lane), `${job.lane} is in hand twice`);
      inHand.add(job.lane);
      by.add(name);
      if (by.size === 2) both.open();
      await both.opened;
      await pause(3);
      inHand.delete(job.lane);
      ran.push(job.id);
      return 'done' as const;
    };
    await one.work.start(handle('one'));
    await two.work.start(handle('two'));
    const jobs = Array.from({ length: 120 }, (_, n) => work(`job ${n}`, { lane: `lane ${n % 40}` }));
    await Promise.all(jobs.map((job, n) => (n % 2 ? one : two).store.commit(queueing(job))));
    await until(() => ran.length >= jobs.length);
    await pause(100);
    assert.deepEqual([...ran].sort(), jobs.map((job) => job.id).sort());
    assert.deepEqual([...by].sort(), ['one', 'two']);
  });

  it('answer a delivery once between them, also when the one that had it in hand has died', async () => {
    const first = await one.deliveries.claim('a');
    const second = two.deliveries.claim('a');
    assert.ok('end' in first);
    await first.end('by one');
    assert.deepEqual(await second, { answered: 'by one' });
    await one.deliveries.claim('b');
    const orphan = two.deliveries.claim('b');
    await one.close();
    assert.ok('end' in (await orphan), 'a first one again');
  });

  it('leave a lane to who has it, and take it up when that one stops in the middle', async () => {
    const wait = gate();
    const ran: string[] = [];
    await one.work.start(async (job) => {
      ran.push(`one: ${job.id}`);
      await wait.opened;
      return 'done';
    });
    await one.store.commit(queueing(work('a', { lane: 'one' })));
    await until(() => ran.length === 1);
    await two.work.start(async (job) => {
      ran.push(`two: ${job.id}`);
      return 'done';
    });
    await one.store.commit(queueing(work('b', { lane: 'one' }), work('c')));
    await until(() => ran.includes('two: c') || ran.includes('one: c')); // either may take it
    assert.equal(ran.includes('two: b'), false);
    const stopped = one.work.stop(5000);
    wait.open();
    await stopped;
    await until(() => ran.includes('two: b'));
    assert.deepEqual(
      ran.filter((it) => !it.endsWith('c')),
      ['one: a', 'two: b'],
    );
  });

  it('run what recurs once a round between them, and keep it in step though each of them keeps its rows', async () => {
    const roundMs = 200;
    const began = new Map<string, number[]>();
    const keep = async ({ store }: Opened, first: 'now' | 'next') =>
      store.commit({ ...queueing(...recurring(at(new Date()), first)), soft: true });
    const handle = async ({ id: kind }: Job) => {
      began.set(kind, [...(began.get(kind) ?? []), performance.now()]);
      await pause(20);
      return { again: new Date(Date.now() + roundMs) };
    };
    await Promise.all([one, two].map((it) => keep(it, 'now')));
    await Promise.all([one, two].map(({ work }) => work.start(handle)));
    const rounds = () => recurringKinds.map((kind) => began.get(kind)?.length ?? 0);
    while (rounds().some((count) => count < 8)) {
      await Promise.all([one, two].map((it) => keep(it, 'next')));
      await pause(25);
    }
    for (const [kind, times] of began)
      for (const [n, time] of times.slice(1).entries())
        assert.ok(time - (times[n] ?? 0) >= roundMs, `${kind} twice within ${time - (times[n] ?? 0)} ms`);
  });

  it('take over from one that was killed in the middle of its work', async () => {
    const running = spawn(process.execPath, [fileURLToPath(new URL('child.ts', import.meta.url)), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = running;
    await once(running.stdout, 'data');
    running.kill('SIGKILL');
    await once(running, 'exit');
    const ran: string[] = [];
    await one.work.start(async (job) => {
      ran.push(job.id);
      return 'done';
    });
    await until(() => ran.length === 2);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('take over while they run', async () => {
    const ran: string[] = [];
    const running = spawn(process.execPath, [fileURLToPath(new URL('child.ts', import.meta.url)), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = running;
    await once(running.stdout, 'data');
    await one.work.start(async (job) => {
      ran.push(job.id);
      return 'done';
    });
    await pause(100);
    assert.deepEqual(ran, []); // the lane is the other's while it lives
    running.kill('SIGKILL');
    await once(running, 'exit');
    await until(() => ran.length === 2);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('go on after the database has dropped every connection', async () => {
    const ran: string[] = [];
    const wait = gate();
    await one.work.start(async (job) => {
      ran.push(job.id);
      if (job.id === 'before') await wait.opened;
      return 'done';
    });
    await one.store.commit(queueing(work('before')));
    await until(() => ran.length === 1);
    await query(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    wait.open();
    const after = queueing(work('after'));
    const committed = () =>
      one.store.commit(after).then(
        (it) => 'committed' in it,
        () => false,
      );
    await until(committed);
    await until(async () => (await query(url, 'select id from work')).length === 0);
    assert.deepEqual([...new Set(ran)], ['before', 'after']);
  });

  it('let the audit be read, and only read', async () => {
    await one.store.commit(making(pending(1)));
    const { audit, stamp, close } = (await readPostgresAudit(url, silent)) ?? assert.fail('no store');
    assert.deepEqual(stamp, sandboxStamp);
    assert.deepEqual(
      (await audit.latest({}, 9)).map((it) => it.event),
      ['request.made'],
    );
    await close();
  });
});
