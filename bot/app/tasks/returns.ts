import { at } from '../../domain/ids.ts';
import type { Away, Request } from '../../domain/request.ts';
import { waiting } from '../../domain/waiting.ts';
import { advanceNow } from '../../domain/work-of.ts';
import type { Deps } from '../deps.ts';

const page = 500;

/**
 * Groups and accounts that were deleted, or out of sight, come back: whatever waits for one of them is looked at at once.
 * Asks the directory for all of them together. Gives for how many requests.
 */
export async function returns(deps: Deps): Promise<number> {
  const missing = (await deps.store.find({ of: 'away', limit: page })).flatMap(missedBy);
  if (missing.length === 0) return 0;
  const [groups, people] = await Promise.all([
    deps.directory.groups(missing.flatMap(({ request, away }) => (away.person === null ? [request.group] : []))),
    deps.directory.people(missing.flatMap(({ away }) => (away.person === null ? [] : [away.person]))),
  ]);
  const back = missing.filter(({ request, away }) =>
    away.person === null ? groups.has(request.group) : people.has(away.person),
  );
  if (back.length === 0) return 0;
  const work = back.flatMap(({ request }) => advanceNow(request, at(deps.clock.now())));
  await deps.store.commit({ requests: [], events: [], work });
  deps.work.nudge();
  deps.log.info('returned', { count: back.length });
  return back.length;
}

function missedBy(request: Request): readonly { readonly request: Request; readonly away: Away }[] {
  const { stuck } = waiting(request);
  return stuck === null || stuck.why === 'forbidden' ? [] : [{ request, away: stuck }];
}
