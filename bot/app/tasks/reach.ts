import type { UserId } from '../../domain/ids.ts';
import type { Address, Contact, Message, Sent } from '../../ports/messenger.ts';
import type { Done } from '../../ports/work.ts';
import type { Reader } from '../../present/view.ts';
import type { Deps } from '../deps.ts';
import { exampleGroups } from '../welcome.ts';

/** Who gets a message, and how that one reads. */
export interface Recipient {
  readonly person: UserId;
  readonly contact: Contact | null;
  readonly reader: Reader;
}

/** How to reach a person: the chat that we know, or a new one by installing the app. */
export async function reach(deps: Deps, to: Recipient): Promise<Address | Done> {
  const { person, contact, reader } = to;
  if (contact?.address) return contact.address;
  const name = contact?.name ?? (await deps.names([person], [])).who(person).name;
  const welcomed = contact?.welcomed === true;
  const { locale = null, zone = null } = contact ?? {};
  // Noted before the app is there: Teams tells of the installation at once, and nobody is welcomed twice.
  if (!welcomed) await deps.chats.saveContact({ person, name, address: null, locale, zone, welcomed: true });
  // Read while the app is installed: that takes three calls in a row.
  const groups = welcomed ? undefined : exampleGroups(deps, person);
  const opened = await deps.installer.install(person);
  if ('chat' in opened) {
    const serviceUrl = (await deps.chats.lastServiceUrl()) ?? deps.defaultServiceUrl;
    const address = { serviceUrl, conversation: opened.chat };
    if (!welcomed) await deps.welcome({ id: person, name }, address, reader, groups);
    return address;
  }
  if ('retryAt' in opened) return { again: opened.retryAt };
  deps.log.warn('person-not-reached', { person, code: opened.refused });
  return 'done';
}

/** Sends one message to a person. Gives the activity, or what the work has to do. */
export async function sendTo(
  deps: Deps,
  { person, contact }: Recipient,
  to: Address,
  message: Message,
  isCurrent?: () => Promise<boolean>,
): Promise<{ activity: string } | Done> {
  const sent: Sent = await deps.messenger.send(to, message, isCurrent);
  if ('sent' in sent) return { activity: sent.sent.activity };
  if ('retryAt' in sent) return { again: sent.retryAt };
  deps.log.warn('person-not-reached', { person, code: sent.unreachable });
  await deps.chats.dropAddress(person);
  // The chat that we knew is gone: the next try installs the app and finds the new one. Who blocked us is left alone.
  const stale = contact?.address != null && (sent.unreachable === 'gone' || sent.unreachable === 'not-installed');
  return stale ? { again: deps.clock.now() } : 'done';
}
