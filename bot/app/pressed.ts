import { z } from 'zod';
import { parseRequestId, type RequestId } from '../domain/ids.ts';
import { cut } from '../domain/text.ts';

/**
 * What a card sends back. Hostile until read here: every field is optional, of one type and short; what does not fit is
 * dropped. Only the ids of the request or question are believed, and those are looked up.
 */
export interface Pressed {
  readonly request: RequestId | null;
  /** The revision of the request that the card showed; null: none that can be read. */
  readonly revision: number | null;
  /** The lines that a button for all of them stood for, each with the revision that was shown; none when one cannot be read. */
  readonly lines: ReadonlyMap<RequestId, number>;
  readonly question: string | null;
  readonly choice: number | null;
  readonly picks: readonly number[];
  /** Where to go on in a list, for its own reader (domain/cursor.ts); null: at its beginning. */
  readonly after: string | null;
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
const revision = z.int().min(1);
const line = z.object({ request: z.string().max(100), revision });
/** No sentence asks for more at once. */
const lines = z.array(line).max(20);

/** All of them, or none: a card that cannot be read as a whole was not drawn here. */
function readLines(value: unknown): ReadonlyMap<RequestId, number> {
  const found = lines.safeParse(value);
  const read = (found.data ?? []).map((one) => [parseRequestId(one.request), one.revision] as const);
  return new Map(read.every(([id]) => id !== null) ? (read as [RequestId, number][]) : []);
}

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
    revision: revision.safeParse(data.revision).data ?? null,
    lines: readLines(Object.hasOwn(data, 'lines') ? data.lines : null),
    question: input('question'),
    choice: number(data.choice),
    after: input('after'),
    picks: picks.filter((pick) => pick !== null),
    input,
    reason,
    reasonCut: reason !== typed,
  };
}
