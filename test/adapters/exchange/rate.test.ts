import assert from 'node:assert/strict';
import { createRate } from '../../../bot/adapters/exchange/transport/rate.ts';

/** What a service with a limit says to a call at a time: 0, or the milliseconds after which to come back. */
type Limiter = (at: number) => number;

const wholeSeconds = (ms: number) => Math.ceil(ms / 1000) * 1000;

/** So many calls in each stretch of time. */
function windows(calls: number, ms: number): Limiter {
  let window = -1;
  let count = 0;
  return (at) => {
    const now = Math.floor(at / ms);
    if (now !== window) [window, count] = [now, 0];
    count += 1;
    return count <= calls ? 0 : wholeSeconds((now + 1) * ms - at);
  };
}

/** So many calls in any stretch of time. */
function sliding(calls: number, ms: number): Limiter {
  const made: number[] = [];
  return (at) => {
    while ((made[0] ?? at) <= at - ms) made.shift();
    if (made.length < calls) made.push(at);
    else return wholeSeconds((made[0] ?? at) + ms - at);
    return 0;
  };
}

/** So many calls a second, and so many saved up. */
function bucket(perSecond: number, most: number): Limiter {
  let tokens = most;
  let last = 0;
  return (at) => {
    tokens = Math.min(most, tokens + ((at - last) * perSecond) / 1000);
    last = at;
    if (tokens < 1) return 1000;
    tokens -= 1;
    return 0;
  };
}

/** How unsteady the machine and the way are: now and then nothing happens for so long; no call travels longer than that (ms). */
interface Unsteady {
  readonly stalls: number;
  readonly travels: number;
}

/** A queue without end, ten requests at once, in virtual time. Gives calls a second. */
function drain(limiter: Limiter, seconds: number, latency: number, { stalls, travels }: Unsteady) {
  let [at, closed, done, refusals, stalled, seed] = [0, 0, 0, 0, 0, 7];
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const rate = createRate(() => at);
  const sent: { readonly went: number; readonly calls: number; readonly arrives: number }[] = [];
  const underWay: { readonly went: number; readonly ends: number; readonly good: number; readonly wait: number }[] = [];
  for (; at < seconds * 1000; at += 5) {
    for (const { good, wait, went } of take(underWay, ({ ends }) => ends <= at)) {
      rate.answered(good, went);
      done += good;
      if (wait === 0) continue;
      if (at >= closed) refusals += 1;
      closed = Math.max(closed, at + wait);
      rate.throttled(closed - at, went);
    }
    for (const { went, calls } of take(sent, ({ arrives }) => arrives <= at)) {
      const waits = Array.from({ length: calls }, () => limiter(at));
      const good = waits.filter((wait) => wait === 0).length;
      underWay.push({ went, ends: at + latency, good, wait: Math.max(...waits) });
    }
    if (random() < 0.01) stalled = at + random() * stalls;
    while (at >= stalled && sent.length + underWay.length < 10 && at >= closed && rate.wait() === 0) {
      const calls = Math.min(10, rate.most());
      sent.push({ went: rate.spend(calls), calls, arrives: at + random() * travels });
    }
  }
  return { perSecond: done / seconds, refusals };
}

/** Takes out of a list what fulfils a condition. */
function take<T>(list: T[], when: (each: T) => boolean): readonly T[] {
  const taken = list.filter(when);
  list.splice(0, list.length, ...list.filter((each) => !when(each)));
  return taken;
}

