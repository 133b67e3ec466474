import type { UserId } from '../../domain/ids.ts';
import type { Address, Contact, Message, Sent } from '../../ports/messenger.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';

/** How to reach a person: the chat that we know, or a new one by installing the app. */
export async function reach(deps: Deps, person: UserId, contact: Contact | null): Promise<Address | Done> {
  if (contact?.address) return contact.address;
  const opened = await deps.installer.install(person);
  if ('chat' in opened) {
    const serviceUrl = (await deps.chats.lastServiceUrl()) ?? deps.defaultServiceUrl;
    return { serviceUrl, conversation: opened.chat };
  }
  if ('retryAt' in opened) return { again: opened.retryAt };
  deps.log.warn('person-not-reached', { person, code: opened.refused });
  return 'done';
}

/** Sends one message to a person. Gives the activity, or what the work has to do. */
export async function sendTo(
  deps: Deps,
  person: UserId,
  to: Address,
  message: Message,
): Promise<{ activity: string } | Done> {
  const sent: Sent = await deps.messenger.send(to, message);
  if ('sent' in sent) return { activity: sent.sent.activity };
  if ('retryAt' in sent) return { again: sent.retryAt };
  deps.log.warn('person-not-reached', { person, code: sent.unreachable });
  await deps.chats.dropAddress(person);
  return 'done';
}
