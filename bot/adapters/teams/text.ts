import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Others } from '../../app/turn.ts';
import { parseUserId, type UserId } from '../../domain/ids.ts';
import { cut } from '../../domain/text.ts';
import type { Incoming } from './activity.ts';
import { decode, tidy } from './html.ts';
import { plainTags, readSpoken } from './whose.ts';

const mentionSchema = z.object({
  type: z.literal('mention'),
  /** Teams leaves it out for a name with `&` in it. */
  text: z.string().nullish(),
  mentioned: z.object({ id: z.string(), name: z.string().nullish(), aadObjectId: z.string().nullish() }),
});
const clientInfoSchema = z.object({ type: z.literal('clientInfo'), timezone: z.string() });

const tag = /^<at>([^<>]+)<\/at>$/i;

type Mentions = ReadonlyMap<string, UserId>;

export interface Said {
  readonly text: string;
  readonly mentions: Mentions;
  readonly others?: Others;
}

/**
 * What was typed: the bot's own mentions taken out (by the mentioned id, wherever they stand), others kept as
 * `<at>Name</at>`; who is meant by a name, where Teams says so; and somebody else's words apart. A name that means two
 * people means nobody here. Source: "Channel and group chat conversations with a bot" (Microsoft Teams developer documentation).
 */
export function readText(activity: Incoming): Said {
  const { own, others } = readSpoken(activity);
  const { bots, people } = readMentions(activity);
  const addressed = bots.reduce((text, written) => text.replace(written, () => ' '), own);
  const mentions = new Map([...people].filter((entry): entry is [string, UserId] => entry[1] !== null));
  const text = sideBySide(tidy(addressed), mentions);
  return { text, mentions, ...(others && { others }) };
}

/** The bot's own mentions as they are written, and who is meant by each name; null: two people. */
function readMentions({ entities, recipient }: Incoming) {
  const bots: string[] = [];
  const people = new Map<string, UserId | null>();
  for (const raw of entities ?? []) {
    const { data } = mentionSchema.safeParse(raw);
    if (!data) continue;
    const written = tidy(decode(plainTags(data.text ?? `<at>${data.mentioned.name ?? ''}</at>`)));
    if (data.mentioned.id === recipient.id) {
      if (written) bots.push(written);
      continue;
    }
    const name = (tag.exec(written)?.[1] ?? '').trim();
    const person = parseUserId(data.mentioned.aadObjectId);
    if (name && person) people.set(name, people.has(name) && people.get(name) !== person ? null : person);
  }
  return { bots, people };
}

/**
 * Teams takes some mentions apart (`<at>Alex</at> <at>Wilber</at>`, botframework-sdk #6617): of one person they are one
 * again, which `mentions` then knows. Of two people they are two.
 */
function sideBySide(text: string, mentions: Map<string, UserId>): string {
  const parts = text.split(/<at>([^<>]+)<\/at>/i);
  let joined = parts[0] ?? '';
  for (let at = 1; at < parts.length; at += 2) {
    let name = parts[at] ?? '';
    const person = mentions.get(name);
    while (
      parts[at + 1]?.trim() === '' &&
      at + 2 < parts.length &&
      person === mentions.get(parts[at + 2] ?? '') &&
      person
    ) {
      const next = parts[at + 2] ?? '';
      if (next !== name) name = `${name} ${next}`;
      at += 2;
    }
    if (person) mentions.set(name, person);
    const behind = parts[at + 1] ?? '';
    const two = behind.trim() === '' && person && mentions.has(parts[at + 2] ?? '');
    joined += `<at>${name}</at>${two ? ', ' : behind}`;
  }
  return joined;
}

/** Characters that show nothing or turn the text around. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029\u{e0000}-\u{e0fff}]/gu;

/** A display name for greeting somebody: visible characters only, one line, at most 100. */
export function readName(name: string | undefined): string {
  const shown = (name ?? '').replace(/\s+/g, ' ').replace(invisible, '').replace(/ +/g, ' ').trim();
  return cut(shown, 100);
}

/** Asking Intl is dear, and the same few answers are wanted all the time. */
function remembered(read: (text: string) => string | null): (text: string) => string | null {
  const known = new LRUCache<string, { readonly answer: string | null }>({ max: 600 });
  return (text) => {
    const seen = known.get(text) ?? { answer: read(text) };
    known.set(text, seen);
    return seen.answer;
  };
}

const canonicalLocale = remembered((locale) => {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? null;
  } catch {
    return null; // that is how Intl says no
  }
});

/** BCP 47 → its canonical spelling; null when it is none. */
export function readLocale(locale: string | undefined): string | null {
  return locale && locale.length <= 35 ? canonicalLocale(locale) : null;
}

const knownZone = remembered((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return null; // that is how Intl says no
  }
});
const zoneForm = /^[A-Za-z][\w+/-]{1,60}$/;
const isZone = (zone: string) => zoneForm.test(zone) && knownZone(zone) !== null;

/** The IANA zone of the person's client; null when Teams gives none that exists. */
export function readZone(activity: Incoming): string | null {
  const infos = (activity.entities ?? []).map((raw) => clientInfoSchema.safeParse(raw).data?.timezone);
  return [...infos, activity.localTimezone].find((zone) => zone !== undefined && isZone(zone)) ?? null;
}
