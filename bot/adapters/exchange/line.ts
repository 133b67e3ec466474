import { setTimeout as sleep, setImmediate as soon } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import { type Addressed, largestBatch } from './batch.ts';
import type { Bundle } from './bundle.ts';
import { isWrite } from './cmdlets.ts';
import { createLimit, type Gate } from './gate.ts';
import type { Pace } from './pace.ts';
import type { Call } from './post.ts';
import type { Failure } from './reply.ts';
import type { Answer } from './wire.ts';

/** `now`: somebody waits for it. `later`: work that nobody looks at; it lets the others go first. */
export type Urgency = 'now' | 'later';

/** How a call wants to be sent. `alone`: in no batch. */
export interface How {
  readonly urgency: Urgency;
  readonly alone: boolean;
}

/** The calls' way to Exchange: never throws; see `Post`. */
export type Line = (call: Call, url: string, token: string, how: How) => Promise<Answer | Failure>;

export interface LineOptions {
  readonly bundle: Bundle;
  readonly gate: Gate;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Requests under way at once. */
  readonly concurrency: number;
}

/** How often who waits for the pace looks whether somebody's call has come (ms). */
const look = 100;
/**
 * A pause of so many ms at most is waited out in line by what nobody looks at. Only the calls that were refused go back
 * to who asked, and are thought over: were it all that waits, one refusal would cost all work in hand its readings of
 * Exchange and the directory again, a record in the audit, and an edit of its cards.
 */
const shortPause = 5_000;

interface Waiting extends Addressed {
  readonly token: string;
  readonly alone: boolean;
  /** What is asked: others who ask the same while it waits get the same answer. Null for a change. */
  readonly question: string | null;
  readonly answer: ((answer: Answer | Failure) => void)[];
}

/**
 * As many requests as may be under way, each with one call; what waits for its turn beyond that goes ten at a time, as
 * one `$batch`. So a call of a quiet hour is as quick as can be, and a long queue takes few requests.
 */
export function createLine({ bundle, gate, pace, clock, concurrency }: LineOptions): Line {
  const limited = createLimit(concurrency);
  const lines: Record<Urgency, Waiting[]> = { now: [], later: [] };
  let underWay = 0;

  const waiting = () => lines.now.length + lines.later.length;

  /** Milliseconds until the gate opens; 0: it is open. */
  const pause = () => (gate.closed()?.until.getTime() ?? 0) - clock.now().getTime();
  const mayWait = () => pause() > 0 && pause() <= shortPause;

  /** Waits until gate and pace allow a call, or somebody's call comes, which waits for neither; tells whether that took time. */
  async function paced(): Promise<boolean> {
    let waited = false;
    for (;;) {
      const ms = gate.closed() === null || mayWait() ? Math.max(pause(), pace.wait()) : 0;
      if (ms <= 0 || lines.now.length > 0 || lines.later.length === 0) return waited;
      await sleep(Math.min(ms, look));
      waited = true;
    }
  }

  /** The first in line, with those who may share its request: they go with the same token. */
  function next(most: number): readonly Waiting[] {
    const taken: Waiting[] = [];
    for (const line of [lines.now, lines.later]) {
      for (let each = line[0]; each !== undefined && taken.length < most; each = line[0]) {
        const [first] = taken;
        if (first && (first.alone || each.alone || first.token !== each.token)) return taken;
        line.shift();
        taken.push(each);
      }
    }
    return taken;
  }

  /** One request. Each call brings a turn, so the last of a batch find nothing to do. */
  async function turn(): Promise<void> {
    if (waiting() === 0) return;
    await soon(); // for whoever wants something in this moment too
    const share = (await paced()) ? largestBatch : Math.ceil(waiting() / (concurrency - underWay));
    const calls = next(bundle.taken() ? Math.min(share, largestBatch, pace.most()) : 1);
    const [first] = calls;
    if (first === undefined) return;
    const went = gate.closed() === null ? pace.spend(calls.length) : Number.NEGATIVE_INFINITY;
    underWay += 1;
    const answers = await bundle.send(calls, first.token);
    underWay -= 1;
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

  return (call, url, token, { urgency, alone }) =>
    new Promise((answer) => {
      const question = isWrite(call.kind) ? null : `${url} ${token} ${alone} ${JSON.stringify(call.body)}`;
      const same = lines[urgency].find((each) => question !== null && each.question === question);
      if (same) same.answer.push(answer);
      else lines[urgency].push({ call, url, token, alone, question, answer: [answer] });
      void limited(turn);
    });
}
