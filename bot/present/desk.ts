import type { Right } from '../domain/request.ts';
import type { Message } from '../ports/messenger.ts';
import type { Base, Buttons, Cards, From, Head, Note } from './data.ts';
import { inert, initials } from './inert.ts';
import { list } from './languages.ts';
import { expand } from './templates.ts';
import { type Say, say } from './texts.ts';
import type { Reader, Where, Who } from './view.ts';

/** What every presenter works with: for whom, and the sentences of that language. */
export interface Desk {
  readonly reader: Reader;
  readonly say: Say;
}

export const desk = (reader: Reader): Desk => ({ reader, say: say(reader.locale) });

/** Teams shows up to about 100 KB in UTF-16; ours stay far below (Microsoft Learn: "Format your bot messages"). */
export const maxBytes = 25_000;
const maxFallback = 2500;

export const noButtons: Buttons = { some: false, presses: [], asks: [], links: [] };

/** A name that is never empty, inert. */
export const nameOf = (one: { readonly name: string }, max = 60): string => inert(one.name, max) || '–';

/** Address, title and department: what tells apart two people of one name. */
export function detailOf(one: Who | Where): string {
  const parts = 'title' in one ? [one.address, one.title, one.department] : [one.address];
  return parts
    .map((part) => inert(part ?? '', 80))
    .filter((part) => part !== '')
    .join(' · ');
}

/** At most `max` names as one phrase: `Alex Wilber, Megan Bowen and 3 more`. */
export function names({ reader, say }: Desk, all: readonly { readonly name: string }[], max = 5): string {
  const first = all.slice(0, max).map((one) => nameOf(one));
  const left = all.length - first.length;
  return left > 0 ? `${first.join(', ')} ${say('and-more', { count: left })}` : list(reader.locale, first);
}

/** The sender as readers of the mail will see it. */
export function fromLine({ say }: Desk, right: Right, person: string, group: Pick<Where, 'name' | 'address'>): From {
  const names = { person, group: nameOf(group) };
  return {
    label: say('from-label'),
    initials: initials(right === 'sendAs' ? names.group : person),
    line: say(`from-${right}`, names),
    address: inert(group.address ?? '', 120),
  };
}

/** A head without a state of a request: what the card is about. */
export const about = (glyph: string, state: string, title = ''): Head => ({
  style: 'emphasis',
  glyph,
  state,
  title,
  id: '',
});

export const warning = (text: string): Note => ({ style: 'warning', glyph: '!', text });
export const remark = (text: string): Note => ({ style: 'emphasis', glyph: 'i', text });

/** `or type: approve K7QF · deny K7QF because …`; empty when nothing can be typed. */
export const orType = ({ say }: Desk, words: readonly string[]): string =>
  words.length > 0 ? say('type-or', { words: words.join(' · ') }) : '';

type Bare<Name extends keyof Cards> = Omit<Cards[Name], 'fallback' | 'speak'>;

/** Fills a template. `told` is the card in plain lines, for clients that cannot draw it; `summary` is its one line. */
export function message<Name extends keyof Cards>(
  name: Name,
  data: Bare<Name>,
  told: readonly string[],
  summary: string,
): Message {
  const { head, lead, foot }: Pick<Base, 'head' | 'lead' | 'foot'> = data;
  const title = [head.state, head.title, head.id].filter(Boolean).join(' · ');
  const all = [title, lead, ...told, foot].filter((line) => line !== '').join('\n');
  const fallback = all.length > maxFallback ? `${all.slice(0, maxFallback).toWellFormed()}…` : all;
  // `speak` may be read as SSML, where these three would be markup.
  const speak = summary.replace(/[<>&]/g, ' ');
  const base = { fallback, speak };
  return { text: null, card: expand(name, { ...data, ...base } as unknown as Cards[Name]), summary };
}

/** As many of `items` as fit on one card; `make` also learns how many are left out, to say so. */
export function fitting<Item>(
  items: readonly Item[],
  most: number,
  make: (shown: readonly Item[], left: number) => Message,
): Message {
  let count = Math.min(items.length, most);
  let made = make(items.slice(0, count), items.length - count);
  while (count > 1 && Buffer.byteLength(JSON.stringify(made.card)) > maxBytes) {
    count = Math.floor(count * 0.8);
    made = make(items.slice(0, count), items.length - count);
  }
  return made;
}
