import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import type { Opened, Stamp } from '../../bot/adapters/sql/opened.ts';
import { openSqlite } from '../../bot/adapters/sqlite/open.ts';
import { verifyChain } from '../../bot/domain/chain.ts';
import {
  approved,
  changing,
  denied,
  group,
  id,
  making,
  minute,
  pending,
  person,
  silent,
  turnable,
} from '../contract/given.ts';
import { sandboxStamp } from '../contract/store.contract.ts';

/** The hash as contract.md defines it, computed past the bot's own code. */
const hashOf = (line: object) =>
  createHash('sha256')
    .update(canonicalize(line) ?? '')
    .digest('hex');

const command = fileURLToPath(new URL('../../bot/cli/audit-export.ts', import.meta.url));
const tenant = '00000000-0000-4000-8000-00000000000a';
const production = { TENANT_ID: tenant, BOT_ID: '00000000-0000-4000-8000-00000000000b', BOT_MANAGED_IDENTITY: 'true' };

describe('audit:export', () => {
  let root: string;
  let opened: Opened | null = null;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'behalf-export-'));
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
    rmSync(root, { recursive: true });
  });

  const open = async (dir: string, stamp: Stamp) => {
    opened = await openSqlite({ dir, stamp, clock: turnable(), log: silent });
    await opened.store.commit(making(pending(1)));
    await opened.store.commit(changing(approved(1), 1, denied(pending(1), 'Not now')));
  };
  /** Runs the command in an empty directory, so that no `.env` of ours is read. */
  const run = (env: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const options = { cwd: root, env: { PATH: process.env.PATH, ...env } };
      execFile(process.execPath, [command, ...args], options, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  const parsed = (out: string) =>
    out.split('\n').flatMap((text) => (text ? [JSON.parse(text) as Record<string, unknown>] : []));

  it('writes one line for each event, oldest first, beside the running sandbox', async () => {
    await open(join(root, '.data', 'sandbox'), sandboxStamp);
    const { code, out, err } = await run({});
    const path = join(realpathSync(root), '.data', 'sandbox', 'behalf.db');
    const read = `Reading the store of the sandbox (no tenant is configured): SQLite in ${path}.\n`;
    assert.deepEqual([code, err], [0, read]);
    const [first, second] = parsed(out);
    assert.deepEqual([first?.seq, first?.event, first?.prev], [1, 'request.made', '0'.repeat(64)]);
    const fields = 'v seq at stream event request right group person actor data prev hash';
    assert.equal(Object.keys(second ?? {}).join(' '), fields);
    const { prev, hash, ...rest } = second ?? {};
    assert.deepEqual([prev, hash], [first?.hash, hashOf({ ...rest, prev })]);
    assert.deepEqual(rest, {
      v: 1,
      seq: 2,
      at: minute(60),
      stream: `request:${id(1)}`,
      event: 'request.denied',
      request: id(1),
      right: 'sendAs',
      group: group(1),
      person: person(1),
      actor: person(90),
      data: { by: person(90), as: 'owners', reason: 'Not now' },
    });
  });

  it('writes lines from which alone the chain is verified, and a changed one is found', async () => {
    await open(join(root, '.data', 'sandbox'), sandboxStamp);
    const lines = parsed((await run({})).out);
    assert.deepEqual(verifyChain(lines), { end: { seq: 2, hash: lines[1]?.hash }, fault: null });
    const forged = lines.map((line) => (line.seq === 2 ? { ...line, event: 'request.approved' } : line));
    assert.deepEqual(verifyChain(forged), { end: { seq: 1, hash: lines[0]?.hash }, fault: 'hash' });
    const more = lines.map((line) => ({ ...line, note: 'no such field' }));
    assert.equal(verifyChain(more).fault, 'unreadable');
  });

  it('reads production’s store as soon as a tenant is configured, also from .env', async () => {
    await open(join(root, 'elsewhere'), { mode: 'production', tenant });
    const env = Object.entries({ ...production, DATA_DIR: 'elsewhere' }).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(root, '.env'), env.join('\n'));
    const { code, out, err } = await run({});
    const path = join(realpathSync(root), 'elsewhere', 'behalf.db');
    assert.deepEqual([code, err], [0, `Reading the store of tenant ${tenant}: SQLite in ${path}.\n`]);
    assert.equal(parsed(out).length, 2);
  });

  it('says which database it reads, without the password', async () => {
    const { code, out, err } = await run({ ...production, DATABASE_URL: 'postgres://u:canary@127.0.0.1:1/behalf' });
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^Reading the store of tenant \S+: PostgreSQL at 127\.0\.0\.1:1\/behalf\.\n/);
    assert.match(
      err,
      /The audit could not be read: The database in DATABASE_URL \(\S+\) refuses the connection[^\n]*\.\n$/,
    );
    assert.ok(!err.includes('canary'));
  });

  for (const args of [['--since', '2026-01-01'], ['--csv'], ['--help'], ['-x'], ['rest']]) {
    it(`refuses ${args.join(' ')}, which it does not know, and writes nothing`, async () => {
      await open(join(root, '.data', 'sandbox'), sandboxStamp);
      const { code, out, err } = await run({}, ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^[^\n]+\.\n$/);
    });
  }

  it('says so where it may not look for a store, instead of that there is none', async () => {
    symlinkSync('loop', join(root, 'loop'));
    const { code, out, err } = await run({ ...production, DATA_DIR: 'loop' });
    assert.deepEqual([code, out], [78, '']);
    assert.match(err, /The audit could not be read: DATA_DIR \(\S+loop\) is a symbolic link/);
  });

  it('refuses the store of another mode or tenant', async () => {
    await open(join(root, '.data'), sandboxStamp);
    const { code, out } = await run(production);
    assert.deepEqual([code, out], [78, '']);
  });

  it('lists the faults of a configuration', async () => {
    const { code, out, err } = await run({ TENANT_ID: 'no guid' });
    assert.deepEqual([code, out], [78, '']);
    assert.match(err, /TENANT_ID[\s\S]*BOT_ID/);
  });

  it('makes nothing where there is no store, and says so', async () => {
    const { code, out, err } = await run({});
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /no store yet/);
    assert.equal(existsSync(join(root, '.data')), false);
  });
});
