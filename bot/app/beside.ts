import { type At, at, type RequestId, type UserId } from '../domain/ids.ts';
import { maySeeDelegates } from '../domain/policy.ts';
import type { Applied, Pending, Request } from '../domain/request.ts';
import { endOf } from '../domain/term.ts';
import { Fault } from '../ports/faults.ts';
import type { Deps } from './deps.ts';
import { looker } from './facts/roles.ts';

/** What else was asked, or stands, for the person of a request on its group: by anybody, for either right. */

/** For each request that waits, what else there is for the same person on the same group; for those who decide to see. */
export async function besideOf(
  { store }: Pick<Deps, 'store'>,
  requests: readonly Request[],
): Promise<ReadonlyMap<RequestId, readonly Request[]>> {
  const waiting = requests.filter(({ status }) => status === 'pending');
  const found = waiting.map(async ({ id, group, beneficiary: person }) => {
    const [open, active] = await Promise.all([
      store.find({ of: 'open', group, person }),
      store.find({ of: 'active', group, person, limit: 10 }),
    ]);
    return [id, [...open, ...active].filter((one) => one.id !== id)] as const;
  });
  return new Map(await Promise.all(found));
}

/** What becomes of the others that wait for the same right when it is applied. */
export interface Others {
  /** Nothing is left to decide: what was given lasts as long as they ask for, and who asked may know of it. */
  readonly answered: readonly Pending[];
  /** Their owners still decide, and see on the card what is there. */
  readonly left: readonly Pending[];
}

/** The other requests that wait for the same right, when this one is applied now. */
export async function othersOf(deps: Deps, state: Applied, endsAt: At | null): Promise<Others> {
  const { id, group, beneficiary: person, right } = state;
  const open = await deps.store.find({ of: 'open', group, person });
  const same = open.filter((one): one is Pending => one.status === 'pending' && one.id !== id && one.right === right);
  const now = at(deps.clock.now());
  const answered: Pending[] = [];
  for (const one of same) {
    const end = endOf(one.term, now);
    const lasts = endsAt === null || (end !== null && end <= endsAt);
    if (lasts && (await mayKnow(deps, one, one.requester))) answered.push(one);
  }
  return { answered, left: same.filter((one) => !answered.includes(one)) };
}

/** May they hear that the right is there? When that cannot be looked up, it is not told. */
async function mayKnow(deps: Deps, { group, beneficiary, id }: Request, person: UserId): Promise<boolean> {
  if (person === beneficiary) return true;
  try {
    return maySeeDelegates(await looker(deps, person, group));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('other-request-left', { request: id, code: error.code, error });
    return false;
  }
}
