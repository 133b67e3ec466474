import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseUserId, type UserId } from '../../domain/ids.ts';
import type { Incoming } from './activity.ts';

const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string(),
  mentioned: z.object({ id: z.string(), aadObjectId: z.string().nullish() }),
});
const clientInfoSchema = z.object({ type: z.literal('clientInfo'), timezone: z.string() });

const openTag = /<at\s[^<>]{0,200}>/gi;
const tag = /^<at>([^<>]+)<\/at>$/i;
const entity = /&(nbsp|amp|lt|gt|quot|apos|#39|#160);/g;
const characters: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#160': ' ',
};

const decode = (text: string) => text.replace(entity, (_, name: string) => characters[name] ?? '');
const plainTags = (text: string) => text.replace(openTag, '<at>');

/**
 * What was typed: the bot's own mentions taken out (by the mentioned id, wherever they stand), others kept as
 * `<at>Name</at>`; and who is meant by a name, where Teams says so. A name that means two people means nobody here.
 * Source: "Channel and group chat conversations with a bot" (Microsoft Teams developer documentation).
 */
export function readText(activity: Incoming): { text: string; mentions: ReadonlyMap<string, UserId> } {
  let text = plainTags(activity.text ?? '');
  const mentions = new Map<string, UserId | null>();
  for (const raw of activity.entities ?? []) {
    const { data } = mentionSchema.safeParse(raw);
    if (!data) continue;
    const written = plainTags(data.text);
    if (data.mentioned.id === activity.recipient.id) {
      text = written ? text.replace(written, () => ' ') : text;
      continue;
    }
    const name = decode(tag.exec(written)?.[1] ?? '').trim();
    const person = parseUserId(data.mentioned.aadObjectId);
    if (name && person) mentions.set(name, mentions.has(name) && mentions.get(name) !== person ? null : person);
  }
  const meant = [...mentions].filter((entry): entry is [string, UserId] => entry[1] !== null);
  return {
    text: decode(text)
      .replace(/[ \u00a0]+/g, ' ')
      .trim(),
    mentions: new Map(meant),
  };
}

/** Characters that show nothing or turn the text around. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029\u{e0000}-\u{e0fff}]/gu;

/** A display name for greeting somebody: visible characters only, one line, at most 100. */
export function readName(name: string | undefined): string {
  const shown = (name ?? '').replace(/\s+/g, ' ').replace(invisible, '').replace(/ +/g, ' ').trim();
  return [...shown].slice(0, 100).join('');
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
