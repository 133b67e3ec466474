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
  /** When to come back after a failure: what Exchange says, else after a pause that grows from failure to failure. */
  comeBack(why: Why, headers?: Headers): Date;
  /** Exchange works again: the next pause is a first one. */
  recovered(): void;
}

/** The first pause that nobody told us, in milliseconds; each one after it is twice as long, up to `longestPause`. */
const firstPause: Readonly<Record<Why, number>> = { throttled: 4_000, unavailable: 1_000 };
const longestPause = 60_000;

/** `random`: from 0 to below 1, so that those who wait do not come back in step. */
export function createGate(clock: Clock, random: () => number = Math.random): Gate {
  let shut: { readonly why: Why; readonly until: Date } | null = null;
  let pause = { ms: 0, grows: 0 };
  const said = (headers: Headers | undefined) => retryAfter(headers?.get('retry-after') ?? null, clock.now());
  return {
    closed: () => (shut && clock.now() < shut.until ? shut : null),
    note: (status, headers) => {
      const until = status >= 400 ? said(headers) : null;
      if (until && (shut === null || until > shut.until))
        shut = { why: status === 429 ? 'throttled' : 'unavailable', until };
    },
    comeBack(why, headers) {
      const now = clock.now().getTime();
      const told = said(headers);
      if (told && told.getTime() > now) return told;
      const ms = Math.max(firstPause[why], Math.min(longestPause, now < pause.grows ? pause.ms : pause.ms * 2));
      // Nobody comes back before half of it: what fails until then failed beside this one, not after it.
      if (now >= pause.grows || ms > pause.ms) pause = { ms, grows: now + ms / 2 };
      return new Date(now + Math.ceil((ms * (1 + random())) / 2));
    },
    recovered() {
      pause = { ms: 0, grows: 0 };
    },
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
