import { createSteps } from './steps.ts';

/**
 * How fast calls may follow each other. Exchange does not say what it allows until it refuses: nothing is held back
 * before the first `Retry-After`, then as many go as went through before, a little more from second to second. So a
 * long queue is worked off close to the limit, and hardly ever into it.
 */
export interface Pace {
  /** Milliseconds until the next call that waits may go; 0: now. However many go before it, it does not wait for ever. */
  wait(): number;
  /** As many calls as may go in one request: what a twentieth of a second allows, one at the least. */
  most(): number;
  /** So many calls go now; gives when that was. */
  spend(calls: number): number;
  /** So many that went then were answered, whatever the answer was but "too many". */
  answered(calls: number, went: number): void;
  /** Exchange refuses what went then, and wants a pause of so many milliseconds. */
  throttled(pauseMs: number, went: number): void;
}

/** After that long without a call, what follows is measured anew (ms). */
const idle = 5_000;
/** After that long without a refusal, the limit is forgotten (ms). */
const forget = 5 * 60_000;
/** Fewer calls than these say nothing about a limit. */
const fewest = 5;
/** How long the way back to just below the pace of a refusal takes (s). */
const back = 6;
/**
 * Calls a second below which nothing is learnt. One refusal after the other, whatever was tried, speaks of a bad day and
 * not of a limit: what came of believing it would outlast the bad day by minutes. The price: a limit that really is lower
 * is run into about twice as often.
 */
const slowest = 3;
/** A refusal that comes sooner than that (s) says that the pace was far too high. */
const tooSoon = 3;

/** So long waits at most what waits, or two steps of the pace, while calls that do not wait keep going before it (ms). */
const patience = 1_100;

/** A refusal at so many times the pace of an earlier one says that the limit has risen. */
const risen = 1.08;

/** `low` is known to go through; `high` is where the next refusal is looked for. Calls a second. */
interface Learnt {
  readonly low: number;
  readonly high: number;
  readonly from: number;
  /** The slowest pace of late that was refused: what is refused differs a little from time to time. */
  readonly refused: number;
  /** No refusal has come from above yet: `high` says nothing. */
  readonly first: boolean;
}

const start = {
  learnt: null as Learnt | null,
  /** Since when calls have followed each other, and how many were answered since then. */
  since: Number.NEGATIVE_INFINITY,
  count: 0,
  last: Number.NEGATIVE_INFINITY,
  /** Seconds in which the pace has held calls back since it was learnt: only then is more of it worth a try. */
  held: 0,
  holding: false,
  /** Since when somebody waits. */
  waiting: null as number | null,
};

/** `now` gives milliseconds. When its clock is set back, what was learnt is forgotten. */
export function createPace(now: () => number): Pace {
  let { learnt, since, count, last, held, holding, waiting } = start;
  let steps = createSteps();

  function present(): number {
    const at = now();
    if (at < last) {
      ({ learnt, since, count, last, held, holding, waiting } = start);
      steps = createSteps();
    }
    return at;
  }

  const perSecond = (at: number): number => {
    if (learnt === null || at - learnt.from > forget) return Number.POSITIVE_INFINITY;
    const { low, high, first } = learnt;
    if (first) return low * 1.15 ** held;
    // Quickly towards the place of the last refusal, slowly past it, then quicker again.
    if (held < back) return high - (high - low) * (1 - held / back) ** 3;
    return high * (1 + (held - back) ** 3 / 400_000);
  };

  /** Until who waits has waited long enough: since then, or since Exchange can be called again. */
  const longest = (at: number) => Math.max(waiting ?? at, since) + Math.max(patience, 2000 / perSecond(at)) - at;

  const most = (at: number) => Math.max(1, Math.ceil(perSecond(at) / 20));

  return {
    wait() {
      const at = present();
      const ms = Math.min(steps.wait(at, perSecond(at), most(at)), longest(at));
      waiting = ms > 0 ? (waiting ?? at) : null;
      if (ms > 0) holding = true;
      return Math.max(0, Math.ceil(ms));
    },
    most: () => most(present()),
    spend(calls) {
      const at = present();
      if (at - last > idle && at > since) {
        since = at;
        count = 0;
      }
      if (holding) held += Math.min(1, (at - last) / 1000);
      holding = false;
      last = at;
      steps.spend(at, calls, perSecond(at));
      return at;
    },
    answered(calls, went) {
      present();
      if (went >= since) count += calls;
    },
    throttled(pauseMs, went) {
      const at = present();
      const reopens = at + pauseMs;
      // One refusal is many answers: those to calls that went before its end say nothing new.
      if (went < since) return;
      const was = perSecond(at);
      const through = (count * 1000) / Math.max(1, reopens - since);
      if (was !== Number.POSITIVE_INFINITY) {
        // What went through says little where calls were lacking.
        const low = Math.max(slowest, Math.min(was, Math.max(through, was * 0.85)));
        const known = learnt?.refused ?? was;
        const refused = was > known * risen ? was : Math.min(was, known);
        const high = held < tooSoon ? (low + was) / 2 : Math.max(low, refused * 0.96);
        learnt = { low, high, from: reopens, refused, first: false };
      } else if (count >= fewest) {
        const low = Math.max(slowest, through);
        learnt = { low, high: low, from: reopens, refused: Number.POSITIVE_INFINITY, first: true };
      } else return;
      held = 0;
      since = reopens;
      steps.holdUntil(reopens);
      count = 0;
    },
  };
}
