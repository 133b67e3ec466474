import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import { outsideStories } from '../../ports/story.ts';
import { odd } from './replies.ts';
import type { Sent } from './told.ts';
import type { Ask, Reply, Wire } from './wire.ts';

const size = 20;

const envelope = z.object({ responses: z.array(z.unknown()) });
const item = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.unknown()).nullish().catch(null),
  body: z.unknown(),
});
type Item = z.infer<typeof item>;

interface Waiting {
  readonly ask: Ask;
  readonly resolve: (reply: Reply | Promise<Reply>) => void;
  /** Runs something in the story of whoever asks. */
  readonly own: <T>(act: () => T) => T;
}

/**
 * Gathers what is asked side by side and sends it together, twenty a call ("JSON batching", Microsoft Graph). Nothing
 * waits for that: what is asked once all promises of the moment are settled goes, a single thing by itself. Each counts
 * for itself: one that is throttled or refused throws, as if it had been called alone.
 */
export function gathering(wire: Wire): Wire {
  let waiting: Waiting[] = [];
  const flush = () => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += size) void send(wire, all.slice(at, at + size));
  };
  const ask = (ask: Ask): Promise<Reply> =>
    new Promise((resolve) => {
      waiting.push({ ask, resolve, own: AsyncLocalStorage.snapshot() });
      // After the promises that are settled by now have run: they may ask more.
      if (waiting.length === 1) outsideStories(() => queueMicrotask(() => process.nextTick(flush)));
    });
  return { ...wire, ask };
}

async function send(wire: Wire, all: readonly Waiting[]): Promise<void> {
  const alone = () => {
    for (const { ask, resolve, own } of all) resolve(own(() => wire.ask(ask)));
  };
  if (all.length === 1) return alone();
  let sent: Sent | null = null;
  /** Each has a line of its own, in its own story, and so has what it fails for. */
  const tell = ({ ask, own }: Waiting, status = sent?.status ?? 0) =>
    own(() => sent && wire.tell(ask, { ...sent, status }));
  try {
    const asks = all.map(({ ask }) => ask);
    const items = await itemsFor(wire, asks, (by) => {
      sent = by;
    });
    // Where batching is not to be had, the same is asked one by one.
    if (items === null) return alone();
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const [n, one] of all.entries()) {
      const item = byId.get(String(n + 1));
      tell(one, item?.status);
      one.resolve(one.own(() => judged(wire, item).catch(wire.fail)));
    }
  } catch (error) {
    for (const one of all) {
      tell(one);
      one.resolve(one.own(async () => wire.fail(error)));
    }
  }
}

async function judged(wire: Wire, item: Item | undefined): Promise<Reply> {
  if (!item) throw odd('an item of the batch is missing');
  return wire.judge(item.status, retryAfter(item), item.body ?? null);
}

type Told = (sent: Sent) => void;

/** The items of the reply; null when this Graph does no batches. */
async function itemsFor(wire: Wire, asks: readonly Ask[], told: Told): Promise<readonly Item[] | null> {
  const items = await post(wire, asks, { fresh: false, told });
  // A token that ends while the batch runs: its items say so, not the batch.
  return items?.some((item) => item.status === 401) ? post(wire, asks, { fresh: true, told }) : items;
}

async function post(
  wire: Wire,
  asks: readonly Ask[],
  how: { readonly fresh: boolean; readonly told: Told },
): Promise<readonly Item[] | null> {
  const requests = asks.map(({ path, headers, body }, n) => {
    const sent = body && { body, headers: { ...headers, 'Content-Type': 'application/json' } };
    return { id: String(n + 1), method: body ? 'POST' : 'GET', url: path, headers, ...sent };
  });
  const reply = await wire.ask({ path: '/$batch', body: { requests } }, how);
  if (reply.status >= 300) return null;
  const parsed = envelope.safeParse(reply.body);
  if (!parsed.success) throw odd(parsed.error);
  // Each for itself: what lacks its answer is missing, and fails alone.
  return parsed.data.responses.flatMap((one) => item.safeParse(one).data ?? []);
}

function retryAfter(item: Item): string | null {
  const found = Object.entries(item.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after');
  return found === undefined ? null : String(found[1]);
}
