import { at } from '../../domain/ids.ts';
import type { Deps } from '../deps.ts';

/** Teams sends an activity again within minutes; after that nobody asks what its turn has done (ms). */
const turnsKeptMs = 24 * 60 * 60_000;

/** Forgets what is kept for a while only: the turns by which a second delivery is recognised. */
export async function tidy({ store, clock, log }: Deps): Promise<void> {
  const turns = await store.forgetTurns(at(new Date(clock.now().getTime() - turnsKeptMs)));
  if (turns > 0) log.debug('tidied', { count: turns });
}
