import type { At } from './ids.ts';
import { decisionOf, type Request } from './request.ts';
import { type Timer, timersOf } from './timers.ts';
import { waiting } from './waiting.ts';

/**
 * What is due on a request. `apply`: to give the right, or to take back what was begun. `end`: to take it away. The others
 * come of it while nobody decides.
 */
export type DueWork = 'apply' | 'expire' | 'end' | Timer['why'];

/** When a request must be looked at next, and why. */
export interface Due {
  readonly at: At;
  readonly why: DueWork;
}

/**
 * When a request must be looked at next; null: never, unless somebody does something. What only people can end is looked
 * at when its pause is over, which may be hours ahead. The one place that knows the clocks of a request.
 */
export function nextDue(request: Request): Due | null {
  const due = ownDue(request);
  const { delay, stuck } = waiting(request);
  return due !== null && delay !== null && stuck !== null && delay.until > due.at ? { ...due, at: delay.until } : due;
}

function ownDue(request: Request): Due | null {
  switch (request.status) {
    case 'approved':
      return { at: decisionOf(request)?.at ?? request.askedAt, why: 'apply' };
    case 'applied': {
      const { grant } = request;
      if (grant.status === 'ended') return null;
      if (grant.ending !== null) return { at: grant.ending.at, why: 'end' };
      return grant.endsAt === null ? null : { at: grant.endsAt, why: 'expire' };
    }
    case 'pending':
      return timersOf(request)[0] ?? null;
    case 'denied':
    case 'cancelled':
    case 'lapsed':
    case 'failed':
      return null;
  }
}

/** Has a request come to its end, so that nothing about it changes any more? */
export const isOver = (request: Request): boolean =>
  request.status === 'applied'
    ? request.grant.status === 'ended'
    : request.status !== 'pending' && request.status !== 'approved';
