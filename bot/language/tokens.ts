/**
 * A text as a row of tokens. One scan from left to right, no backtracking: quotes, mentions and addresses become one
 * token each, so that nothing inside them is ever read as a command.
 */

export type Kind = 'word' | 'quoted' | 'mention' | 'mail' | 'punct';

export interface Token {
  readonly kind: Kind;
  /** What a name would be: without quotes or tags, otherwise as written. */
  readonly name: string;
  /** Lower case, straight apostrophes; what the grammar compares. Empty for quotes, mentions and addresses. */
  readonly key: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  /** Begins with a capital although it need not: neither the first word of a sentence nor a text all in capitals. */
  readonly capital: boolean;
}

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”"“',
  '”': '”',
  '„': '”“"',
  '«': '»',
  '»': '«',
  '‹': '›',
  "'": "'",
  '‘': "’'‘",
  '’': '’',
  '`': '`´',
  '「': '」',
  '『': '』',
};
/** Names of the rights are words also when somebody quotes them: geef Alex "Verzenden als". */
const quotedRights = /^(?:send|send on|verzenden|verzend) (?:as|behalf|behalf of|als|namens)$/i;
const elisions = /^['’‘`](?:[tsnkmr]|em|ns|tis|till?|cause|cos|bout)(?![\p{L}\p{N}])/iu;
const abbreviations = new Set('dr mr mrs ms prof st ir drs mw mevr dhr ing jr sr'.split(' '));
const wordEnd = /[\s,;:!?()[\]{}<>"“”„«»‹›—–…|→⇒➜➔。、，！？；：「」『』]/u;
const space = /\s/u;
const mail = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:.]{2,}$/u;
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Lower case with straight apostrophes and plain hyphens; how the grammar sees a word. */
export const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑]/g, '-');

/** Text of any length → its first `limit` tokens, and whether that was all. Never throws. */
export function tokenize(text: string, limit: number): { tokens: Token[]; whole: boolean } {
  const scan = new Scan(text);
  while (scan.at < text.length && scan.tokens.length < limit) scan.next();
  return { tokens: scan.tokens, whole: scan.at >= text.length };
}

class Scan {
  at = 0;
  readonly tokens: Token[] = [];
  /** Where a quote closes that is no name. */
  private closing = -1;
  private readonly text: string;
  private readonly shouts: boolean;
  /** Closing marks known to be missing from here on: each is searched for in vain only once. */
  private readonly missing = new Set<string>();

  constructor(text: string) {
    this.text = text;
    const head = text.slice(0, 400);
    this.shouts = head === head.toUpperCase() && head !== head.toLowerCase();
  }

  next(): undefined {
    const char = this.text[this.at] as string;
    if (char === '\n') return this.punct(',', 1);
    if (space.test(char) || this.at === this.closing) {
      this.at++;
      return undefined;
    }
    if (char === '<' && this.mention()) return;
    if (char in closers && this.quote(char)) return;
    if (char === '<' || char === '>') {
      this.at++;
      return undefined;
    }
    if (wordEnd.test(char)) return this.punct(char, 1);
    this.word();
  }

  private push(kind: Kind, name: string, key: string, end: number): undefined {
    const last = this.tokens.at(-1);
    const opens = !last || (last.kind === 'punct' && '.!?'.includes(last.key));
    const first = name[0] ?? '';
    const capital = !opens && !this.shouts && first !== first.toLowerCase();
    this.tokens.push({ kind, name, key, start: this.at, end, capital });
    this.at = end;
  }

  private punct(char: string, length: number): undefined {
    const key = '—–'.includes(char) ? '-' : '→⇒➜➔'.includes(char) ? ':' : char;
    this.push('punct', char, key, this.at + length);
  }

  /** `<at>Alex Wilber</at>`, with or without attributes. */
  private mention(): boolean {
    if (this.text.slice(this.at, this.at + 3).toLowerCase() !== '<at' || this.missing.has('</at>')) return false;
    const open = this.text.indexOf('>', this.at);
    const close = open < 0 ? -1 : this.text.indexOf('</at>', open);
    if (close < 0) {
      this.missing.add('</at>');
      return false;
    }
    this.push('mention', this.text.slice(open + 1, close).trim(), '', close + 5);
    return true;
  }

  private quote(char: string): boolean {
    if (this.missing.has(char) || elisions.test(this.text.slice(this.at, this.at + 8))) return false;
    const marks = closers[char] ?? '';
    for (let end = this.at + 1; end < this.text.length; end++) {
      const after = this.text[end + 1];
      if (!marks.includes(this.text[end] as string)) continue;
      if (after !== undefined && !wordEnd.test(after) && after !== '.' && after !== "'") continue;
      const inner = this.text.slice(this.at + 1, end);
      if (!inner.trim()) return false;
      if (quotedRights.test(inner)) return this.unquote(end);
      this.push('quoted', inner.trim(), '', end + 1);
      return true;
    }
    this.missing.add(char);
    return false;
  }

  /** Words between quotes that are no name: both marks are passed over. */
  private unquote(end: number): boolean {
    this.closing = end;
    this.at++;
    return true;
  }

  private word(): undefined {
    let end = this.at;
    while (end < this.text.length && end !== this.closing && !wordEnd.test(this.text[end] as string)) end++;
    let raw = this.text.slice(this.at, end);
    if (mail.test(raw.replace(/[.'’]+$/u, ''))) {
      const address = raw.replace(/[.'’]+$/u, '');
      return this.push('mail', address, '', this.at + address.length);
    }
    if (raw === '-') return this.punct('-', 1);
    const dots = /[.`´]+$/u.exec(raw.slice(-8))?.[0].length ?? 0;
    const bare = raw.slice(0, raw.length - dots);
    const short = abbreviations.has(bare.toLowerCase()) || /^(?:(?:\p{L}\.)*\p{Lu}|(?:\p{L}\.)+\p{L})$/u.test(bare);
    if (dots && bare && !(dots === 1 && short && end < this.text.length)) raw = bare;
    if (!bare) return this.punct('.', raw.length);
    const key = fold(raw)
      .replace(invisible, '')
      .replace(/(?<=.)\.$/, '');
    this.push('word', raw, key.length > 1 ? key.replace(/^[#*_]+|[*_]+$/g, '') : key, this.at + raw.length);
  }
}
