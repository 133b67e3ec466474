import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { person, silent, turnable } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { freshDir } from './fixture.ts';

/** A disk that fails: the system call, its error, on which file, and from which such call on. */
export interface DiskFault {
  readonly call: 'fsync' | 'pwrite64';
  readonly error: 'EIO' | 'ENOSPC';
  readonly file: 'behalf.db' | 'behalf.db-wal';
  readonly from: number;
}

/** The command line before a process whose disk fails so. */
export const failing = ({ call, error, file, from }: DiskFault, dir: string): readonly string[] => [
  'strace',
  ...['-f', '--seccomp-bpf', '-o', '/dev/null', '-P', join(dir, file)],
  ...['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${from}+`],
];

/** Why the disk cannot be made to fail here; null when it can. */
export function noStrace(): string | null {
  const { error, status } = spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true']);
  return error || status !== 0 ? 'needs strace, and leave to use it' : null;
}

const child = fileURLToPath(new URL('child.ts', import.meta.url));

/**
 * Commits until the disk fails. Everything that was acknowledged must be there, and nothing acknowledged afterwards; the
 * commit at which it failed may be there or not. `soft`: many soft writes come first. Gives how many commits were acknowledged.
 */
export async function fillFailing(fault: DiskFault, mode: 'fill' | 'soft' = 'fill'): Promise<number> {
  const dir = freshDir();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await (await open(dir)).close();
  const [command = '', ...rest] = [...failing(fault, dir), process.execPath, child, mode, dir];
  const { stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8' });
  const said = stdout === '' ? null : (JSON.parse(stdout) as { acknowledged: number; first: string | null });
  // A disk that fails while the store is being opened ends the process at once.
  if (said === null) assert.match(stderr, /disk I\/O error|disk is full|unable to open/);
  else assert.deepEqual(said, { acknowledged: said.acknowledged, ...(said.first === null ? peace : broken) });
  const acknowledged = said?.acknowledged ?? 0;
  const opened = await open(dir);
  const found = await opened.store.find({ of: 'requester', person: person(1), after: null, limit: 1000 });
  await opened.close();
  assert.ok(found.length === acknowledged || found.length === acknowledged + 1, `${found.length} of ${acknowledged}`);
  assert.equal(integrity(dir), 'ok');
  return acknowledged;
}

const fault = 'store-unavailable';
const broken = { first: fault, after: fault, broken: 1, ready: false };
const peace = { first: null, after: null, broken: 0, ready: true };
const open = (dir: string) => openSqlite({ dir, stamp: sandboxStamp, clock: turnable(), log: silent });

export function integrity(dir: string): string {
  const database = new DatabaseSync(join(dir, 'behalf.db'));
  try {
    return String(database.prepare('pragma integrity_check').get()?.integrity_check);
  } finally {
    database.close();
  }
}
