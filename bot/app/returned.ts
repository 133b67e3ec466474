import { at } from '../domain/ids.ts';
import type { Away, Request } from '../domain/request.ts';
import { waiting } from '../domain/waiting.ts';
import { due } from '../domain/work-of.ts';
import type { Deps } from './deps.ts';

const page = 500;
const lookEveryMs = 5 * 60_000;

/**
 * Groups and accounts that were deleted, or out of sight, come back: whatever waits for one of them is looked at at once.
 * Asks the directory for all of them together, every few minutes. Gives for how many requests.
 */
export function createReturns(deps: Deps): () => Promise<number> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = deps.clock.now().getTime();
    // More than a pause away: the clock was turned back meanwhile.
    if (now < next && next - now <= lookEveryMs) return 0;
    next = now + lookEveryMs;
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
    const work = back.flatMap(({ request }) => due(request, at(deps.clock.now())));
    await deps.store.commit({ requests: [], events: [], work });
    deps.work.nudge();
    deps.log.info('returned', { count: back.length });
    return back.length;
  };
}

function missedBy(request: Request): readonly { readonly request: Request; readonly away: Away }[] {
  const { stuck } = waiting(request);
  return stuck === null || stuck.why === 'forbidden' ? [] : [{ request, away: stuck }];
}
