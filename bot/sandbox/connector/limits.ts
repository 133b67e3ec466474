/** Most requests in a span, per bot and thread (Teams documentation, "Optimize your bot with rate limiting"). */
const perThread: readonly (readonly [most: number, seconds: number])[] = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1800, 3600],
];
const perTenant = 50;

/**
 * Counts what a bot sends, and says how long it must wait when that is too much. Times in milliseconds. When its clock
 * is turned back, what was sent "later" is over: else nothing could be sent until that time comes again.
 */
export class Limits {
  readonly #now: () => number;
  readonly #threads = new Map<string, number[]>();
  #all: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds to wait before sending into the thread; 0: it is counted and may go. */
  wait(thread: string): number {
    const now = this.#now();
    const sent = (this.#threads.get(thread) ?? []).filter((at) => at <= now && now - at < 3_600_000);
    this.#all = this.#all.filter((at) => at <= now && now - at < 1000);
    const waits = perThread.map(([most, seconds]) => {
      const within = sent.filter((at) => now - at < seconds * 1000);
      const oldest = within.at(-most);
      return oldest === undefined ? 0 : oldest + seconds * 1000 - now;
    });
    const busiest = this.#all.length >= perTenant ? 1000 : 0;
    const ms = Math.max(busiest, ...waits);
    if (ms > 0) return Math.ceil(ms / 1000);
    sent.push(now);
    this.#threads.set(thread, sent);
    this.#all.push(now);
    return 0;
  }
}
