import type { Right } from '../domain/request.ts';
import type { Message } from '../ports/messenger.ts';
import type { Base, Buttons, Cards, From, Head, Note } from './data.ts';
import { inert, initials } from './inert.ts';
import { list } from './languages.ts';
import { addressOf, type Nameable, named, plain, titleOf, withRuns } from './named.ts';
import { namesakes } from './namesakes.ts';
import { expand } from './templates.ts';
import { type Say, say } from './texts.ts';
import type { Reader, View, Where, Who } from './view.ts';

/** What every presenter works with: for whom, the sentences of that language, and a word about names borne by several. */
export interface Desk {
  readonly reader: Reader;
  readonly say: Say;
  readonly namesakes: readonly Note[];
}

export function desk(reader: Reader, view: View): Desk {
  const words = say(reader.locale);
  const several = namesakes(view).slice(0, 3);
  return {
    reader,
    say: words,
    namesakes: several.map((one) => warning(words('note-namesakes', { name: titleOf(words, one) }))),
  };
}

/** Teams shows up to about 100 KB in UTF-16; ours stay far below (Microsoft Learn: "Format your bot messages"). */
export const maxBytes = 25_000;
const maxFallback = 2500;

export const noButtons: Buttons = { some: false, presses: [], asks: [], links: [] };

/** Address, title and department: what tells apart two people of one name. */
export function detailOf(one: Who | Where): string {
  const more = 'title' in one ? [one.title, one.department] : [];
  return [addressOf(one), ...more.map((part) => inert(part ?? '', 80))].filter((part) => part !== '').join(' · ');
}

/** At most `max` names with their addresses as one phrase: `Alex Wilber, Megan Bowen and 3 more`. */
export function names({ reader, say }: Desk, all: readonly Nameable[], max = 5): string {
  const first = all.slice(0, max).map((one) => named(say, one));
  const left = all.length - first.length;
  return left > 0 ? `${first.join(', ')} ${say('and-more', { count: left })}` : list(reader.locale, first);
}

/** The sender as readers of the mail will see it, and beneath it whose names those are. */
export function fromLine({ say }: Desk, right: Right, person: Nameable, group: Nameable): From {
  const names = { person: titleOf(say, person), group: titleOf(say, group) };
  const shown = right === 'sendAs' ? [group] : [person, group];
  return {
    label: say('from-label'),
    initials: initials(shown[0]?.name ?? ''),
    line: say(`from-${right}`, names),
    address: shown
      .map(addressOf)
      .filter((address) => address !== '')
      .join(' · '),
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
  const lines = [title, lead, ...told, foot].filter((line) => line !== '').map(plain);
  const said = plain(summary);
  // `speak` may be read as SSML, where these three would be markup.
  const base = { fallback: within(lines, maxFallback), speak: said.replace(/[<>&]/g, ' ') };
  return { text: null, card: expand(name, withRuns({ ...data, ...base }) as Cards[Name]), summary: said };
}

/** The first of these lines that have room, none of them cut: an address at its end would be another one. */
function within(lines: readonly string[], most: number): string {
  let room = most;
  const shown = lines.filter((line) => {
    room -= line.length + 1;
    return room >= 0;
  });
  return [...shown, ...(shown.length < lines.length ? ['…'] : [])].join('\n');
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
