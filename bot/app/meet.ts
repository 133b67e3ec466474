import type { Contact } from '../ports/messenger.ts';
import type { Context } from './command.ts';
import { readZone } from './time.ts';
import { NotAnswered } from './turn.ts';

/**
 * Remembers how to reach the speaker, and in which language. Says welcome once, when the app is new in a 1:1 chat.
 * Gives what is known of the speaker now.
 */
export async function meet(context: Context): Promise<Contact> {
  const { deps, turn, speaker } = context;
  const known = await deps.chats.contact(speaker.id);
  const personal = turn.place.type === 'personal';
  const { serviceUrl, conversation } = turn.place;
  const first = turn.kind === 'met' && personal && known?.welcomed !== true;
  const contact: Contact = {
    person: speaker.id,
    name: speaker.name,
    address: personal ? { serviceUrl, conversation } : (known?.address ?? null),
    locale: speaker.locale ?? known?.locale ?? null,
    zone: readZone(speaker.zone) ?? known?.zone ?? null,
    // Whoever speaks first needs no welcome after that.
    welcomed: known?.welcomed === true || personal,
  };
  if (first) {
    // While nothing can be noted nobody is welcomed: the installation that Teams tells of again would be a first one.
    await deps.chats.saveContact({ ...contact, welcomed: false });
    const welcome = await deps.welcome(speaker, turn.place, context.reader);
    if (welcome === 'later') throw new NotAnswered('Teams does not take the welcome now');
  }
  if (known === null || !same(known, contact)) await deps.chats.saveContact(contact);
  return contact;
}

function same(one: Contact, other: Contact): boolean {
  return (
    one.name === other.name &&
    one.locale === other.locale &&
    one.zone === other.zone &&
    one.welcomed === other.welcomed &&
    one.address?.conversation === other.address?.conversation &&
    one.address?.serviceUrl === other.address?.serviceUrl
  );
}
