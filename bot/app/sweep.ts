import { at } from '../domain/ids.ts';
import { due } from '../domain/work-of.ts';
import type { Deps } from './deps.ts';

const page = 500;

/** Puts work back for everything that is due and has none: a lost timer loses nothing. Gives how many were looked at. */
export async function sweep({ store, clock, work, log }: Deps): Promise<number> {
  const now = at(clock.now());
  const found = await store.find({ of: 'due', now, limit: page });
  if (found.length === 0) return 0;
  await store.commit({ requests: [], events: [], work: found.flatMap((request) => due(request, now)) });
  work.nudge();
  log.debug('swept', { count: found.length });
  return found.length;
}
