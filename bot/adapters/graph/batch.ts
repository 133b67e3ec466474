import { z } from 'zod';
import { odd } from './replies.ts';
import type { Ask, Reply, Wire } from './wire.ts';

const size = 20;

const envelope = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown(),
    }),
  ),
});
type Item = z.infer<typeof envelope>['responses'][number];

/**
 * Asks many things at once, twenty a call ("JSON batching", Microsoft Graph); replies in the order of `asks`.
 * Each item counts for itself: one that is throttled or refused throws, as if it had been called alone.
 * Where batching is not to be had, the same is asked one by one.
 */
export async function askAll(wire: Wire, asks: readonly Ask[]): Promise<readonly Reply[]> {
  const chunks = Array.from({ length: Math.ceil(asks.length / size) }, (_, n) => asks.slice(n * size, (n + 1) * size));
  return (await Promise.all(chunks.map((chunk) => askChunk(wire, chunk)))).flat();
}

async function askChunk(wire: Wire, asks: readonly Ask[]): Promise<readonly Reply[]> {
  if (asks.length === 1) return Promise.all(asks.map((ask) => wire.get(ask)));
  let items = await post(wire, asks, false);
  // A token that ends while the batch runs: its items say so, not the batch.
  if (items?.some((item) => item.status === 401)) items = await post(wire, asks, true);
  if (items === null) return Promise.all(asks.map((ask) => wire.get(ask)));
  const byId = new Map(items.map((item) => [item.id, item]));
  return asks.map((_, n) => {
    const item = byId.get(String(n + 1));
    if (!item) throw odd('an item of the batch is missing');
    return wire.judge(item.status, retryAfter(item), item.body ?? null);
  });
}

/** The items of the reply; null when this Graph does no batches. */
async function post(wire: Wire, asks: readonly Ask[], fresh: boolean): Promise<readonly Item[] | null> {
  const requests = asks.map((ask, n) => ({ id: String(n + 1), method: 'GET', url: ask.path, headers: ask.headers }));
  const reply = await wire.post('/$batch', { requests }, { fresh });
  if (reply.status >= 300) return null;
  const parsed = envelope.safeParse(reply.body);
  if (!parsed.success) throw odd(parsed.error);
  return parsed.data.responses;
}

function retryAfter(item: Item): string | null {
  const found = Object.entries(item.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after');
  return found === undefined ? null : String(found[1]);
}
