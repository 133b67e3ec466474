import type { OwnPlace } from '../../domain/cursor.ts';
import type { Request } from '../../domain/request.ts';
import type { Deps } from '../deps.ts';
import type { Page, Viewer } from './viewer.ts';

/** As many as a card mostly holds. */
const PAGE = 10;

/** What somebody has asked for, newest first, after a place in it. Everybody may see their own. */
export async function ownRequests(
  { store }: Pick<Deps, 'store'>,
  viewer: Pick<Viewer, 'id'>,
  after: OwnPlace | null,
): Promise<Page<Request>> {
  const found = await store.find({ of: 'requester', person: viewer.id, after, limit: PAGE + 1 });
  return { items: found.slice(0, PAGE), more: found.length > PAGE };
}
