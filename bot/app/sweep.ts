import { type At, at } from '../domain/ids.ts';
import { due } from '../domain/work-of.ts';
import type { Deps } from './deps.ts';

const page = 500;
/** Work waits for Exchange as long as Exchange says; what is to wait longer than this (ms) may have met a wrong clock. */
const longest = 15 * 60_000;
/** What has been due for longer than this (ms) may have lost what was to wake it. */
const overdue = 2 * 60_000;

/** Puts work back for what is due and has none that will be done: a lost timer loses nothing. Gives for how many. */
export async function sweep({ store, clock, work, log }: Deps): Promise<number> {
  const now = at(clock.now());
  const [from, by] = [-overdue, longest].map((ms) => at(new Date(clock.now().getTime() + ms))) as [At, At];
  const found = await store.find({ of: 'unattended', now, from, by, limit: page });
  if (found.length === 0) return 0;
  await store.commit({ requests: [], events: [], work: found.flatMap((request) => due(request, now)) });
  work.nudge();
  log.debug('swept', { count: found.length });
  return found.length;
}
