import { UnreadableError } from '../../domain/stored/reader.ts';
import { Fault } from '../../ports/faults.ts';

/** Runs one use of the store; whatever goes wrong comes out as `Fault` `store-unavailable` or `store-unreadable` with its cause. */
export type Guard = <T>(what: string, use: () => Promise<T>) => Promise<T>;

/**
 * `broken` is told every cause and answers whether the store can no longer be trusted: from then on nothing is
 * tried any more, so that no later success hides an earlier loss.
 */
export function guarded(broken: (cause: unknown) => boolean = () => false): Guard {
  let end: unknown = null;
  return async (what, use) => {
    if (end) throw fault(what, end);
    try {
      return await use();
    } catch (cause) {
      if (broken(cause)) end = cause;
      throw fault(what, cause);
    }
  };
}

function fault(what: string, cause: unknown): Fault {
  if (cause instanceof UnreadableError) return new Fault('store-unreadable', cause.message, { cause });
  return new Fault('store-unavailable', `The store failed: ${what}.`, { cause });
}
