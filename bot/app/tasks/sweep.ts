import { at } from '../../domain/ids.ts';
import { advanceNow } from '../../domain/work-of.ts';
import type { Deps } from '../deps.ts';

const page = 500;
/**
 * Work that is to wait longer than this (ms) may have met a wrong clock, and is tried now. So is what Exchange told to
 * wait longer: that is rare, and who has not started anew meanwhile still knows of the pause.
 */
const longest = 15 * 60_000;

/** Puts work back for what is due and has none: a lost timer loses nothing. Gives for how many. */
export async function sweep({ store, clock, work, log }: Deps): Promise<number> {
  const now = at(clock.now());
  const by = at(new Date(clock.now().getTime() + longest));
  const found = await store.find({ of: 'unattended', now, by, limit: page });
  if (found.length === 0) return 0;
  await store.commit({ requests: [], events: [], work: found.flatMap((request) => advanceNow(request, now)) });
  work.nudge();
  log.debug('swept', { count: found.length });
  return found.length;
}
