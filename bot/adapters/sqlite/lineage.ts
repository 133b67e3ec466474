import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { CannotOpen } from '../sql/opened.ts';
import { databaseFile, logFile } from './files.ts';
import { type Lock, lockFile } from './lock.ts';

/**
 * SQLite takes whatever write-ahead log lies beside a database for its own. Beside a copy that was put back, that of
 * the database before would be mixed into it without a word. So each opening gives the database a new number, in its
 * file's header (`user_version`), and the lock file says to which databases the log beside it belongs: two, while one
 * becomes the other. A copy that SQLite made has the same number, but another schema version: both make the mark.
 */
const [schemaVersion, userVersion, applicationId] = [40, 60, 68]; // offsets ("Database File Format", SQLite)
const headerBytes = 100;

/** In 32 bits, so that the lock file's own header takes it. */
const markOf = (version: number, schema: number) => version ^ Math.imul(schema, 0x9e3779b1);

/**
 * Throws `CannotOpen` when a log with something in it was written for another database. Before SQLite opens the database:
 * whoever closes a file drops all locks that its process has on it (POSIX).
 * @returns the mark of the database as it is on the disk
 */
export function checkLineage(dir: string, noted: Lock['noted']): number {
  const header = readHeader(databaseFile(dir));
  const mark = header === null ? 0 : markOf(header.readInt32BE(userVersion), header.readInt32BE(schemaVersion));
  const isThere = (statSync(logFile(dir), { throwIfNoEntry: false })?.size ?? 0) > 0;
  const isKnown = noted.some((number) => number !== 0);
  if (!isThere || !isKnown || noted.includes(mark)) return mark;
  throw new CannotOpen(
    `In DATA_DIR (${dir}), behalf.db-wal does not belong to the behalf.db beside it, as after a copy was put back: move behalf.db-wal and behalf.db-shm away to go on with this behalf.db, or put back the behalf.db that they belong to.`,
    { isLasting: true },
  );
}

/** What is noted, for a process that only reads and must not stand in the way of the lock. */
export function readNoted(dir: string): Lock['noted'] {
  const header = readHeader(lockFile(dir));
  return header === null ? [0, 0] : [header.readInt32BE(userVersion), header.readInt32BE(applicationId)];
}

/**
 * Gives the open database a new number. `onDisk`: its mark before it was opened. Nothing may have been moved from the log
 * into the database since; a crash between two steps leaves a log that is still known.
 */
export function renewLineage(database: DatabaseSync, lock: Lock, onDisk: number): void {
  const read = (pragma: string) => Number(Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0]);
  const schema = read('schema_version');
  const present = markOf(read('user_version'), schema);
  if (present !== onDisk) lock.note(onDisk, present);
  // Somebody reads an older state: the file need not be the present one yet.
  if (!checkpoint(database)) return;
  const version = randomInt(1, 2 ** 31 - 1);
  const next = markOf(version, schema);
  lock.note(present, next);
  database.exec(`pragma user_version = ${version}`);
  if (checkpoint(database)) lock.note(next, next);
}

/** Moves the log into the database as far as readers allow; true: all of it. */
function checkpoint(database: DatabaseSync): boolean {
  const { log, checkpointed } = database.prepare('pragma wal_checkpoint(passive)').get() ?? {};
  return log === checkpointed;
}

/** A database's header as it is on the disk; null where there is none. */
function readHeader(path: string): Buffer | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  const header = Buffer.alloc(headerBytes);
  const file = openSync(path, 'r');
  try {
    return readSync(file, header) < headerBytes ? null : header;
  } finally {
    closeSync(file);
  }
}
