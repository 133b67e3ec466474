import type { Accepted, Decided } from '../../domain/accept.ts';
import { escalate, lapse, remind } from '../../domain/decide.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import type { Pending } from '../../domain/request.ts';
import { type Timer, timersOf } from '../../domain/timers.ts';
import type { Done } from '../../ports/work.ts';
import { asksOf, followOwners } from '../asked.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';
import { ownersOf } from './deciders.ts';
import { pause } from './effect.ts';

/**
 * Does what comes of a request that nobody decides. Who is reminded, and who is asked besides, is read live; while the
 * group is out of sight nobody is, but the request lapses all the same.
 */
export async function onTime(deps: Deps, id: RequestId, why: Timer['why'], attempt: number): Promise<Done> {
  if (why !== 'lapse' && !(await followed(deps, id))) return { again: pause(deps, attempt, 1000, 10 * 60_000) };
  await settle<Decided>(deps, async () => {
    const state = await waitingFor(deps, id, why);
    return (state && (await step(deps, state, why))) ?? { refused: 'already-decided' };
  });
  return 'done';
}

/** The request, while it waits and this is due. */
async function waitingFor({ store, clock }: Deps, id: RequestId, why: Timer['why']): Promise<Pending | null> {
  const [state] = await store.get([id]);
  if (state?.status !== 'pending') return null;
  const [next] = timersOf(state);
  return next?.why === why && next.at <= at(clock.now()) ? state : null;
}

/** Records who is asked today; false: the group is not found just now. */
async function followed(deps: Deps, id: RequestId): Promise<boolean> {
  const [state] = await deps.store.get([id]);
  if (state?.status !== 'pending') return true;
  const owners = await ownersOf(deps, [state.group]);
  if (owners.has(state.group)) await followOwners(deps, [state], owners);
  return owners.has(state.group);
}

async function step(deps: Deps, state: Pending, why: Timer['why']): Promise<Accepted | null> {
  const now = at(deps.clock.now());
  switch (why) {
    case 'lapse':
      return lapse(state, null, now);
    case 'remind':
      return remind(state, now);
    case 'escalate': {
      const to = state.policy.escalate?.to;
      const found = (await ownersOf(deps, [state.group])).get(state.group);
      if (to === undefined || found === undefined) return null;
      return escalate(state, to, await asksOf(deps, { ...state, escalated: to }, found), now);
    }
  }
}
