import type { At, UserId } from '../domain/ids.ts';
import type { Contact } from '../ports/messenger.ts';
import type { Reader } from '../present/view.ts';
import type { Deps } from './deps.ts';
import { readZone } from './time.ts';
import type { Speaker } from './turn.ts';

const fallbackZone = 'UTC';

/** Dutch for Dutch locales, English for all others. */
export const language = (locale: string | null): 'en' | 'nl' => (/^nl\b/i.test(locale ?? '') ? 'nl' : 'en');

/** Language and zone of the one who speaks: as Teams says now, else as it said last. */
export async function readerOf({ chats }: Deps, speaker: Speaker, now: At): Promise<Reader> {
  const known = speaker.locale === null || speaker.zone === null ? await chats.contact(speaker.id) : null;
  return toReader(speaker.locale ?? known?.locale ?? null, speaker.zone ?? known?.zone ?? null, now);
}

/** The same by what Teams says alone: for what must be told without looking anything up. */
export const readerAsSaid = ({ locale, zone }: Speaker, now: At): Reader => toReader(locale, zone, now);

/**
 * The same for somebody who gets a message. The language of one never seen is the directory's; the zone is then
 * `nearby`, that of the one who asks: mostly a colleague next door.
 */
export async function readerFor(
  { names }: Pick<Deps, 'names'>,
  person: UserId,
  contact: Contact | null,
  nearby: string | null,
  now: At,
): Promise<Reader> {
  const locale = contact?.locale ?? (await names([person], [])).locale(person);
  return toReader(locale, contact?.zone ?? nearby, now);
}

const toReader = (locale: string | null, zone: string | null, now: At): Reader => ({
  locale: language(locale),
  zone: readZone(zone) ?? fallbackZone,
  now,
});
