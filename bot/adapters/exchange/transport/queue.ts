import { setTimeout as sleep, setImmediate as soon } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Clock } from '../../../ports/clock.ts';
import type { Limits } from '../../../ports/limits.ts';
import { outsideStories } from '../../../ports/story.ts';
import type { Failure } from '../reply.ts';
import type { Backoff } from './backoff.ts';
import { largestBatch } from './batch.ts';
import type { Bundle } from './bundle.ts';
import { createOrder, type How, type Waiting } from './order.ts';
import type { Answer, Call } from './post.ts';
import type { Rate } from './rate.ts';

/** Sends a call when its turn comes; never throws, see `Post`. */
export type Queue = (call: Call, url: string, token: string, how: How) => Promise<Answer | Failure>;

export interface QueueOptions {
  readonly bundle: Bundle;
  readonly backoff: Backoff;
  readonly rate: Rate;
  readonly clock: Clock;
  /** Requests under way at once: of this process, and of all. */
  readonly concurrency: number;
  /** With whom the concurrency is shared; null: nobody. */
  readonly shared: Limits | null;
}

/** How often who waits for the rate looks whether somebody's call has come (ms). */
const look = 100;
/**
 * A pause of so many ms at most is waited out in line by what nobody looks at. Only the calls that were refused go back
 * to who asked, and are thought over: were it all that waits, one refusal would cost all work in hand its readings of
 * Exchange and the directory again, a record in the audit, and an edit of its cards.
 */
const shortPause = 5_000;

/**
 * As many requests as may be under way, each with one call; what waits for its turn beyond that goes ten at a time, as
 * one `$batch`. A call in a quiet hour waits for nothing, and a long queue needs few requests.
 */
export function createQueue(options: QueueOptions): Queue {
  const { bundle, backoff, rate, clock, concurrency } = options;
  const limit = pLimit(concurrency);
  const place = createPlaces(concurrency, options.shared);
  const order = createOrder();
  let sending = 0;

  /** Milliseconds until Exchange may be called; 0: now. */
  const pause = () => (backoff.shut()?.until.getTime() ?? 0) - clock.now().getTime();
  const mayWait = () => pause() > 0 && pause() <= shortPause;

  /** Waits until backoff and rate allow a call, or somebody's call comes, which waits for neither; tells whether that took time. */
  async function paced(): Promise<boolean> {
    let waited = false;
    for (;;) {
      const ms = backoff.shut() === null || mayWait() ? Math.max(pause(), rate.wait()) : 0;
      const { all, now } = order.count();
      if (ms <= 0 || now > 0 || all === 0) return waited;
      await sleep(Math.min(ms, look));
      waited = true;
    }
  }

  /** One request. Each call brings a turn, so the last of a batch find nothing to do. */
  async function turn(): Promise<void> {
    if (order.count().all === 0) return;
    await soon(); // calls of the same moment join this request
    const waited = await paced();
    if (order.count().all === 0) return;
    const free = await place();
    const share = waited ? largestBatch : Math.ceil(order.count().all / (concurrency - sending));
    const calls = order.next(bundle.taken() ? Math.min(share, largestBatch, rate.most()) : 1);
    if (calls.length > 0) {
      const went = backoff.shut() === null ? rate.spend(calls.length) : Number.NEGATIVE_INFINITY;
      sending += 1;
      await send(await checked(calls), went);
      sending -= 1;
    }
    free();
  }

  /** The calls that may still be made: a change that had to wait is looked at once more. */
  async function checked(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    if (backoff.shut() !== null) return calls; // which says no to them itself
    const may = await Promise.all(calls.map(({ call }) => !call.stale() || (call.check?.again() ?? true)));
    for (const [at, { answer }] of calls.entries())
      if (may[at] !== true) for (const give of answer) give({ failed: 'withdrawn' });
    return calls.filter((_, at) => may[at] === true);
  }

  async function send(calls: readonly Waiting[], went: number): Promise<void> {
    const [first] = calls;
    if (first === undefined) return;
    const answers = await bundle.send(calls, first.token);
    heed(answers, went);
    for (const [at, { answer }] of calls.entries())
      for (const give of answer) give(answers[at] ?? { failed: 'lost', text: 'No answer' });
  }

  /** Lets the rate know what came of it. */
  function heed(answers: readonly (Answer | Failure)[], went: number): void {
    const statuses = answers.flatMap((each) => ('failed' in each ? [] : [each.status]));
    const refused = statuses.filter((status) => status === 429).length;
    rate.answered(statuses.length - refused, went);
    const shut = backoff.shut();
    if (refused > 0 && shut) rate.throttled(shut.until.getTime() - clock.now().getTime(), went);
  }

  return (call, url, token, how) =>
    new Promise((answer) => {
      order.join({ call, url }, token, how, answer);
      // A turn takes calls of any story along.
      outsideStories(() => void limit(turn));
    });
}

/**
 * So many requests of a process go without waiting for an answer from the others, who hear of them all the same: what
 * somebody waits for in a quiet hour costs no question. So at most as many more are under way as there are processes more.
 */
const unasked = 2;

/** Places for requests under way, in all processes together: one asks at a time, many would only ask the same. */
function createPlaces(most: number, shared: Limits | null): () => Promise<() => void> {
  const budgets = [{ key: 'exchange', limits: [{ calls: most, ms: 0 }] }];
  let underWay = 0;
  let asking: Promise<unknown> = Promise.resolve();

  async function asked(limits: Limits): Promise<{ end(): void }> {
    for (;;) {
      const begun = await limits.begin(budgets);
      if ('end' in begun) return begun;
      await sleep(Math.max(1, begun.notBefore - Date.now()));
    }
  }

  async function take(limits: Limits): Promise<() => void> {
    underWay += 1;
    const known = underWay <= unasked;
    const place = known ? limits.begin(budgets) : asking.then(() => asked(limits));
    if (!known) {
      asking = place;
      await place;
    }
    return () => {
      underWay -= 1;
      void place.then((begun) => 'end' in begun && begun.end());
    };
  }

  return async () => (shared === null ? () => {} : take(shared));
}
