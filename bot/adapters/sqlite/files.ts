import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { lockFile } from './lock.ts';

export const databaseFile = (dir: string): string => join(dir, 'behalf.db');
export const logFile = (dir: string): string => `${databaseFile(dir)}-wal`;
/** The database and what SQLite keeps beside it. */
export const databaseFiles = (dir: string): readonly string[] =>
  ['', '-wal', '-shm'].map((end) => databaseFile(dir) + end);

/** For the user who runs Behalf only: what people asked for, and why, is nobody else's to read. */
const [ownDirectory, ownFile] = [0o700, 0o600];

const isDirectory = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes a data directory, and those above it, where there is none; one that is there keeps its permissions. Node's own
 * recursion never ends where a file system takes no directories, as /proc.
 */
export function makeDirectory(dir: string): void {
  if (isDirectory(dir)) return;
  makeDirectory(dirname(dir));
  try {
    mkdirSync(dir, ownDirectory);
  } catch (error) {
    if (!isDirectory(dir)) throw error; // another process was quicker
  }
}

/**
 * Takes from everybody else what they may do with the files in a data directory, whoever made it. The files are made here
 * where they are missing, and SQLite gives those that it makes beside them the same permissions.
 */
export function makePrivate(dir: string, log: Log): void {
  for (const path of [databaseFile(dir), lockFile(dir)]) make(path);
  if (process.platform === 'win32') return; // permissions there are the directory's
  for (const path of [lockFile(dir), ...databaseFiles(dir)]) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? ownFile;
    if ((mode & 0o777) === ownFile) continue;
    try {
      chmodSync(path, ownFile);
    } catch (error) {
      // Some network file systems know no permissions: no reason not to run there, but to be known.
      log.warn('store-not-private', { error });
    }
  }
}

/** A file that is there is not opened: closing it would drop the locks that this process has on it (POSIX). */
function make(path: string): void {
  try {
    closeSync(openSync(path, 'wx', ownFile));
  } catch (error) {
    if (isDirectory(path)) throw Object.assign(new Error(`${path} is a directory`), { code: 'EISDIR' });
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw error;
  }
}
