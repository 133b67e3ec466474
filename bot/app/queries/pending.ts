import type { Place } from '../../domain/cursor.ts';
import type { Request } from '../../domain/request.ts';
import type { Deps } from '../deps.ts';
import type { Viewer } from './viewer.ts';

/** What waits for somebody, by what they may decide now; the oldest first, batches together. */
export interface Waits {
  after(place: Place | null, limit: number): Promise<readonly Request[]>;
  count(after: Place | null): Promise<number>;
}

/** Null: an account that decides nothing. */
export async function waitsFor(
  { directory, store }: Pick<Deps, 'directory' | 'store'>,
  viewer: Viewer,
): Promise<Waits | null> {
  const [{ owned }, { admin, usable }] = await Promise.all([directory.groupsOf(viewer.id), viewer.watches()]);
  if (!usable) return null;
  const waiting = { groups: owned.map(({ id }) => id), admins: admin, apart: viewer.id };
  return {
    after: (place, limit) => store.find({ of: 'waiting', ...waiting, after: place, limit }),
    count: (after) => store.countWaiting(waiting, after),
  };
}
