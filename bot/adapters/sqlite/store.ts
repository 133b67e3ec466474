import type { Log } from '../../ports/log.ts';
import { type Guard, guarded } from '../sql/guard.ts';

/** Result codes of SQLite ("Result and Error Codes") after which what is on disk cannot be vouched for. */
const fatal = new Map([
  [10, 'io-error'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'cannot-open'],
  [26, 'not-a-database'],
]);

/** SQLite's result code without its extension; null for any other error. */
export function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/** Faults of the file system break the store for good: `onBroken` is told once; the process should then end. */
export function sqliteGuard(log: Log, onBroken: (cause: unknown) => void): Guard {
  return guarded((cause) => {
    const code = fatal.get(primaryCode(cause) ?? 0);
    if (!code) return false;
    log.error('store-broken', { code, error: cause });
    onBroken(cause);
    return true;
  });
}
