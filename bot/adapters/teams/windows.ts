import type { Limit } from '../../ports/limits.ts';

/** Source: "Optimize your bot with rate limiting in Teams" (Microsoft Teams developer documentation). */
export const perConversation: readonly Limit[] = [
  { calls: 7, ms: 1000 },
  { calls: 8, ms: 2000 },
  { calls: 60, ms: 30_000 },
  { calls: 1800, ms: 3_600_000 },
];
export const perApp: readonly Limit[] = [{ calls: 50, ms: 1000 }];

/**
 * Sliding windows. A call counts from its start until a whole window after its end: Teams counts when it arrives,
 * which is somewhere in between, so no reading of the clock on either side breaks the limit.
 */
export class Windows {
  readonly #limits: readonly Limit[];
  readonly #longest: number;
  #ended: number[] = [];
  #running = 0;

  constructor(limits: readonly Limit[]) {
    this.#limits = limits;
    this.#longest = Math.max(0, ...limits.map(({ ms }) => ms));
  }

  /** The earliest time (ms, by the caller's clock) at which a call may start; in the past or `now` when it may now. */
  earliest(now: number): number {
    const starts = this.#limits.map(({ calls, ms }) => {
      const free = calls - this.#running;
      if (free <= 0) return now + ms;
      return (this.#ended.at(-free) ?? Number.NEGATIVE_INFINITY) + ms;
    });
    return Math.max(now, ...starts);
  }

  begin(): void {
    this.#running++;
  }

  /** It was not made after all. */
  cancel(): void {
    this.#running--;
  }

  end(now: number): void {
    this.#running--;
    this.#ended.push(now);
    const first = this.#ended[0] ?? now;
    if (now - first >= this.#longest) this.#ended = this.#ended.filter((at) => now - at < this.#longest);
  }
}
