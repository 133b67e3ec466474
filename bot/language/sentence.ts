import type { Context } from './intent.ts';
import type { Language } from './language.ts';
import { particles } from './names.ts';
import { remarks } from './remarks.ts';
import type { Token } from './tokens.ts';
import { type Term, timeAt } from './when.ts';

export interface Found {
  readonly term: Term;
  readonly end: number;
}

/** Time phrases by the token where they begin; the same for every language. */
export function times(tokens: readonly Token[], context: Context): Map<number, Found> {
  const found = new Map<number, Found>();
  for (let at = 0; at < tokens.length; at++) {
    const time = timeAt(tokens, at, context);
    if (!time) continue;
    found.set(at, { term: time.term, end: at + time.length });
    at += time.length - 1;
  }
  return found;
}

/** What a request id looks like, in small letters. */
export const isRequestId = (key: string): boolean => requestId.test(key);
const requestId = /^(?=.*[0-9])(?=.*[a-z])[a-z0-9]{4,12}$/;
/** "for a week only", "slechts twee dagen": part of the time. */
const onlyWords = new Set('only just slechts maximaal alleen hooguit'.split(' '));
/** With a capital behind another capital or a particle these are surnames: Theresa May, Wil van Mag. */
const surnames = new Set('will may can might mark grant wil mag kan moet moeten laten zou zal wilde gaat'.split(' '));
/** With a capital that nothing asks for, these are first names: "I'd like Will to …". */
const firstNames = new Set(['will', 'may', 'mark', 'grant', 'wil', 'ken', 'rob']);
/** A sentence as one language sees it: what each word is, and which may be passed over. */
export class Sentence {
  readonly tokens: readonly Token[];
  readonly keys: readonly string[];
  readonly terms: ReadonlyMap<number, Found>;
  readonly inTime: readonly boolean[];
  readonly negated: readonly boolean[];
  readonly more: readonly boolean[];
  /** Passed over where a phrase has no use for them: time phrases, small words, negations. */
  readonly skip: readonly boolean[];
  /** Rows of words that are never part of a phrase: "as far as I'm concerned". */
  readonly idle: readonly boolean[];
  readonly language: Language;
  protected readonly filler: readonly boolean[];
  /** The text tells capitals and small letters apart. */
  protected readonly cased: boolean;
  protected readonly titled: boolean;
  protected readonly remarks: ReadonlySet<number>;

  constructor(tokens: readonly Token[], terms: ReadonlyMap<number, Found>, language: Language) {
    this.tokens = tokens;
    this.terms = terms;
    this.language = language;
    this.keys = tokens.map((token) => token.key);
    const inTime = tokens.map(() => false);
    for (const [at, { end }] of terms) {
      inTime.fill(true, at, end);
      if (onlyWords.has(this.keys[end] ?? '')) inTime[end] = true;
      if (onlyWords.has(this.keys[at - 1] ?? '')) inTime[at - 1] = true;
    }
    this.inTime = inTime;
    this.cased = tokens.some((token) => token.capital);
    this.titled = tokens.every(
      ({ kind, capital, key }, at) => at === 0 || kind !== 'word' || capital || key.length < 4,
    );
    const { negation, more, filler } = language;
    const idle = tokens.map(() => false);
    tokens.forEach((_, at) => {
      const row =
        this.plain(at) &&
        language.idle.get(this.key(at))?.find((row) => row.every((word, n) => word === this.key(at + n)));
      if (row) idle.fill(true, at, at + row.length);
    });
    this.idle = idle;
    this.negated = tokens.map((_, at) => !inTime[at] && !idle[at] && this.has(negation, at) && !this.noReply(at));
    this.more = tokens.map(
      (_, at) => !inTime[at] && (this.has(more, at) || (this.keys[at] === 'any' && this.has(more, at + 1))),
    );
    this.filler = tokens.map((_, at) => idle[at] || this.has(filler, at));
    this.remarks = remarks(tokens, language, inTime, this.cased, particles);
    this.skip = tokens.map((_, at) => this.blocked(at) || this.looseMark(at));
  }

  /** Part of a name although a phrase may have a word for it; a sentence all in capitals is no help. */
  surname(at: number): boolean {
    if (!this.tokens[at]?.capital || !surnames.has(this.key(at)) || this.titled) return false;
    if (this.tokens[at - 1]?.capital || particles.has(this.key(at - 1))) return true;
    return firstNames.has(this.key(at)) && !this.mark(at - 1) && !this.has(this.language.names.me, at + 1);
  }
  /** Written with a capital that it need not have; the speaker's "I" does not count. */
  capital(at: number): boolean {
    return this.tokens[at]?.capital === true && this.key(at).length > 1 && !this.key(at).startsWith("i'");
  }
  protected key(at: number): string {
    return this.keys[at] ?? '';
  }
  /** An ordinary word, not written like a name. */
  protected plain(at: number): boolean {
    return this.tokens[at]?.kind === 'word' && !this.tokens[at]?.capital;
  }
  /** A word in small letters, in a script that has them; "d'Hondt" and "el-Sayed" are names. */
  isSmall(at: number): boolean {
    return this.plain(at) && /^\p{Ll}\P{Lu}*$/u.test(this.tokens[at]?.name ?? '');
  }
  protected has(set: ReadonlySet<string>, at: number): boolean {
    return this.plain(at) && set.has(this.key(at));
  }
  protected noReply(at: number): boolean {
    return this.key(at) === 'no' && this.key(at + 1) === 'reply';
  }
  protected mark(at: number): boolean {
    return this.tokens[at]?.kind === 'punct';
  }
  protected comma(at: number): boolean {
    return this.mark(at) && this.key(at) === ',';
  }
  protected and(at: number): boolean {
    return this.has(this.language.names.and, at);
  }
  protected blocked(at: number): boolean {
    return Boolean(this.inTime[at] || this.negated[at] || this.more[at] || this.filler[at]);
  }
  /** A mark at either end, or beside a time or a small word. */
  protected looseMark(at: number): boolean {
    if (!this.mark(at) || !',!?.…'.includes(this.key(at))) return false;
    if (at === 0 || at === this.tokens.length - 1) return true;
    return Boolean(this.inTime[at - 1] || this.inTime[at + 1] || this.filler[at - 1]) || this.mark(at + 1);
  }
  protected begins(at: number, from: number): boolean {
    return at === from || this.comma(at - 1) || this.and(at - 1);
  }
  protected hard(at: number): boolean {
    return this.language.hard.has(this.key(at)) || this.language.foreign.has(this.key(at));
  }

  /** Only words that add nothing: "can you arrange that", "many thanks". */
  saysNothing(from: number, to: number): boolean {
    for (let at = from; at < to; at++)
      if (!this.mark(at) && !this.inTime[at] && !this.has(this.language.empty, at)) return false;
    return true;
  }
  /** A request id, upper case. */
  id(at: number): string | null {
    const fits = this.tokens[at]?.kind === 'word' && !this.inTime[at] && isRequestId(this.key(at));
    return fits ? this.key(at).toUpperCase() : null;
  }
  number(at: number): string | null {
    return !this.inTime[at] && /^\d{1,2}$/.test(this.key(at)) ? this.key(at) : null;
  }
}
