import type { RequestId } from '../../domain/ids.ts';
import { type Applied, type Approved, decisionOf } from '../../domain/request.ts';
import type { LastCheck } from '../../ports/permissions.ts';
import type { Deps } from '../deps.ts';
import { lastCheck } from './effect.ts';

/** The request, while it is approved and nothing has come of it yet; else null. */
export async function approved({ store }: Deps, id: RequestId): Promise<Approved | null> {
  const [state] = await store.get([id]);
  return state?.status === 'approved' ? state : null;
}

/** What is taken away on the way needs no more than that the request is still in hand. */
export const whileApproved = (deps: Deps, id: RequestId): LastCheck =>
  lastCheck(deps, id, deps.clock.now(), async () => (await approved(deps, id)) !== null);

/**
 * Another approved request for the same person and group goes first: one that Exchange was asked about already, or that was
 * approved earlier. So the last approval counts, and never are two in hand at once.
 */
export async function mustWait({ store }: Deps, state: Approved): Promise<boolean> {
  const { id, group, beneficiary: person } = state;
  if (state.applying !== null || state.stop !== null) return false;
  const open = await store.find({ of: 'open', group, person });
  const order = (one: Approved) => `${decisionOf(one)?.at} ${one.id}`;
  return open.some(
    (one) => one.status === 'approved' && one.id !== id && (one.applying !== null || order(one) < order(state)),
  );
}

/** What else we have granted this person on this group, and stands. */
export async function others({ store }: Deps, state: Approved): Promise<readonly Applied[]> {
  const { id, group, beneficiary: person } = state;
  const active = await store.find({ of: 'active', group, person, limit: 10 });
  return active.filter((one): one is Applied => one.status === 'applied' && one.id !== id);
}
