import { type Place, readPlace, writePlace } from '../../domain/cursor.ts';
import type { Request } from '../../domain/request.ts';
import { alsoAsked } from '../asked.ts';
import { type Command, type Context, notice, type Replies, type Reply } from '../command.ts';
import { batchView } from '../lines.ts';
import { type Waits, waitsFor } from '../queries/pending.ts';
import { viewerOf } from '../queries/viewer.ts';

/** What waits for me: the requests that I may decide, read live; the oldest first, a few cards at a time. */
export const pending: Command = {
  intents: ['pending'],
  verbs: ['pending'],
  said: (context) => showPending(context, null),
  pressed: (context, _verb, data) => showPending(context, readPlace(data.after)),
};

const cardsAtOnce = 5;
/** Fewer than a card can hold: what somebody decides on must not be left out of it. */
const linesOnCard = 6;

/** What waits, after a place in it. */
export async function showPending(context: Context, after: Place | null = null): Promise<Replies> {
  const waits = await waitsFor(context.deps, viewerOf(context));
  return waits === null ? notice('nothing-waiting') : showWaits(context, waits, after);
}

async function showWaits(context: Context, waits: Waits, after: Place | null): Promise<Replies> {
  const found = await waits.after(after, cardsAtOnce * linesOnCard + 1);
  // Behind that place nothing is left: what was before it may still wait.
  if (found.length === 0) return after === null ? notice('nothing-waiting') : showWaits(context, waits, null);
  const cards = inCards(found).slice(0, cardsAtOnce);
  const shown = cards.flat();
  const last = shown.at(-1);
  const rest = shown.length < found.length && last !== undefined ? [await moreAfter(waits, last)] : [];
  return [...(await Promise.all(cards.map((requests) => cardOf(context, requests)))), ...rest];
}

/** The lines of each card: of one batch, and no more than it can hold. */
function inCards(requests: readonly Request[]): readonly (readonly Request[])[] {
  return [...Map.groupBy(requests, ({ batch }) => batch).values()].flatMap((batch) =>
    Array.from({ length: Math.ceil(batch.length / linesOnCard) }, (_, n) =>
      batch.slice(n * linesOnCard, (n + 1) * linesOnCard),
    ),
  );
}

async function cardOf(context: Context, found: readonly Request[]): Promise<Reply> {
  const { deps, speaker } = context;
  const requests = await alsoAsked(context, found);
  const decides = requests.map(({ id }) => id);
  const show = await batchView(deps, requests, speaker.id, 'approver', { decides });
  return { show, copy: { batch: requests[0]?.batch as Request['batch'], audience: 'approver' } };
}

async function moreAfter(waits: Waits, last: Place): Promise<Reply> {
  const [total, more] = await Promise.all([waits.count(null), waits.count(last)]);
  return { show: { view: 'more', total, more, after: writePlace(last) } };
}
