import type { Limits } from '../../ports/limits.ts';
import type { Audit, Chats, Store } from '../../ports/store.ts';
import type { Work } from '../../ports/work.ts';

/** Whose store it is: a sandbox's store never opens in production, nor one tenant's under another. */
export interface Stamp {
  readonly mode: 'sandbox' | 'production';
  /** Entra tenant id. */
  readonly tenant: string;
}

/** An open store: the ports over one database. `close` ends the work in hand first, at most 10 s. */
export interface Opened {
  readonly store: Store;
  readonly audit: Audit;
  readonly chats: Chats;
  readonly work: Work;
  /** Shared with other processes; null where there can be none. */
  readonly limits: Limits | null;
  close(): Promise<void>;
}

/** What read-only commands see of a store. `stamp` is null before the store was first opened for use. */
export interface ReadAudit {
  readonly audit: Audit;
  readonly stamp: Stamp | null;
  close(): Promise<void>;
}

/** Another process has this data directory open. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';

  constructor(dir: string, cause: unknown) {
    super(`Another process uses the data directory ${dir}. Stop it first, or set DATA_DIR to another directory.`, {
      cause,
    });
  }
}

/** The store belongs to another mode or tenant. Nothing has been changed in it. */
export class WrongStamp extends Error {
  override readonly name = 'WrongStamp';
  readonly found: Stamp;
  readonly wanted: Stamp;

  constructor(found: Stamp, wanted: Stamp) {
    super(
      `The store belongs to ${found.mode} of tenant ${found.tenant}; it is not opened for ${wanted.mode} of tenant ${wanted.tenant}.`,
    );
    this.found = found;
    this.wanted = wanted;
  }
}

/** Closing twice is closing once. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}
