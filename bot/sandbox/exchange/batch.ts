import { z } from 'zod';
import { exchangeError } from '../faults.ts';

const request = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
});
const batchBody = z.object({ requests: z.array(request) });
const largest = 10;

export interface BatchItem {
  readonly method: string;
  /** Null: none that could be asked. */
  readonly url: URL | null;
  readonly prefer: string | undefined;
  readonly body: unknown;
}

/**
 * Answers a batch in OData's JSON format: one call after the other. After one that fails, the rest is left out, unless
 * the preference `continue-on-error` is given ("OData Version 4.01. Part 1: Protocol", 8.2.8.3).
 */
export async function batch(
  body: unknown,
  base: string,
  prefer: string | undefined,
  run: (item: BatchItem) => Response,
): Promise<Response> {
  const read = batchBody.safeParse(body);
  if (!read.success) return exchangeError(400, 'The request body is not a batch.', {}, 'BadRequest');
  const { requests } = read.data;
  if (requests.length > largest)
    return exchangeError(400, `A batch holds at most ${largest} requests.`, {}, 'BadRequest');
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    return exchangeError(400, 'The ids in a batch must be unique.', {}, 'BadRequest');
  const goesOn = /(^|[\s,;])(odata\.)?continue-on-error(?!\s*=\s*false)/i.test(prefer ?? '');
  const responses: object[] = [];
  for (const { id, method, url, headers, body: payload } of requests) {
    const preference = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'prefer')?.[1];
    const answer = run({ method, url: URL.parse(url, base), prefer: preference, body: payload });
    responses.push({ id, ...(await rendered(answer)) });
    if (answer.status >= 400 && !goesOn) break;
  }
  return Response.json({ responses });
}

async function rendered(answer: Response): Promise<object> {
  const text = await answer.text();
  const body: unknown = text === '' || text.startsWith('\0') ? null : JSON.parse(text);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}
