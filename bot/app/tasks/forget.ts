import type { RequestId } from '../../domain/ids.ts';
import { isOver } from '../../domain/next-due.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';

/**
 * Forgets the cards of a batch that was closed long ago: nothing on them can change any more. The record and the requests
 * stay; a card that is pressed all the same is answered from them.
 */
export async function forget({ store, chats }: Deps, batch: RequestId): Promise<Done> {
  const requests = await store.find({ of: 'batch', batch });
  if (!requests.every(isOver)) return 'done';
  for (const id of new Set([batch, ...requests.map(({ id }) => id)]))
    for (const copy of await chats.copies(id)) await chats.dropCopy(copy);
  return 'done';
}
