import { LRUCache } from 'lru-cache';
import { type Limit, Windows } from './windows.ts';

/** One conversation: what is sent into it goes one after the other. */
export interface Lane {
  last: Promise<unknown>;
  waiting: number;
  readonly windows: Windows;
}

const hour = 3_600_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says when a call may go: in order for each conversation, within every limit, not while Teams has told us to wait. */
export class Pacer {
  readonly #perConversation: readonly Limit[];
  readonly #app: Windows;
  readonly #lanes = new LRUCache<string, Lane>({ max: 50_000, ttl: hour, updateAgeOnGet: true });
  /** No call to Teams before this time (ms since 1970). */
  pausedUntil = 0;

  constructor(limits: { readonly perConversation: readonly Limit[]; readonly perApp: readonly Limit[] }) {
    this.#perConversation = limits.perConversation;
    this.#app = new Windows(limits.perApp);
  }

  pause(until: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, until);
  }

  lane(conversation: string): Lane {
    const known = this.#lanes.get(conversation);
    if (known) return known;
    const lane = { last: Promise.resolve(), waiting: 0, windows: new Windows(this.#perConversation) };
    this.#lanes.set(conversation, lane);
    return lane;
  }

  /** Does the work behind everything that already waits in the lane. It must not throw. */
  inTurn<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    lane.waiting++;
    const result = lane.last.then(work);
    lane.last = result.finally(() => lane.waiting--);
    return result;
  }

  /**
   * Makes a call as soon as it may go and counts it. Gives the time at which it might go instead, when that is after
   * the deadline. Both in ms since 1970.
   */
  async call<T>(lane: Lane, deadline: number, make: () => Promise<T>): Promise<{ got: T } | { notBefore: number }> {
    for (;;) {
      const now = Date.now();
      const start = Math.max(now, this.pausedUntil, lane.windows.earliest(now), this.#app.earliest(now));
      if (start > deadline) return { notBefore: start };
      if (start <= now) break;
      await sleep(start - now); // then look again: others wait as well
    }
    const windows = [lane.windows, this.#app];
    for (const window of windows) window.begin();
    try {
      return { got: await make() };
    } finally {
      for (const window of windows) window.end(Date.now());
    }
  }
}
