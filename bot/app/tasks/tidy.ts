import { at } from '../../domain/ids.ts';
import type { Deps } from '../deps.ts';

/** Teams sends an activity again within minutes; after that nobody asks how it was answered (ms). */
const keptMs = 24 * 60 * 60_000;

/** Forgets what is kept for a while only: how deliveries were answered, and what turns have made. */
export async function tidy({ store, deliveries, clock, log }: Deps): Promise<void> {
  const before = at(new Date(clock.now().getTime() - keptMs));
  const count = (await deliveries.forget(before)) + (await store.forgetTurns(before));
  if (count > 0) log.debug('tidied', { count });
}
