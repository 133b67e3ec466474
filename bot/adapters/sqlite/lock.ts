import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreLocked } from '../sql/opened.ts';
import { primaryCode } from './store.ts';

/** A data directory that belongs to this process. */
export interface Lock {
  /** The numbers of the databases that a log in the directory may belong to (`lineage.ts`); zeros when none was noted. */
  readonly noted: readonly [number, number];
  /** Writes these numbers down, through to the disk. */
  note(one: number, other: number): void;
  free(): void;
}

export const lockFile = (dir: string): string => join(dir, 'behalf.lock');

const busy = 5;

/**
 * Takes a data directory for this process. Throws `StoreLocked`.
 * The lock is an exclusive lock on a second SQLite file: the operating system drops it when the process ends, however it
 * ends, and read-only commands, which never open that file by SQLite, go on working.
 */
export function lock(dir: string): Lock {
  const sidecar = new DatabaseSync(lockFile(dir));
  try {
    // In this locking mode what a transaction has locked stays locked until the file is closed.
    sidecar.exec('pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive; commit');
  } catch (cause) {
    sidecar.close();
    throw primaryCode(cause) === busy ? new StoreLocked(dir, cause) : cause;
  }
  const number = (pragma: string) => Number(Object.values(sidecar.prepare(`pragma ${pragma}`).get() ?? {})[0]);
  return {
    noted: [number('user_version'), number('application_id')],
    note: (one, other) => sidecar.exec(`begin; pragma user_version = ${one}; pragma application_id = ${other}; commit`),
    free: () => sidecar.close(),
  };
}
