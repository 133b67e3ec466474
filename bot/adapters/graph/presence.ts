import { z } from 'zod';
import type { Presence } from '../../ports/directory.ts';
import { segment, withQuery } from './odata.ts';
import { isAbsent } from './pages.ts';
import { odd } from './replies.ts';
import type { Wire } from './wire.ts';

const item = z.object({
  id: z.string().transform((id) => id.toLowerCase()),
  displayName: z.string().nullish(),
  deletedDateTime: z.iso.datetime({ offset: true }),
});

type Type = 'user' | 'group';

/**
 * What has become of an object that may not be there: the directory is asked, and only where it does not know the object,
 * its deleted items ("Get deleted item", Microsoft Graph; User.Read.All and Group.Read.All cover it).
 */
export async function presence<Id extends string, T>(
  wire: Wire,
  type: Type,
  id: Id,
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, T>>,
): Promise<Presence<T>> {
  const it = (await read([id])).get(id);
  if (it !== undefined) return { is: 'here', it };
  const path = `/directory/deletedItems/microsoft.graph.${type}/${segment(id)}`;
  const reply = await wire.ask({ path: withQuery(path, { $select: 'id,displayName,deletedDateTime' }) });
  if (reply.status >= 300) {
    if (!isAbsent(reply)) throw odd(`a deleted item was answered with ${reply.status}`);
    return { is: 'absent' };
  }
  const found = item.safeParse(reply.body);
  if (!found.success || found.data.id !== id) throw odd('a deleted item of another shape or id');
  const { displayName, deletedDateTime } = found.data;
  return { is: 'deleted', at: new Date(deletedDateTime), name: displayName || id };
}
