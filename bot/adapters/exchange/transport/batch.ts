/**
 * Several calls in one request, in OData's JSON format ("OData JSON Format Version 4.01", 19 Batch Requests and
 * Responses); that Exchange takes it at `…/$batch`, ten calls at most, with whole URLs and each call's own headers, is
 * known from public clients only. Pure.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Failure } from '../reply.ts';
import { type Answer, type Call, headersFor, type Parcel } from './post.ts';

export const largestBatch = 10;

/** A call and where it goes. */
export interface Addressed {
  readonly call: Call;
  readonly url: string;
}

/** Calls (two to ten) → what is posted. Without `continue-on-error` those behind a failed one would not be run. */
export function toBatch(tenant: string, calls: readonly Addressed[], token: string): Parcel {
  const id = randomUUID();
  const headers = headersFor(tenant, id);
  return {
    kind: '$batch',
    id,
    headers: { ...headers, prefer: `${headers.prefer}, odata.continue-on-error` },
    timeoutMs: Math.max(...calls.map(({ call }) => call.timeoutMs)),
    stale: () => calls.some(({ call }) => call.stale()),
    body: {
      requests: calls.map(({ call, url }) => ({
        id: call.id,
        method: 'POST',
        url,
        headers: { ...call.headers, authorization: `Bearer ${token}` },
        body: call.body,
      })),
    },
  };
}

const item = z.object({
  id: z.string(),
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});
const batchReply = z.object({ responses: z.array(z.unknown()) });

/**
 * The answer of each call, out of an answer with a status below 300. What is missing, there twice or of an unknown
 * shape is a lost answer: its call may have been run or not.
 */
export function fromBatch(answer: Answer, calls: readonly Addressed[]): readonly (Answer | Failure)[] {
  const items = Map.groupBy(itemsOf(answer.text), ({ id }) => id);
  return calls.map(({ call }) => {
    const [found, second] = items.get(call.id) ?? [];
    if (found === undefined || second !== undefined) return { failed: 'lost', text: 'No answer in the batch' };
    return { status: found.status, headers: headersOf(found.headers ?? {}), text: textOf(found.body) };
  });
}

function itemsOf(text: string): readonly z.infer<typeof item>[] {
  try {
    const { responses } = batchReply.parse(JSON.parse(text));
    return responses.flatMap((each) => item.safeParse(each).data ?? []);
  } catch {
    // Nothing in it is understood: then every answer is lost.
    return [];
  }
}

function headersOf(given: Readonly<Record<string, unknown>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.set(name, String(value));
    } catch {
      // No header at all: nothing that we read is called so.
    }
  }
  return headers;
}

/** JSON is given as it is, anything else as text. */
const textOf = (body: unknown): string =>
  body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);

/** Does an answer to a whole batch say that there are no batches (or not for us)? Then nothing of it was run. */
export const refusesBatches = ({ status }: Answer): boolean =>
  [400, 401, 403, 404, 405, 413, 415, 501].includes(status);
