import { LRUCache } from 'lru-cache';
import type { Limit, Limits } from '../../ports/limits.ts';
import { Windows } from './windows.ts';

/** One conversation: what is sent into it goes one after the other. */
export interface Lane {
  readonly conversation: string;
  last: Promise<unknown>;
  waiting: number;
  readonly windows: Windows;
}

const hour = 3_600_000;
const steady = () => performance.now();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The limits of a bot in Teams. */
export interface TeamsLimits {
  readonly perConversation: readonly Limit[];
  readonly perApp: readonly Limit[];
}

/**
 * Says when a call may go: in order for each conversation, within every limit, not while Teams has told us to wait. What
 * this process knows is asked first; what the others have sent, by `shared`, only when that leaves room.
 */
export class Pacer {
  readonly #limits: TeamsLimits;
  readonly #app: Windows;
  readonly #shared: Limits | null;
  /** By the steady clock: the wall clock may be set, and nobody should wait for it. */
  #pausedUntil = 0;
  readonly #lanes = new LRUCache<string, Lane>({ max: 50_000, ttl: hour, updateAgeOnGet: true });

  constructor(limits: TeamsLimits, shared: Limits | null = null) {
    this.#limits = limits;
    this.#app = new Windows(limits.perApp);
    this.#shared = shared;
  }

  /** No call to Teams before this time (ms since 1970). */
  get pausedUntil(): number {
    return Math.max(Math.round(Date.now() + this.#pausedUntil - steady()), this.#shared?.paused('teams')?.until ?? 0);
  }

  pause(until: number, status: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, steady() + until - Date.now());
    this.#shared?.pause('teams', { until, status });
  }

  lane(conversation: string): Lane {
    const known = this.#lanes.get(conversation);
    if (known) return known;
    const windows = new Windows(this.#limits.perConversation);
    const lane = { conversation, last: Promise.resolve(), waiting: 0, windows };
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
      const [now, at] = [Date.now(), steady()];
      const room = Math.max(lane.windows.earliest(at), this.#app.earliest(at)) - at;
      let start = Math.max(Math.ceil(now + room), this.pausedUntil);
      if (start <= now) {
        const begun = await this.#begin(lane);
        if ('end' in begun) return this.#finish(begun, make);
        start = begun.notBefore;
      }
      if (start > deadline) return { notBefore: start };
      await sleep(start - Date.now()); // then look again: others wait as well
    }
  }

  /** Counts the call here first: whoever looks while the others are asked must see it. */
  async #begin(lane: Lane): Promise<{ end(): void } | { notBefore: number }> {
    const windows = [lane.windows, this.#app];
    for (const window of windows) window.begin();
    const { perConversation, perApp } = this.#limits;
    const begun = await this.#shared?.begin([
      { key: `teams ${lane.conversation}`, limits: perConversation },
      { key: 'teams', limits: perApp },
    ]);
    if (begun !== undefined && 'notBefore' in begun) {
      for (const window of windows) window.cancel();
      return begun;
    }
    const end = () => {
      for (const window of windows) window.end(steady());
      begun?.end();
    };
    return { end };
  }

  async #finish<T>(begun: { end(): void }, make: () => Promise<T>): Promise<{ got: T }> {
    try {
      return { got: await make() };
    } finally {
      begun.end();
    }
  }
}
