import type { Request } from './request.ts';

/**
 * Is what somebody saw still what they decide on? `revision` is the one that their card showed; null when it names none that
 * can be read. Whether they may decide is another question.
 */
export function stillShows(state: Request, revision: number | null): boolean {
  if (revision === null || revision < 1 || revision > state.revision) return false;
  switch (state.status) {
    case 'pending':
      // Approvals of others since then change nothing of what is decided.
      return revision >= state.terms;
    // To take it back or away means the same before it was approved, while it waits for Exchange and when it is applied.
    case 'approved':
    case 'applied':
      return true;
    // Nothing can be decided any more; that answer needs no card that is up to date.
    case 'denied':
    case 'cancelled':
    case 'lapsed':
    case 'failed':
      return true;
  }
}
