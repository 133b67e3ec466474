import { isWrite } from '../cmdlets.ts';
import type { Failure } from '../reply.ts';
import type { Addressed } from './batch.ts';
import type { Answer } from './post.ts';

/**
 * `end`: of a right whose time is up or that somebody takes away; goes first of all. `now`: somebody waits for it.
 * `later`: work that nobody looks at. Of those two the next change goes in turns with what somebody waits for.
 */
export type Urgency = 'end' | 'now' | 'later';

/** How a call wants to be sent. `alone`: in no batch. */
export interface How {
  readonly urgency: Urgency;
  readonly alone: boolean;
}

export interface Waiting extends Addressed {
  readonly token: string;
  readonly alone: boolean;
  /** What is asked: others who ask the same while it waits get the same answer. Null for a change. */
  readonly question: string | null;
  readonly answer: ((answer: Answer | Failure) => void)[];
}

/** Calls that wait for their turn, and the order in which they get it. */
export interface Order {
  join(call: Addressed, token: string, how: How, answer: (answer: Answer | Failure) => void): void;
  /** The first in line, with those who may share its request: they go with the same token, and wait for nothing else. */
  next(most: number): readonly Waiting[];
  /** How many there are, and how many of them somebody waits for. */
  count(): { readonly all: number; readonly now: number };
}

export function createOrder(): Order {
  /** A change before readings: what it rests on is fresh, and what was begun gets done. */
  const lines = { end: [] as Waiting[], now: [] as Waiting[], changes: [] as Waiting[], later: [] as Waiting[] };
  /** Did somebody who waits have the last turn? Then it is that of the work that was approved. */
  let wasNow = false;

  /** The lines in the order in which they have the next turn. */
  const order = () =>
    wasNow ? [lines.end, lines.changes, lines.later, lines.now] : [lines.end, lines.now, lines.changes, lines.later];

  return {
    join({ call, url }, token, { urgency, alone }, answer) {
      const change = isWrite(call.kind);
      const line = lines[change && urgency === 'later' ? 'changes' : urgency];
      const question = change ? null : `${url} ${token} ${alone} ${JSON.stringify(call.body)}`;
      const same = line.find((each) => question !== null && each.question === question);
      if (same) same.answer.push(answer);
      else line.push({ call, url, token, alone, question, answer: [answer] });
    },
    next(most) {
      const taken: Waiting[] = [];
      while (taken.length < most) {
        const line = order().find(({ length }) => length > 0);
        const each = line?.[0];
        if (line === undefined || each === undefined) break;
        const [first] = taken;
        if (first && !mayShare(first, each)) break;
        line.shift();
        taken.push(each);
        if (line !== lines.end) wasNow = line === lines.now;
      }
      return taken;
    },
    count() {
      const { now } = lines;
      return { all: Object.values(lines).reduce((sum, { length }) => sum + length, 0), now: now.length };
    },
  };
}

const mayShare = (one: Waiting, other: Waiting): boolean =>
  !one.alone && !other.alone && one.token === other.token && one.call.stale() === other.call.stale();
