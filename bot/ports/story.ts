import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { parseRequestId, type RequestId } from '../domain/ids.ts';

/** A call that changes something in Exchange, by what it can be found there. */
export interface ChangeCall {
  readonly cmdlet: string;
  readonly clientRequestId: string;
}

/**
 * What is under way: a turn, or a job of the background. Every line of the log says to which story it belongs, and no
 * parameter hands that on: a story is entered where it begins (the front door, the worker, the sweep) and goes along
 * with every promise. Where stories share a queue or a batch, whoever runs it is in none (`outsideStories`), and each
 * does its own part in its own (`AsyncLocalStorage.bind`, or after its own `await`).
 */
export interface Story {
  /** Of the turn, or of the one that the work goes back to. */
  readonly correlation: string;
  /** The kind of the job; null in a turn. */
  readonly task: string | null;
  /** The requests that it is about, as far as is known yet. */
  readonly requests: Set<RequestId>;
  /** What was asked of Exchange in it. */
  readonly changes: ChangeCall[];
}

const stories = new AsyncLocalStorage<Story>();

export const presentStory = (): Story | null => stories.getStore() ?? null;

/** The present story's, or a new one. */
export const correlation = (): string => presentStory()?.correlation ?? randomUUID();

/** Begins a story: a turn when nothing is said of it. */
export function inStory<T>(
  begins: { readonly correlation?: string; readonly task?: string; readonly request?: RequestId },
  act: () => T,
): T {
  const { correlation = randomUUID(), task = null, request } = begins;
  return stories.run({ correlation, task, requests: new Set(request ? [request] : []), changes: [] }, act);
}

/** Does something about one request, in the present story. `named` is what somebody has said or sent: maybe no id at all. */
export async function about<T>(named: unknown, act: () => Promise<T>): Promise<T> {
  const request = parseRequestId(named);
  const whole = presentStory();
  if (request === null || whole === null) return act();
  const part = { ...whole, requests: new Set([request]) };
  try {
    return await stories.run(part, act);
  } finally {
    for (const each of part.requests) whole.requests.add(each);
  }
}

/** The present story is about this request, too. */
export const concerns = (request: RequestId): void => void presentStory()?.requests.add(request);

/** Exchange is asked for a change in the present story. */
export const noteChange = (call: ChangeCall): void => void presentStory()?.changes.push(call);

/** Runs what several stories share, or what outlives the one that has called it. */
export const outsideStories = <T>(act: () => T): T => stories.exit(act);

/** The same port; what it does behind its calls (queues, timers, connections) belongs to no story. */
export function apart<P extends object>(port: P): P {
  const wrapped = Object.entries(port).map(([name, own]: [string, unknown]) => {
    if (typeof own !== 'function') return [name, own] as const;
    return [name, (...given: unknown[]) => outsideStories(() => own.apply(port, given))] as const;
  });
  return Object.fromEntries(wrapped) as P;
}
