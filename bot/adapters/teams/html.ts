import { cleanText } from '../../domain/text.ts';

/** Whose words a part of a message is, as far as its HTML shows. */
type Whose = 'own' | 'quoted' | 'passedOn';

/** The words of a message's HTML as plain lines, by whose they are. Mentions stand in them as `<at>Name</at>`. */
export type Words = Readonly<Record<Whose, string>>;

const characters: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi;

/** HTML's character references → the characters, once. What is none stays as it is. */
export const decode = (text: string): string =>
  cleanText(
    text.replace(entity, (all, decimal?: string, hex?: string, name = '') => {
      if (name !== '') return characters[name.toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code === 0xa0 ? ' ' : code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }),
  );

/** Lines without spaces at their ends and several inside; no empty ones, whatever kind of space. */
export const tidy = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\t\p{Zs}]+/gu, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();

const lineMakers = new Set('p div br li tr ul ol table blockquote pre h1 h2 h3 h4 h5 h6 codeblock'.split(' '));
const withoutEnd = new Set('br img hr input meta link quoted'.split(' '));
/** Elements whose text nobody sees in the message. */
const unseen = new Set(['script', 'style', 'attachment']);
const isMention = /schema\.skype\.com\/Mention/i;
const deepest = 200;

interface Open {
  readonly tag: string;
  /** Where these begin, they count until the element ends; not again within it. */
  readonly begins: 'whose' | 'mention' | 'unseen' | null;
}

const named = (name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]*))`, 'i');
const [itemtype, itemprop, alt] = [named('itemtype'), named('itemprop'), named('alt')];
const attribute = (tag: string, pattern: RegExp) => pattern.exec(tag)?.slice(1).find(Boolean) ?? '';

/**
 * A quoted reply is a `blockquote` of type `schema.skype.com/Reply`; a forwarded message one of type `…/Forward`, without an
 * author; somebody's quotation by hand one of no type; what was pasted has `itemprop="copy-paste-block"` (as seen in
 * messages of Teams' clients and in Microsoft Graph's examples of `chatMessage`).
 */
function whoseIs(tag: string, name: string): Whose | null {
  if (name === 'blockquote') return /schema\.skype\.com\/Reply/i.test(attribute(tag, itemtype)) ? 'quoted' : 'passedOn';
  return attribute(tag, itemprop) === 'copy-paste-block' ? 'passedOn' : null;
}

/** The HTML of a message → its words. One scan, no backtracking; never throws on any text. */
export function readHtml(html: string): Words {
  const reading = new Reading();
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) {
      reading.text(html.slice(at));
      break;
    }
    reading.text(html.slice(at, open));
    reading.tag(html.slice(open, Math.min(close + 1, open + 1000)));
    at = close + 1;
  }
  return reading.words();
}

class Reading {
  readonly #words: Record<Whose, string[]> = { own: [], quoted: [], passedOn: [] };
  readonly #open: Open[] = [];
  #whose: Whose = 'own';
  #mention = false;
  #unseen = false;

  #say(text: string): void {
    this.#words[this.#whose].push(text);
  }

  text(raw: string): void {
    // A line end in the source is a space.
    if (!this.#unseen) this.#say(decode(raw).replace(/\s+/g, ' '));
  }

  tag(tag: string): void {
    const [, end = '', written = ''] = /^<(\/?)([a-z][\w-]*)/i.exec(tag) ?? [];
    const name = written.toLowerCase();
    if (name === '') return;
    if (lineMakers.has(name)) this.#say('\n');
    if (name === 'td' || name === 'th') this.#say(' ');
    if (name === 'img' || name === 'emoji') this.#say(decode(attribute(tag, alt)));
    if (withoutEnd.has(name)) return;
    if (end !== '') this.#close(name);
    else if (!tag.endsWith('/>') && this.#open.length < deepest) this.#open.push(this.#begin(tag, name));
  }

  #begin(tag: string, name: string): Open {
    const whose = this.#whose === 'own' ? whoseIs(tag, name) : null;
    if (whose !== null) {
      this.#whose = whose;
      this.#say('\n');
      return { tag: name, begins: 'whose' };
    }
    if (!this.#mention && (name === 'at' || (name === 'span' && isMention.test(attribute(tag, itemtype))))) {
      this.#mention = true;
      this.#say('<at>');
      return { tag: name, begins: 'mention' };
    }
    if (this.#unseen || !unseen.has(name)) return { tag: name, begins: null };
    this.#unseen = true;
    return { tag: name, begins: 'unseen' };
  }

  #close(name: string): void {
    const at = this.#open.findLastIndex(({ tag }) => tag === name);
    while (at >= 0 && this.#open.length > at) this.#end(this.#open.pop()?.begins ?? null);
    if (lineMakers.has(name)) this.#say('\n');
  }

  #end(begun: Open['begins']): void {
    if (begun === 'mention') this.#say('</at>');
    if (begun === 'mention') this.#mention = false;
    if (begun === 'unseen') this.#unseen = false;
    if (begun === 'whose') this.#whose = 'own';
  }

  words(): Words {
    while (this.#open.length > 0) this.#end(this.#open.pop()?.begins ?? null);
    const { own, quoted, passedOn } = this.#words;
    return { own: tidy(own.join('')), quoted: tidy(quoted.join('')), passedOn: tidy(passedOn.join('')) };
  }
}
