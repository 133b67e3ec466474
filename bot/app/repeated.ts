import type { Context, Replies } from './command.ts';
import { batchView } from './lines.ts';

/** The key of the requests that a turn makes: one sentence may ask for each right once. */
export const turnKey = (context: Context, right: string): string => `${context.turn.key}:${right}`;

/**
 * The answer to a turn whose first delivery made requests and ended without an answer (answered.ts knows the others),
 * without a second effect; null where it made none. The asker's card comes by the work of the requests; a pressed card
 * gets its own again.
 */
export async function repeatedTurn(context: Context): Promise<Replies | null> {
  const { deps, turn, speaker } = context;
  const earlier = await Promise.all(
    ['sendAs', 'sendOnBehalf'].map((right) => deps.store.turn(turnKey(context, right))),
  );
  const made = earlier.flatMap((ids) => ids ?? []);
  const [first] = await deps.store.get(made.slice(0, 1));
  if (first === undefined) return null;
  if (turn.kind !== 'action') return [];
  const batch = await deps.store.find({ of: 'batch', batch: first.batch });
  const show = await batchView(deps, batch, speaker.id, 'asker');
  return [{ show, copy: { batch: first.batch, audience: 'asker' } }];
}
