import type { Clock } from '../../../ports/clock.ts';
import type { Limits } from '../../../ports/limits.ts';
import { parseRetryAfter } from '../../https/retry-after.ts';

type Why = 'throttled' | 'unavailable';

export interface Shut {
  readonly why: Why;
  readonly until: Date;
}

/** While a `Retry-After` runs, no call goes to Exchange, from whichever process. */
export interface Backoff {
  /** Why nothing may be sent now, and until when; null when the way is free. */
  shut(): Shut | null;
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
export function createBackoff(clock: Clock, random: () => number = Math.random, shared: Limits | null = null): Backoff {
  let own: Shut | null = null;
  let pause = { ms: 0, grows: 0 };
  const said = (headers: Headers | undefined) => parseRetryAfter(headers?.get('retry-after'), clock.now());
  return {
    shut: () => latest(own, fromOthers(shared), clock.now()),
    note: (status, headers) => {
      const until = status >= 400 ? said(headers) : null;
      if (until === null || (own !== null && until <= own.until)) return;
      own = { why: whyOf(status), until };
      shared?.pause('exchange', { until: until.getTime(), status });
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

const whyOf = (status: number): Why => (status === 429 ? 'throttled' : 'unavailable');

function fromOthers(shared: Limits | null): Shut | null {
  const pause = shared?.paused('exchange') ?? null;
  return pause && { why: whyOf(pause.status), until: new Date(pause.until) };
}

/** The one of two that ends last, if it has not ended. */
function latest(one: Shut | null, other: Shut | null, now: Date): Shut | null {
  const last = one && other && other.until > one.until ? other : (one ?? other);
  return last && now < last.until ? last : null;
}
