import { z } from 'zod';
import { parseRequestId, type RequestId } from '../domain/ids.ts';
import { cut } from '../domain/text.ts';

/**
 * What a card sends back. Hostile until read here: every field is optional, of one type and short; what does not fit is
 * dropped. Only the ids of the request or question are believed, and those are looked up.
 */
export interface Pressed {
  readonly request: RequestId | null;
  readonly question: string | null;
  readonly choice: number | null;
  readonly picks: readonly number[];
  /** Inputs of the form, as typed. */
  readonly input: (name: string) => string | null;
  /** The reason typed on this request's line, or on the card; no longer than a card shows. */
  readonly reason: string | null;
  /** More was typed than that. */
  readonly reasonCut: boolean;
}

const text = z.string().max(4000);
const whole = z.coerce.number().int().min(1).max(100);

/** In characters; as many as a card shows. */
export const longestReason = 500;

/** The data of an action → what of it can be used. Never throws. */
export function readPressed(data: Readonly<Record<string, unknown>>): Pressed {
  const input = (name: string) => {
    const found = Object.hasOwn(data, name) ? text.safeParse(data[name]) : null;
    const trimmed = found?.success ? found.data.trim() : '';
    return trimmed === '' ? null : trimmed;
  };
  const number = (value: unknown) => {
    const found = whole.safeParse(value);
    return found.success ? found.data : null;
  };
  const request = parseRequestId(data.request);
  const picks = (input('picks') ?? '').split(',').map(number);
  const typed = input(`reason-${request}`) ?? input('reason');
  const reason = typed === null ? null : cut(typed, longestReason);
  return {
    request,
    question: input('question'),
    choice: number(data.choice),
    picks: picks.filter((pick) => pick !== null),
    input,
    reason,
    reasonCut: reason !== typed,
  };
}
