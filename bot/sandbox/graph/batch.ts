import { z } from 'zod';
import { GraphFault } from './fault.ts';

const request = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string().transform((url) => (url.startsWith('/') ? url : `/${url}`)),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});
const batchBody = z.object({ requests: z.array(request).min(1) });
const largest = 20;

interface Item {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Answers a JSON batch ("Combine multiple HTTP requests using JSON batching"): every item by itself. */
export async function batch(body: unknown, run: (item: Item) => Promise<Response>): Promise<Response> {
  const read = batchBody.safeParse(body);
  if (!read.success) throw new GraphFault(400, 'BadRequest', 'Invalid batch payload format.');
  const { requests } = read.data;
  if (requests.length > largest)
    throw new GraphFault(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${largest}.`,
    );
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    throw new GraphFault(400, 'BadRequest', 'Request ids in a batch must be unique.');
  const responses = await Promise.all(
    requests.map(async ({ id, url, method, headers = {}, body: payload }) => {
      const answer = await run({
        ...{ id, url, method, headers },
        ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
      });
      const text = await answer.text();
      return {
        id,
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: text === '' ? null : JSON.parse(text),
      };
    }),
  );
  return Response.json({ responses });
}
