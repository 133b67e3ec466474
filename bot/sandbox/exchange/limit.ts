import { exchangeError } from '../faults.ts';
import type { Office } from '../office.ts';

/** As many calls of cmdlets as Exchange runs in any so many seconds. A call in a batch counts like any other. */
export interface Limit {
  readonly calls: number;
  readonly seconds: number;
}

/** Refuses what goes beyond the limit: gives the answer 429, or null when the call may run (it counts from now on). */
export function limiter(office: Office, limit: Limit | null): () => Response | null {
  if (limit === null) return () => null;
  const ms = limit.seconds * 1000;
  /** When the calls that count were made, as a ring. */
  const made: number[] = [];
  let oldest = 0;
  let last = 0;
  return () => {
    const now = office.now();
    if (now < last) [made.length, oldest] = [0, 0]; // its clock was turned back: all that is over
    last = now;
    const free = made.length < limit.calls ? now : (made[oldest] ?? 0) + ms;
    if (free > now) {
      const headers = { 'Retry-After': String(Math.ceil((free - now) / 1000)) };
      return exchangeError(429, 'The maximum number of calls per tenant has been exceeded.', headers);
    }
    if (made.length < limit.calls) made.push(now);
    else {
      made[oldest] = now;
      oldest = (oldest + 1) % limit.calls;
    }
    return null;
  };
}
