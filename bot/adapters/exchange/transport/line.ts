import { setTimeout as sleep, setImmediate as soon } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock.ts';
import { outsideStories } from '../../../ports/story.ts';
import type { Failure } from '../reply.ts';
import { createLimit, type Gate } from './backoff.ts';
import { largestBatch } from './batch.ts';
import type { Bundle } from './bundle.ts';
import { createLines, type How, type Waiting } from './lines.ts';
import type { Pace } from './pace.ts';
import type { Places } from './places.ts';
import type { Call } from './post.ts';
import type { Answer } from './wire.ts';

/** The calls' way to Exchange: never throws; see `Post`. */
export type Line = (call: Call, url: string, token: string, how: How) => Promise<Answer | Failure>;

export interface LineOptions {
  readonly bundle: Bundle;
  readonly gate: Gate;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Requests under way at once: of this process, and of all. */
  readonly concurrency: number;
  readonly places: Places;
}

/** How often who waits for the pace looks whether somebody's call has come (ms). */
const look = 100;
/**
 * A pause of so many ms at most is waited out in line by what nobody looks at. Only the calls that were refused go back
 * to who asked, and are thought over: were it all that waits, one refusal would cost all work in hand its readings of
 * Exchange and the directory again, a record in the audit, and an edit of its cards.
 */
const shortPause = 5_000;

/**
 * As many requests as may be under way, each with one call; what waits for its turn beyond that goes ten at a time, as
 * one `$batch`. So a call of a quiet hour is as quick as can be, and a long queue takes few requests.
 */
export function createLine({ bundle, gate, pace, clock, concurrency, places }: LineOptions): Line {
  const limited = createLimit(concurrency);
  const lines = createLines();
  let underWay = 0;

  /** Milliseconds until the gate opens; 0: it is open. */
  const pause = () => (gate.closed()?.until.getTime() ?? 0) - clock.now().getTime();
  const mayWait = () => pause() > 0 && pause() <= shortPause;

  /** Waits until gate and pace allow a call, or somebody's call comes, which waits for neither; tells whether that took time. */
  async function paced(): Promise<boolean> {
    let waited = false;
    for (;;) {
      const ms = gate.closed() === null || mayWait() ? Math.max(pause(), pace.wait()) : 0;
      const { all, now } = lines.count();
      if (ms <= 0 || now > 0 || all === 0) return waited;
      await sleep(Math.min(ms, look));
      waited = true;
    }
  }

  /** One request. Each call brings a turn, so the last of a batch find nothing to do. */
  async function turn(): Promise<void> {
    if (lines.count().all === 0) return;
    await soon(); // for whoever wants something in this moment too
    const waited = await paced();
    if (lines.count().all === 0) return;
    const free = await places.take();
    const share = waited ? largestBatch : Math.ceil(lines.count().all / (concurrency - underWay));
    const calls = lines.next(bundle.taken() ? Math.min(share, largestBatch, pace.most()) : 1);
    if (calls.length > 0) {
      const went = gate.closed() === null ? pace.spend(calls.length) : Number.NEGATIVE_INFINITY;
      underWay += 1;
      await send(await checked(calls), went);
      underWay -= 1;
    }
    free();
  }

  /** The calls that may still be made: a change that had to wait is looked at once more. */
  async function checked(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    if (gate.closed() !== null) return calls; // which says no to them itself
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

  /** Lets the pace know what came of it. */
  function heed(answers: readonly (Answer | Failure)[], went: number): void {
    const statuses = answers.flatMap((each) => ('failed' in each ? [] : [each.status]));
    const refused = statuses.filter((status) => status === 429).length;
    pace.answered(statuses.length - refused, went);
    const closed = gate.closed();
    if (refused > 0 && closed) pace.throttled(closed.until.getTime() - clock.now().getTime(), went);
  }

  return (call, url, token, how) =>
    new Promise((answer) => {
      lines.join({ call, url }, token, how, answer);
      // A turn takes calls of any story along.
      outsideStories(() => void limited(turn));
    });
}
