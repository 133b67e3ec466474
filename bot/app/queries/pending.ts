import type { Place } from '../../domain/cursor.ts';
import type { UserId } from '../../domain/ids.ts';
import { waitsForAdmins } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import type { Waiting } from '../../ports/store.ts';
import type { Deps } from '../deps.ts';
import { sitsInSets } from '../facts/bodies.ts';
import type { Viewer } from './viewer.ts';

/** What waits for somebody, by what they may decide now; the oldest first, batches together. */
export interface Waits {
  after(place: Place | null, limit: number): Promise<readonly Request[]>;
  count(after: Place | null): Promise<number>;
}

/** Null: an account that decides nothing. */
export async function waitsFor(
  deps: Pick<Deps, 'directory' | 'store' | 'adminGroup' | 'auditorGroup' | 'policies' | 'log'>,
  viewer: Viewer,
): Promise<Waits | null> {
  const { directory, store } = deps;
  const [{ owned }, { admin, usable }] = await Promise.all([directory.groupsOf(viewer.id), viewer.watches()]);
  if (!usable) return null;
  const waiting = { groups: owned.map(({ id }) => id), admins: admin, apart: viewer.id };
  return {
    async after(place, limit) {
      const found = await store.find({ of: 'waiting', ...waiting, after: place, limit });
      const sits = await Promise.all(found.map((one) => isFor(deps, one, viewer.id, waiting)));
      return found.filter((_, n) => sits[n]);
    },
    count: (after) => store.countWaiting(waiting, after),
  };
}

/** Is it still for this person: of a group owned, for the admins, or of a set of people that this person is in today? */
async function isFor(
  deps: Parameters<typeof sitsInSets>[0],
  request: Request,
  person: UserId,
  { groups, admins }: Waiting,
): Promise<boolean> {
  if (groups.includes(request.group) || (admins && waitsForAdmins(request))) return true;
  return (await sitsInSets(deps, request, person)) === true;
}
