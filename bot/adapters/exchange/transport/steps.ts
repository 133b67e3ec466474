/**
 * Spreads calls evenly. Those that come late (a busy machine) catch up, but never so that a second holds more of them
 * than an even spread would: a service that counts any second cannot tell the difference. All instants in ms.
 */
export interface Steps {
  /** Milliseconds from `at` until that many calls may go together at so many a second; 0 or less: now. */
  wait(at: number, perSecond: number, together: number): number;
  /** So many calls go at `at`. */
  spend(at: number, calls: number, perSecond: number): void;
  /** Nothing goes before that. */
  holdUntil(at: number): void;
}

const second = 1000;
/** Longer than a second by what one call may travel faster than the one before it (ms). */
const counted = 1040;
/** How far behind its time a call may come and still be made up for (ms). */
const late = 300;

export function createSteps(): Steps {
  /** When the next call would go if all came in step. */
  let next = Number.NEGATIVE_INFINITY;
  /** What went in the last stretch that is counted. */
  let sent: { readonly at: number; readonly calls: number }[] = [];

  function untilRoom(at: number, perSecond: number, together: number): number {
    const most = Math.max(together, (perSecond * counted) / second);
    let count = together;
    // From the newest back: the one that is too many must leave the stretch first.
    for (const each of sent.toReversed()) {
      count += each.calls;
      if (count > most) return each.at + counted - at;
    }
    return 0;
  }

  return {
    wait: (at, perSecond, together) => Math.max(next - at, untilRoom(at, perSecond, together)),
    spend(at, calls, perSecond) {
      sent = sent.filter((each) => each.at > at - counted);
      sent.push({ at, calls });
      const step = (calls * second) / perSecond;
      // Calls that do not wait leave a debt behind; what waits need not pay all of it.
      next = Math.min(Math.max(next, at - late) + step, at + Math.max(second, step));
    },
    holdUntil(at) {
      next = at;
    },
  };
}
