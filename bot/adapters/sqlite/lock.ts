import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreLocked } from '../sql/opened.ts';
import { primaryCode } from './store.ts';

const busy = 5;

/**
 * Takes a data directory for this process; gives the function that frees it. Throws `StoreLocked`.
 * The lock is an exclusive transaction on a second, empty SQLite file: the operating system drops it when the process
 * ends, however it ends, and read-only commands, which never touch that file, go on working.
 */
export function lock(dir: string): () => void {
  const sidecar = new DatabaseSync(join(dir, 'behalf.lock'));
  try {
    sidecar.exec('pragma journal_mode = memory; begin exclusive');
  } catch (cause) {
    sidecar.close();
    throw primaryCode(cause) === busy ? new StoreLocked(dir, cause) : cause;
  }
  return () => sidecar.close();
}
