import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Kysely } from 'kysely';
import { selects } from '../../../bot/adapters/sql/find.ts';
import type { Tables } from '../../../bot/adapters/sql/tables.ts';
import { dialect } from '../../../bot/adapters/sqlite/dialect.ts';
import { openSqlite, readSqliteAudit, recent } from '../../../bot/adapters/sqlite/open.ts';
import { sqliteGuard } from '../../../bot/adapters/sqlite/store.ts';
import { everyQuery, id, making, pending, person, silent, turnable } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { until } from '../../contract/work.contract.ts';
import { freshDir } from './fixture.ts';

const open = (dir: string, stamp = sandboxStamp) => openSqlite({ dir, stamp, clock: turnable(), log: silent });
const child = fileURLToPath(new URL('child.ts', import.meta.url));

describe('opening SQLite', () => {
  it('makes the directory when it is opened, for its owner only', async () => {
    const dir = freshDir();
    assert.equal(existsSync(dir), false);
    const opened = await open(dir);
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    await opened.close();
  });

  it('keeps its files for its owner only, also in a directory and files that were there before', async () => {
    const modes = (dir: string) =>
      Object.fromEntries(readdirSync(dir).map((file) => [file, (statSync(join(dir, file)).mode & 0o777).toString(8)]));
    const all = { 'behalf.db': '600', 'behalf.db-shm': '600', 'behalf.db-wal': '600', 'behalf.lock': '600' };
    const dir = freshDir();
    const umask = process.umask(0);
    mkdirSync(dir, { mode: 0o777 });
    const opened = await open(dir);
    await opened.store.commit(making(pending(1)));
    process.umask(umask);
    assert.deepEqual(modes(dir), all);
    assert.equal(statSync(dir).mode & 0o777, 0o777, 'the directory is as its owner wants it');
    await opened.close();
    for (const file of readdirSync(dir)) chmodSync(join(dir, file), 0o666);
    const again = await open(dir);
    await again.store.commit(making(pending(2)));
    assert.deepEqual(modes(dir), all);
    await again.close();
  });

  it('writes every commit through to the disk, with a log beside the file', async () => {
    const dir = freshDir();
    const opened = await open(dir);
    const database = new DatabaseSync(join(dir, 'behalf.db'));
    assert.deepEqual({ ...database.prepare('pragma journal_mode').get() }, { journal_mode: 'wal' });
    database.close();
    await opened.close();
    assert.deepEqual(readdirSync(dir).sort(), ['behalf.db', 'behalf.lock']);
  });

  it('refuses a SQLite that can corrupt its files', () => {
    assert.deepEqual(['3.51.2', '3.7.0', '2.99.9'].map(recent), [false, false, false]);
    assert.deepEqual(['3.51.3', '3.52.0', '4.0.0'].map(recent), [true, true, true]);
  });

  it('refuses a directory that is open already, and says which', async () => {
    const dir = freshDir();
    const opened = await open(dir);
    await assert.rejects(open(dir), (error: Error) => error.name === 'StoreLocked' && error.message.includes(dir));
    await opened.close();
    await (await open(dir)).close();
  });

  it('leaves a store of another stamp as it is, to the byte', async () => {
    const dir = freshDir();
    await (await open(dir)).close();
    const before = readFileSync(join(dir, 'behalf.db'));
    await assert.rejects(open(dir, { ...sandboxStamp, mode: 'production' }), { name: 'WrongStamp' });
    assert.ok(before.equals(readFileSync(join(dir, 'behalf.db'))));
    await (await open(dir)).close();
  });

  it('begins afresh where that is asked for, but never with what is open or of another stamp', async () => {
    const dir = freshDir();
    const fresh = (stamp = sandboxStamp) => openSqlite({ dir, stamp, clock: turnable(), log: silent, fresh: true });
    const first = await open(dir);
    await first.store.commit(making(pending(1)));
    await assert.rejects(fresh(), { name: 'StoreLocked' });
    await first.close();
    await assert.rejects(fresh({ ...sandboxStamp, mode: 'production' }), { name: 'WrongStamp' });
    const again = await open(dir);
    assert.equal((await again.store.get([id(1)])).length, 1);
    await again.close();
    const emptied = await fresh();
    assert.equal((await emptied.store.get([id(1)])).length, 0);
    await emptied.close();
  });

  it('lets the audit be read while it is open, and after', async () => {
    const dir = freshDir();
    const opened = await open(dir);
    const read = async () => {
      const { audit, stamp, close } = (await readSqliteAudit(dir)) ?? assert.fail('no store');
      const seqs: number[] = [];
      for await (const record of audit.all()) seqs.push(record.seq);
      await close();
      assert.deepEqual(stamp, sandboxStamp);
      return seqs;
    };
    await opened.store.commit(making(pending(1)));
    assert.deepEqual(await read(), [1]);
    await opened.store.commit(making(pending(2)));
    assert.deepEqual(await read(), [1, 2]);
    await opened.close();
    assert.deepEqual(await read(), [1, 2]);
  });
});

