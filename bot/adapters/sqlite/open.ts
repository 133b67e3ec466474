import { rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { at } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { sqlAudit } from '../sql/audit.ts';
import { sqlChats } from '../sql/chats.ts';
import { committed, writeChange } from '../sql/commit.ts';
import { sqlDeliveries } from '../sql/deliveries.ts';
import { createDispatcher } from '../sql/dispatcher.ts';
import { guarded } from '../sql/guard.ts';
import { ownLanes } from '../sql/hands.ts';
import { prepare } from '../sql/migrate.ts';
import { sqlMutes } from '../sql/mutes.ts';
import { type Opened, once, type Place, type ReadAudit, type Stamp } from '../sql/opened.ts';
import { bindStamp, hasTables, readStamp } from '../sql/stamp.ts';
import { sqlStore } from '../sql/store.ts';
import type { Tables } from '../sql/tables.ts';
import { dialect } from './dialect.ts';
import { Direct } from './direct.ts';
import { explainSqlite } from './faults.ts';
import { databaseFile, databaseFiles, makeDirectory, makePrivate } from './files.ts';
import { checkLineage, readNoted, renewLineage } from './lineage.ts';
import { type Lock, lock } from './lock.ts';
import { sqliteGuard } from './store.ts';

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

const placeOf = (dir: string): Place => ({ variable: 'DATA_DIR', where: dir });

/**
 * Opens (or makes) the store in a data directory, for this process alone.
 * Throws `CannotOpen` (also as `StoreLocked` and `WrongStamp`), or what SQLite or the file system say beyond the foreseen.
 */
export async function openSqlite(options: SqliteOptions): Promise<Opened> {
  const { stamp, clock, log, onBroken = () => {} } = options;
  const dir = resolve(options.dir);
  const { db, own } = await take(dir, options);
  const guard = sqliteGuard(log, onBroken);
  const holding = { db, soft: db.soft, lanes: ownLanes, guard, clock, log };
  const work = createDispatcher({ ...holding, pollMs: null });
  const close = once(async () => {
    await work.stop(10_000);
    await db.destroy();
    own.free();
  });
  const store = sqlStore(db, guard, log, {
    commit: (change) =>
      committed(async () => (change.soft ? db.soft : db).atOnce(writeChange(db, change, at(clock.now())))),
    close,
  });
  const bind = () => bindStamp(db, stamp, placeOf(dir));
  const ports = { audit: sqlAudit(db, guard), chats: sqlChats(db, db.soft, guard), mutes: sqlMutes(db, guard) };
  return { store, ...ports, deliveries: sqlDeliveries(holding), work, limits: null, bind, close };
}

/** The data directory and the database in it, both for this process alone. */
async function take(dir: string, { stamp, log, fresh = false }: SqliteOptions): Promise<{ db: Direct; own: Lock }> {
  let own: Lock | null = null;
  let opened: OwnDatabase | null = null;
  try {
    makeDirectory(dir);
    makePrivate(dir, log);
    own = lock(dir);
    let onDisk = checkLineage(dir, own.noted);
    opened = await openOwn(dir, stamp);
    if (fresh) {
      // Only what is ours by lock and stamp is thrown away.
      await opened.db.destroy();
      for (const path of databaseFiles(dir)) rmSync(path, { force: true });
      onDisk = 0;
      makePrivate(dir, log);
      opened = await openOwn(dir, stamp);
    }
    renewLineage(opened.database, own, onDisk);
    // Moving the log into the database keeps everybody waiting: rather seldom. It then has 16 MB.
    opened.database.exec('pragma wal_autocheckpoint = 4000');
    return { db: opened.db, own };
  } catch (error) {
    if (opened?.database.isOpen) await opened.db.destroy();
    own?.free();
    throw explainSqlite(error, dir);
  }
}

/**
 * The audit and the stamp of a store that another process may have open; null where there is no store yet. Reads only.
 * Throws `CannotOpen`.
 */
export async function readSqliteAudit(path: string): Promise<ReadAudit | null> {
  const dir = resolve(path);
  try {
    // Not to be seen is not the same as not to be there: that throws.
    if (statSync(databaseFile(dir), { throwIfNoEntry: false }) === undefined) return null;
    checkLineage(dir, readNoted(dir));
    const database = new DatabaseSync(databaseFile(dir), { readOnly: true, timeout: 5000 });
    const db = new Kysely<Tables>({ dialect: dialect(database) });
    const close = () => db.destroy();
    if (await hasTables(db)) return { audit: sqlAudit(db, guarded()), stamp: await readStamp(db), close };
    await close();
    return null;
  } catch (error) {
    throw explainSqlite(error, dir);
  }
}

interface OwnDatabase {
  readonly db: Direct;
  readonly database: DatabaseSync;
}

async function openOwn(dir: string, stamp: Stamp): Promise<OwnDatabase> {
  const database = connect(databaseFile(dir));
  const db = new Direct(database);
  try {
    await prepare(db, 'sqlite', stamp, placeOf(dir));
    return { db, database };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  try {
    setUp(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setUp(database: DatabaseSync): void {
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string };
  if (!recent(version))
    throw new Error(`SQLite ${version} can corrupt a store ("WAL-reset bug"); 3.51.3 or newer is needed.`);
  // One fsync a commit that is not soft: what was acknowledged survives a power cut.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0');
  // Of a store of years 16 MB stay at hand instead of 2, as far as they are read: whoever looks things up pays less.
  database.exec('pragma cache_size = -16000');
}

/** Is it 3.51.3 or newer? Before, two processes could corrupt a database in write-ahead mode. */
export function recent(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003;
}
