import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { sqlAudit } from '../sql/audit.ts';
import { sqlChats } from '../sql/chats.ts';
import { committed, writeChange } from '../sql/commit.ts';
import { guarded } from '../sql/guard.ts';
import { prepare, readStamp } from '../sql/migrate.ts';
import { type Opened, once, type ReadAudit, type Stamp } from '../sql/opened.ts';
import { sqlStore } from '../sql/store.ts';
import type { Tables } from '../sql/tables.ts';
import { dialect } from './dialect.ts';
import { Direct } from './direct.ts';
import { lock } from './lock.ts';
import { sqliteGuard } from './store.ts';
import { sqliteWork } from './work.ts';

export interface SqliteOptions {
  /** The data directory; made when missing, readable by its owner only. */
  readonly dir: string;
  readonly stamp: Stamp;
  readonly clock: Clock;
  readonly log: Log;
  /** Begin with an empty store. For the sandbox: its company is a new one at each start. Default: false. */
  readonly fresh?: boolean;
  /** The file system failed under the store: end the process. Called once. */
  readonly onBroken?: (cause: unknown) => void;
}

const file = (dir: string) => join(dir, 'behalf.db');

/**
 * Opens (or makes) the store in a data directory, for this process alone.
 * Throws `StoreLocked`, `WrongStamp`, or what SQLite or the file system say.
 */
export async function openSqlite({
  dir,
  stamp,
  clock,
  log,
  fresh = false,
  onBroken = () => {},
}: SqliteOptions): Promise<Opened> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const unlock = lock(dir);
  let db: Direct;
  try {
    db = await openOwn(dir, stamp);
    if (fresh) {
      // Only what is ours by lock and stamp is thrown away.
      await db.destroy();
      for (const end of ['', '-wal', '-shm']) rmSync(file(dir) + end, { force: true });
      db = await openOwn(dir, stamp);
    }
  } catch (error) {
    unlock();
    throw error;
  }
  const guard = sqliteGuard(log, onBroken);
  const work = sqliteWork(db, guard, clock, log);
  const close = once(async () => {
    await work.stop(10_000);
    await db.destroy();
    unlock();
  });
  const store = sqlStore(db, guard, {
    commit: (change) => committed(async () => (change.soft ? db.soft : db).atOnce(writeChange(db, change))),
    close,
  });
  return { store, audit: sqlAudit(db, guard), chats: sqlChats(db, db.soft, guard), work, limits: null, close };
}

/** The audit and the stamp of a store that another process may have open. Reads only; throws when there is no store. */
export async function readSqliteAudit(dir: string): Promise<ReadAudit> {
  const db = new Kysely<Tables>({ dialect: dialect(new DatabaseSync(file(dir), { readOnly: true, timeout: 5000 })) });
  return { audit: sqlAudit(db, guarded()), stamp: await readStamp(db), close: () => db.destroy() };
}

async function openOwn(dir: string, stamp: Stamp): Promise<Direct> {
  const db = new Direct(connect(file(dir)));
  try {
    await prepare(db, 'sqlite', stamp);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string };
  if (!recent(version)) {
    database.close();
    throw new Error(`SQLite ${version} can corrupt a store ("WAL-reset bug"); 3.51.3 or newer is needed.`);
  }
  // One fsync a commit that is not soft: what was acknowledged survives a power cut.
  // Moving the log into the database keeps everybody waiting: rather seldom. It then has 16 MB.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000');
  // Of a store of years 16 MB stay at hand instead of 2, as far as they are read: whoever looks things up pays less.
  database.exec('pragma cache_size = -16000');
  return database;
}

/** Is it 3.51.3 or newer? Before, two processes could corrupt a database in write-ahead mode. */
export function recent(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003;
}