describe('SQLite in a process that dies', () => {
  let started: ChildProcess | null = null;
  afterEach(() => started?.kill('SIGKILL'));

  it('keeps others out while it lives; killed in the middle of its work, the work runs again', async () => {
    const dir = freshDir();
    const running = spawn(process.execPath, [child, 'hold', dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    started = running;
    await once(running.stdout, 'data');
    await assert.rejects(open(dir), { name: 'StoreLocked' });
    running.kill('SIGKILL');
    await once(running, 'exit');
    const opened = await open(dir);
    assert.deepEqual(await opened.store.get([id(1)]), [pending(1)]);
    const ran: string[] = [];
    await opened.work.start(async (job) => {
      ran.push(job.id);
      return 'done';
    });
    await until(() => ran.length > 0);
    await opened.close();
    assert.deepEqual(ran, ['a']);
  });
});

describe('SQLite on a disk that refuses', () => {
  it('shows no success any more, tells it once, and has all that it acknowledged', async () => {
    const dir = freshDir();
    // Files may grow to 1 MiB; the signal that would end the process is ignored, so that writing fails instead.
    const limited = `trap '' XFSZ; ulimit -f 2048; exec "$0" "$@"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, child, 'fill', dir], {
      encoding: 'utf8',
    });
    assert.match(stdout, /^\{/, stderr);
    const { acknowledged, ...rest } = JSON.parse(stdout) as { acknowledged: number };
    const fault = 'store-unavailable';
    assert.deepEqual(rest, { first: fault, after: fault, broken: 1, ready: false });
    const opened = await open(dir);
    const found = await opened.store.find({ of: 'requester', person: person(1), after: null, limit: 1000 });
    assert.equal(found.length, acknowledged);
    assert.ok(acknowledged > 5);
    await opened.close();
    const database = new DatabaseSync(join(dir, 'behalf.db'));
    assert.deepEqual({ ...database.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' });
    database.close();
  });

  for (const [errcode, broken] of [
    [10, 1],
    [266, 1],
    [13, 1],
    [11, 1],
    [5, 0],
    [2067, 0],
  ] as const) {
    it(`${broken ? 'breaks' : 'goes on'} after SQLite’s result ${errcode}`, async () => {
      let told = 0;
      const guard = sqliteGuard(silent, () => {
        told += 1;
      });
      const failing = async () => {
        throw Object.assign(new Error('disk'), { errcode });
      };
      await assert.rejects(guard('a', failing), { name: 'Fault', code: 'store-unavailable' });
      await assert.rejects(guard('b', failing), { name: 'Fault', code: 'store-unavailable' });
      assert.equal(told, broken);
      const next = guard('c', async () => 'fine');
      await (broken ? assert.rejects(next, { name: 'Fault' }) : next);
    });
  }
});

describe('every query of the store', () => {
  for (const query of everyQuery) {
    it(`reads no table from end to end: ${Object.keys(query).join(', ')} for ${query.of}`, async () => {
      const dir = freshDir();
      const opened = await open(dir);
      const database = new DatabaseSync(join(dir, 'behalf.db'));
      const db = new Kysely<Tables>({ dialect: dialect(database) });
      for (const rows of selects(db, query)) {
        const { sql, parameters } = rows.compile();
        const plan = database.prepare(`explain query plan ${sql}`).all(...(parameters as string[]));
        const steps = plan.map(({ detail }) => String(detail));
        const scanned = steps.filter((step) => step.startsWith('SCAN') && !step.includes('INDEX requests_active'));
        assert.deepEqual(scanned, []);
        assert.ok(
          steps.some((step) => /USING (COVERING )?INDEX (requests|sqlite_autoindex_askings)_/.test(step)),
          steps.join('\n'),
        );
      }
      database.close();
      await opened.close();
    });
  }
});
