import type { Message } from '../../ports/messenger.ts';
import type { Copy } from '../../ports/store.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import { fingerprint } from '../fingerprint.ts';

/** Makes all these copies show the message. Those that show it already are left alone; one that is gone is forgotten. */
export async function editAll(deps: Deps, copies: readonly Copy[], message: Message): Promise<Done> {
  const shows = fingerprint(message);
  let done: Done = 'done';
  for (const copy of copies.filter((one) => one.shows !== shows)) {
    const edited = await deps.messenger.update(copy.address, copy.activity, message);
    if ('sent' in edited) await deps.chats.markCopy({ ...copy, shows });
    else if ('retryAt' in edited) done = { again: edited.retryAt };
    else await deps.chats.dropCopy(copy);
  }
  return done;
}
