import { at, type RequestId } from '../../domain/ids.ts';
import { nextDue } from '../../domain/next-due.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import { apply } from './apply.ts';
import { end } from './end.ts';
import { onTime } from './timers.ts';

/**
 * Does what is due on a request, and comes again when something will be. A pause that is not over is no reason to wait:
 * somebody has asked for another look.
 */
export async function advance(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  const [state] = await deps.store.get([id]);
  const due = state === undefined ? null : nextDue(state);
  if (due === null) return 'done';
  switch (due.why) {
    case 'apply':
      return apply(deps, id, attempt);
    case 'end':
      return end(deps, id, attempt);
    case 'expire':
      return due.at > at(deps.clock.now()) ? { again: new Date(due.at) } : end(deps, id, attempt);
    case 'remind':
    case 'escalate':
    case 'lapse':
      return due.at > at(deps.clock.now()) ? { again: new Date(due.at) } : onTime(deps, id, due.why, attempt);
  }
}
