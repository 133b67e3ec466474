import { at } from '../../domain/ids.ts';
import type { Message } from '../../ports/messenger.ts';
import type { Copy } from '../../ports/store.ts';
import type { Done, Task } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { Deps } from '../deps.ts';
import { fingerprint } from '../fingerprint.ts';
import { batchView } from '../lines.ts';
import { readerFor } from '../reader.ts';
import { reach, sendTo } from './reach.ts';

type CardTask = Extract<Task, { kind: 'card' }>;

/** Makes every copy of a batch's card in one person's chat show the present state; sends the first where there is none. */
export async function card(deps: Deps, { batch, person, audience }: CardTask): Promise<Done> {
  const requests = await deps.store.find({ of: 'batch', batch });
  const [first] = requests;
  if (first === undefined) return 'done';
  const contact = await deps.chats.contact(person);
  const asker = await deps.chats.contact(first.requester);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const message = present(await batchView(deps.names, requests, person, audience), reader);
  const copies = (await deps.chats.copies(batch)).filter(
    (copy) => copy.person === person && copy.audience === audience,
  );
  if (copies.length > 0) return editAll(deps, copies, message);
  // Somebody who was never shown the question needs no news of its answer here.
  if (audience === 'approver' && !requests.some(({ status }) => status === 'pending')) return 'done';
  const to = await reach(deps, { person, contact, reader });
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, person, to, message);
  if (sent === 'done' || 'again' in sent) return sent;
  await deps.chats.saveCopy({
    batch,
    person,
    audience,
    address: to,
    activity: sent.activity,
    shows: fingerprint(message),
  });
  return 'done';
}

async function editAll(deps: Deps, copies: readonly Copy[], message: Message): Promise<Done> {
  const shows = fingerprint(message);
  let done: Done = 'done';
  for (const copy of copies.filter((one) => one.shows !== shows)) {
    const edited = await deps.messenger.update(copy.address, copy.activity, message);
    if ('sent' in edited) await deps.chats.saveCopy({ ...copy, shows });
    else if ('retryAt' in edited) done = { again: edited.retryAt };
    else await deps.chats.dropCopy(copy);
  }
  return done;
}
