import { createSteps } from './steps.ts';

/**
 * How fast calls may follow each other: additive increase, multiplicative decrease. Exchange does not say what it allows
 * until it refuses, so nothing is held back before the first `Retry-After`. From then on calls are spread evenly at a rate
 * that grows slowly while it holds calls back, and drops with each refusal.
 */
export interface Rate {
  /** Milliseconds until the next call that waits may go; 0: now. Calls ahead of it never make it wait for ever. */
  wait(): number;
  /** Calls that may go in one request: those of a twentieth of a second, one at the least. */
  most(): number;
  /** Counts calls that go now; gives when that was. */
  spend(calls: number): number;
  /** Counts answers to calls that went then, whatever they were but "too many". */
  answered(calls: number, went: number): void;
  /** Exchange refuses calls that went then, and wants a pause of so many milliseconds. */
  throttled(pauseMs: number, went: number): void;
}

/** Share of the rate that a refusal leaves. */
const DECREASE = 0.9;
/** Growth a second, as a share of the rate that was refused last. */
const INCREASE = 0.0015;
/** Growth a second, as a factor, until a learnt rate is refused for the first time. */
const FIRST_INCREASE = 1.15;
/** Calls a second below which nothing is learnt: refusals at any rate speak of a bad day and not of a limit. */
const SLOWEST = 3;
/** Calls that must have been answered before a first refusal says anything about a limit. */
const FEWEST = 5;
/** Time (ms) without a call after which throughput is measured afresh, and without a refusal until the limit is forgotten. */
const IDLE_MS = 5_000;
const FORGET_MS = 5 * 60_000;
/** Longest wait (ms), or two calls' worth of the rate, while calls that do not wait go ahead. */
const PATIENCE_MS = 1_100;

interface Learnt {
  readonly perSecond: number;
  /** The rate that was refused last; null: none that was learnt. */
  readonly refused: number | null;
  readonly from: number;
}

const nothing = {
  learnt: null as Learnt | null,
  /** Since when throughput is measured, and the calls that were answered since. */
  since: Number.NEGATIVE_INFINITY,
  count: 0,
  last: Number.NEGATIVE_INFINITY,
  /** Since when somebody waits, and whether anybody has waited since the last call. */
  waiting: null as number | null,
  held: false,
};

/** `now` gives milliseconds. When its clock is set back, what was learnt is forgotten. */
export function createRate(now: () => number): Rate {
  let state = { ...nothing };
  let steps = createSteps();

  function present(): number {
    const at = now();
    if (at < state.last || (state.learnt !== null && at - state.learnt.from > FORGET_MS)) {
      state = { ...nothing };
      steps = createSteps();
    }
    return at;
  }

  const perSecond = () => state.learnt?.perSecond ?? Number.POSITIVE_INFINITY;
  const most = () => Math.max(1, Math.ceil(perSecond() / 20));
  const longest = (at: number) =>
    Math.max(state.waiting ?? at, state.since) + Math.max(PATIENCE_MS, 2000 / perSecond()) - at;

  /** A rate that holds nothing back shows no limit, and does not grow. */
  function grow(at: number): void {
    const { learnt, held, last } = state;
    if (learnt === null || !held) return;
    const seconds = Math.min(1, (at - last) / 1000);
    const { perSecond, refused } = learnt;
    const grown = refused === null ? perSecond * FIRST_INCREASE ** seconds : perSecond + refused * INCREASE * seconds;
    state.learnt = { ...learnt, perSecond: grown };
  }

  return {
    wait() {
      const at = present();
      const ms = Math.min(steps.wait(at, perSecond(), most()), longest(at));
      state.waiting = ms > 0 ? (state.waiting ?? at) : null;
      state.held ||= ms > 0;
      return Math.max(0, Math.ceil(ms));
    },
    most() {
      present();
      return most();
    },
    spend(calls) {
      const at = present();
      if (at - state.last > IDLE_MS && at > state.since) Object.assign(state, { since: at, count: 0 });
      grow(at);
      Object.assign(state, { last: at, held: false });
      steps.spend(at, calls, perSecond());
      return at;
    },
    answered(calls, went) {
      present();
      if (went >= state.since) state.count += calls;
    },
    throttled(pauseMs, went) {
      const at = present();
      // One refusal is many answers: those to calls that went before its end say nothing new.
      if (went < state.since) return;
      const { learnt, count, since } = state;
      if (learnt === null && count < FEWEST) return;
      const from = at + pauseMs;
      const through = (count * 1000) / Math.max(1, from - since);
      const rate = Math.max(SLOWEST, learnt === null ? through : learnt.perSecond * DECREASE);
      const next = { perSecond: rate, refused: learnt?.perSecond ?? null, from };
      Object.assign(state, { learnt: next, since: from, count: 0, held: false });
      steps.holdUntil(from);
    },
  };
}
