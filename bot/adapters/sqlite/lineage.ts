import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { CannotOpen } from '../sql/opened.ts';
import { databaseFile, logFile } from './files.ts';
import { type Lock, lockFile } from './lock.ts';

/**
 * SQLite takes whatever write-ahead log lies beside a database for its own. Beside a copy that was put back, that of
 * the database before would be mixed into it without a word. So at each opening the database gets a new number, in its
 * file's header (`user_version`), and the lock file says to which numbers the log beside it belongs: two, while the
 * number is being changed.
 */
const [userVersion, applicationId] = [60, 68]; // "Database File Format", SQLite: offsets in the header of 100 bytes

const none = [0, 0] as const;

/**
 * Throws `CannotOpen` when a log with something in it was written for another database. Before SQLite opens the database:
 * whoever closes a file drops all locks that its process has on it (POSIX).
 */
export function checkLineage(dir: string, noted: Lock['noted']): void {
  const isThere = (statSync(logFile(dir), { throwIfNoEntry: false })?.size ?? 0) > 0;
  const isKnown = noted.some((number) => number !== 0);
  if (!isThere || !isKnown || noted.includes(readNumbers(databaseFile(dir))[0])) return;
  throw new CannotOpen(
    `In DATA_DIR (${dir}), behalf.db-wal does not belong to the behalf.db beside it, as after a copy was put back: move behalf.db-wal and behalf.db-shm away to go on with this behalf.db, or put back the behalf.db that they belong to.`,
    { isLasting: true },
  );
}

/** What is noted, for a process that only reads and must not stand in the way of the lock. */
export const readNoted = (dir: string): Lock['noted'] => readNumbers(lockFile(dir));

/** Gives the open database a new number. A crash between two steps leaves a log that is still known. */
export function renewLineage(database: DatabaseSync, lock: Lock): void {
  // Somebody reads an older state: the file need not have the present number yet.
  if (!checkpoint(database)) return;
  const { user_version: present } = database.prepare('pragma user_version').get() ?? {};
  const next = randomInt(1, 2 ** 31 - 1);
  lock.note(Number(present), next);
  database.exec(`pragma user_version = ${next}`);
  if (checkpoint(database)) lock.note(next, next);
}

/** Moves the log into the database as far as readers allow; true: all of it. */
function checkpoint(database: DatabaseSync): boolean {
  const { log, checkpointed } = database.prepare('pragma wal_checkpoint(passive)').get() ?? {};
  return log === checkpointed;
}

/** The two numbers in a database's header as it is on the disk; zeros where there is none. */
function readNumbers(path: string): Lock['noted'] {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return none;
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header) < header.length) return none;
    return [header.readInt32BE(userVersion), header.readInt32BE(applicationId)];
  } finally {
    closeSync(file);
  }
}
