import type { Deliveries } from '../../ports/deliveries.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Mutes } from '../../ports/mutes.ts';
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
  readonly mutes: Mutes;
  readonly deliveries: Deliveries;
  readonly work: Work;
  /** Shared with other processes; null where there can be none. */
  readonly limits: Limits | null;
  /** Binds the store to its stamp for good: the tenant is known to be the right one. Throws `WrongStamp`, or a fault. */
  bind(): Promise<void>;
  close(): Promise<void>;
}

/** What read-only commands see of a store. `stamp` is null while the store is bound to none. */
export interface ReadAudit {
  readonly audit: Audit;
  readonly stamp: Stamp | null;
  close(): Promise<void>;
}

/**
 * Why a store cannot be opened: a sentence for the operator that names the variable and the place, never a secret.
 * `isLasting`: starting again changes nothing until somebody has mended it.
 */
export class CannotOpen extends Error {
  override readonly name: string = 'CannotOpen';
  readonly isLasting: boolean;

  constructor(sentence: string, { isLasting, cause }: { readonly isLasting: boolean; readonly cause?: unknown }) {
    super(sentence, { cause });
    this.isLasting = isLasting;
  }
}

/** Another process has this data directory open. */
export class StoreLocked extends CannotOpen {
  override readonly name = 'StoreLocked';

  constructor(dir: string, cause: unknown) {
    const sentence = `Another process uses the data directory ${dir}. Stop it first, or set DATA_DIR to another directory.`;
    super(sentence, { isLasting: false, cause });
  }
}

/** The store belongs to another mode or tenant. Nothing has been changed in it. */
export class WrongStamp extends CannotOpen {
  override readonly name = 'WrongStamp';
  readonly found: Stamp;
  readonly wanted: Stamp;

  /** `place`: the variable that names the store, and where it is. */
  constructor(found: Stamp, wanted: Stamp, place: Place) {
    const belongs = `The store in ${place.variable} (${place.where}) belongs to ${found.mode} of tenant ${found.tenant}`;
    const otherwise = `set ${place.variable} to another store`;
    const tenant = found.mode === wanted.mode ? `set TENANT_ID to that tenant, or ` : '';
    super(`${belongs}; it is not opened for ${wanted.mode} of tenant ${wanted.tenant}: ${tenant}${otherwise}.`, {
      isLasting: true,
    });
    this.found = found;
    this.wanted = wanted;
  }
}

/** Where a store is, as a person who configures it knows it. */
export interface Place {
  readonly variable: 'DATA_DIR' | 'DATABASE_URL';
  /** A path, or host, port and database; no password. */
  readonly where: string;
}

/** Closing twice is closing once. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}
