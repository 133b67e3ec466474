import type { Clock } from '../../ports/clock.ts';

type Why = 'throttled' | 'unavailable';

/** How many calls may be under way at once. */
export function createLimit(most: number): <T>(act: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (act) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await act();
    } finally {
      // The place goes to the next in line, or is given up.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** While a `Retry-After` runs, no call goes to Exchange: one gate a process. */
export interface Gate {
  /** Why nothing may be sent now, and until when; null when the way is free. */
  closed(): { readonly why: Why; readonly until: Date } | null;
  /** Notes what an answer says about coming back. */
  note(status: number, headers: Headers): void;
  /** When to come back after a failure: what Exchange says, else a short pause. */
  comeBack(why: Why, headers?: Headers): Date;
}

const pause: Readonly<Record<Why, number>> = { throttled: 10_000, unavailable: 5_000 };

export function createGate(clock: Clock): Gate {
  let shut: { readonly why: Why; readonly until: Date } | null = null;
  const said = (headers: Headers | undefined) => retryAfter(headers?.get('retry-after') ?? null, clock.now());
  return {
    closed: () => (shut && clock.now() < shut.until ? shut : null),
    note: (status, headers) => {
      const until = status >= 400 ? said(headers) : null;
      if (until && (shut === null || until > shut.until))
        shut = { why: status === 429 ? 'throttled' : 'unavailable', until };
    },
    comeBack: (why, headers) => said(headers) ?? new Date(clock.now().getTime() + pause[why]),
  };
}

/** No wait is longer than this, whatever a header says. */
const longest = 24 * 3_600_000;

/** `Retry-After` (RFC 9110, 10.2.3): seconds or a date → the instant; null when absent or not understood. */
function retryAfter(header: string | null, now: Date): Date | null {
  const text = header?.trim() ?? '';
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : new Date(now.getTime() + Math.min(Math.max(wait, 0), longest));
}