describe('the rate of calls to Exchange', () => {
  const limiters: readonly (readonly [what: string, limit: number, make: () => Limiter])[] = [
    ['200 a second', 200, () => windows(200, 1000)],
    ['2,000 in ten seconds', 200, () => windows(2000, 10_000)],
    ['200 in any second', 200, () => sliding(200, 1000)],
    ['2,000 in any ten seconds', 200, () => sliding(2000, 10_000)],
    ['200 a second, 200 saved up', 200, () => bucket(200, 200)],
    ['20 a second, 50 saved up', 20, () => bucket(20, 50)],
    ['20 in any second', 20, () => sliding(20, 1000)],
    ['8 in any second', 8, () => sliding(8, 1000)],
  ];
  for (const [what, limit, make] of limiters) {
    for (const latency of [50, 300]) {
      it(`comes close to a limit that nobody told it (${what}, ${latency} ms a call), and seldom hits it`, () => {
        const { perSecond, refusals } = drain(make(), 300, latency, { stalls: 0, travels: 0 });
        assert.ok(perSecond >= limit * 0.9, `${perSecond} a second`);
        assert.ok(refusals <= 25, `${refusals} refusals in 300 s`);
      });

      it(`does so on an unsteady machine too (${what}, ${latency} ms a call)`, () => {
        const { perSecond, refusals } = drain(make(), 300, latency, { stalls: 100, travels: 30 });
        assert.ok(perSecond >= limit * 0.9, `${perSecond} a second`);
        assert.ok(refusals <= 25, `${refusals} refusals in 300 s`);
      });
    }
  }

  it('holds nothing back before the first refusal', () => {
    const rate = createRate(() => 0);
    for (let n = 0; n < 1000; n += 1) {
      assert.equal(rate.wait(), 0);
      rate.spend(10);
    }
  });

  it('learns nothing from one call that is refused', () => {
    let at = 0;
    const rate = createRate(() => at);
    rate.throttled(1000, rate.spend(1));
    at = 1000;
    for (let n = 0; n < 100; n += 1) {
      assert.equal(rate.wait(), 0);
      rate.spend(10);
    }
  });

  /** A rate that has learnt that 100 in a second is too much. */
  function slow(clock: { at: number }) {
    const rate = createRate(() => clock.at);
    const went = rate.spend(100);
    rate.answered(100, went);
    rate.throttled(1000, went);
    clock.at += 1000;
    rate.spend(100);
    assert.ok(rate.wait() > 0);
    return rate;
  }

  it('counts one refusal once, however late the answers to what went beside it come', () => {
    const clock = { at: 0 };
    const rate = createRate(() => clock.at);
    const went = rate.spend(200);
    rate.answered(100, went);
    clock.at = 500;
    rate.throttled(1000, went);
    clock.at = 1600;
    rate.throttled(1000, went);
    rate.answered(1000, went);
    rate.spend(67);
    // 100 went through in a second and a half: 67 a second.
    assert.ok(Math.abs(rate.wait() - 1000) < 100, String(rate.wait()));
  });

  it('lets what waits go on, however much goes before it, and leaves it no debt', () => {
    const clock = { at: 0 };
    const rate = createRate(() => clock.at);
    for (; clock.at < 10_000; clock.at += 1000) rate.answered(1, rate.spend(1));
    rate.throttled(1000, rate.spend(1));
    clock.at += 1000;
    // One a second went through; now twenty a second are answered first.
    let work = 0;
    for (let ms = 0; ms < 10_000; ms += 50, clock.at += 50) {
      rate.spend(1);
      if (rate.wait() === 0) work += rate.spend(1) && 1;
    }
    assert.ok(work >= 4 && work <= 10, `${work} in ten seconds`);
    assert.ok(rate.wait() <= 1100, `${rate.wait()} ms more`);
  });

  it('has forgotten a bad day, on which call after call was refused, within seconds', () => {
    const clock = { at: 0 };
    const rate = createRate(() => clock.at);
    rate.answered(10, rate.spend(10));
    for (let n = 0; n < 60; n += 1, clock.at += 2000) {
      while (rate.wait() > 0) clock.at += 10;
      rate.throttled(2000, rate.spend(1));
    }
    let gone = 0;
    for (const end = clock.at + 10_000; clock.at < end; clock.at += 10)
      if (rate.wait() === 0) gone += rate.spend(1) && 1;
    assert.ok(gone >= 25, `${gone} calls in ten seconds`);
  });

  it('forgets a limit that has not shown for long', () => {
    const clock = { at: 0 };
    const rate = slow(clock);
    clock.at += 3_600_000;
    rate.spend(1000);
    assert.equal(rate.wait(), 0);
  });

  it('starts anew when the clock is set back, and waits for no lost hour', () => {
    const clock = { at: 7_200_000 };
    const rate = slow(clock);
    clock.at -= 3_600_000;
    assert.equal(rate.wait(), 0);
  });
});
