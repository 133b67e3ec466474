import { at, type RequestId, type UserId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import type { Message } from '../../ports/messenger.ts';
import type { Copy } from '../../ports/store.ts';
import type { Audience, Done, Task } from '../../ports/work.ts';
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
  if (requests.length === 0) return 'done';
  const copies = await deps.chats.copies(batch);
  const own = copies.filter((copy) => copy.person === person && copy.audience === audience);
  const done = own.length > 0 ? await keep(deps, requests, own) : await first(deps, requests, person, audience);
  if (done !== 'done' || audience === 'approver') return done;
  // Owners who were not asked at the time, but looked what waits for them, have copies too.
  const asked = new Set(requests.flatMap(({ approvers }) => approvers));
  return keep(
    deps,
    requests,
    copies.filter((copy) => copy.audience === 'approver' && !asked.has(copy.person)),
  );
}

/** Edits copies, each as its owner may see it. */
async function keep(deps: Deps, requests: readonly Request[], copies: readonly Copy[]): Promise<Done> {
  let done: Done = 'done';
  for (const [person, theirs] of Map.groupBy(copies, (copy) => copy.person)) {
    for (const [audience, same] of Map.groupBy(theirs, (copy) => copy.audience)) {
      const { message } = await compose(deps, requests, person, audience);
      const edited = await editAll(deps, same, message);
      if (edited !== 'done') done = edited;
    }
  }
  return done;
}

/** Sends the first card. Who was never shown the question needs no news of its answer here. */
async function first(deps: Deps, requests: readonly Request[], person: UserId, audience: Audience): Promise<Done> {
  if (audience === 'approver' && !requests.some(({ status }) => status === 'pending')) return 'done';
  const { message, recipient } = await compose(deps, requests, person, audience);
  const to = await reach(deps, recipient);
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, recipient, to, message);
  if (sent === 'done' || 'again' in sent) return sent;
  const batch = requests[0]?.batch as RequestId;
  const shows = fingerprint(message);
  await deps.chats.saveCopy({ batch, person, audience, address: to, activity: sent.activity, shows });
  return 'done';
}

async function compose(deps: Deps, requests: readonly Request[], person: UserId, audience: Audience) {
  const contact = await deps.chats.contact(person);
  const asker = contact?.zone ? null : await deps.chats.contact(requests[0]?.requester as UserId);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const decides = audience === 'approver' ? await decidesNow(deps, requests, person) : [];
  const message = present(await batchView(deps.names, requests, person, audience, decides), reader);
  return { message, recipient: { person, contact, reader } };
}

/** Lines that somebody who was not asked at the time owns the group of now. */
async function decidesNow(deps: Deps, requests: readonly Request[], person: UserId): Promise<readonly RequestId[]> {
  if (requests.some(({ approvers }) => approvers.includes(person))) return [];
  const { owned } = await deps.directory.groupsOf(person);
  return requests.filter(({ group }) => owned.some(({ id }) => id === group)).map(({ id }) => id);
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
