import type { Check, Slot } from './grammar.ts';
import type { Context } from './intent.ts';
import type { Language } from './language.ts';
import { particles } from './names.ts';
import { remarks } from './remarks.ts';
import type { Token } from './tokens.ts';
import { type Term, timeAt } from './when.ts';
import { calendarWords } from './when.words.ts';

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

const requestId = /^(?=.*[0-9])(?=.*[a-z])[a-z0-9]{4,12}$/;
/** "let will send as sales": right after these, even these are names. */
const alsoNames = new Set(['will', 'may', 'grant', 'mark', 'wil', 'an']);
/** With a capital behind another capital or a particle these are surnames: Theresa May, Wil van Mag. */
const surnames = new Set('will may can might mark grant wil mag kan moet moeten laten zou zal wilde gaat'.split(' '));
const givers = new Set(['let', 'give', 'laat', 'geef']);
/** A person named in small letters only, in at most so many words, is still clearly one. */
const clearLength = 6;

/** A sentence as one language sees it: which words may be passed over, which may be part of a name. */
export class Reading {
  readonly tokens: readonly Token[];
  readonly keys: readonly string[];
  readonly terms: ReadonlyMap<number, Found>;
  readonly inTime: readonly boolean[];
  readonly negated: readonly boolean[];
  readonly more: readonly boolean[];
  /** Passed over where a phrase has no use for them: time phrases, small words, negations. */
  readonly skip: readonly boolean[];
  private readonly language: Language;
  private readonly filler: readonly boolean[];
  /** The text tells capitals and small letters apart. */
  private readonly cased: boolean;
  private readonly titled: boolean;
  private readonly remarks: ReadonlySet<number>;

  constructor(tokens: readonly Token[], terms: ReadonlyMap<number, Found>, language: Language) {
    this.tokens = tokens;
    this.terms = terms;
    this.language = language;
    this.keys = tokens.map((token) => token.key);
    const inTime = tokens.map(() => false);
    for (const [at, { end }] of terms) inTime.fill(true, at, end);
    this.inTime = inTime;
    this.cased = tokens.some((token) => token.capital);
    this.titled = tokens.every(
      ({ kind, capital, key }, at) => at === 0 || kind !== 'word' || capital || key.length < 4,
    );
    const { negation, more, filler } = language;
    this.negated = tokens.map((_, at) => !inTime[at] && this.has(negation, at) && !this.noReply(at));
    this.more = tokens.map(
      (_, at) => !inTime[at] && (this.has(more, at) || (this.keys[at] === 'any' && this.has(more, at + 1))),
    );
    this.filler = tokens.map((_, at) => this.has(filler, at));
    this.remarks = remarks(tokens, language, inTime, this.cased, particles);
    this.skip = tokens.map((_, at) => this.blocked(at) || this.looseMark(at));
  }

  /** Part of a name although a phrase may have a word for it; a sentence all in capitals is no help. */
  surname(at: number): boolean {
    if (!this.tokens[at]?.capital || !surnames.has(this.key(at)) || this.titled) return false;
    return Boolean(this.tokens[at - 1]?.capital) || particles.has(this.key(at - 1));
  }
  private key(at: number): string {
    return this.keys[at] ?? '';
  }
  /** An ordinary word, not written like a name. */
  private plain(at: number): boolean {
    return this.tokens[at]?.kind === 'word' && !this.tokens[at]?.capital;
  }
  /** A word that begins with a small letter, in a script that has them. */
  private small(at: number): boolean {
    return this.plain(at) && /^\p{Ll}/u.test(this.tokens[at]?.name ?? '');
  }
  private has(set: ReadonlySet<string>, at: number): boolean {
    return this.plain(at) && set.has(this.key(at));
  }
  private noReply(at: number): boolean {
    return this.key(at) === 'no' && this.key(at + 1) === 'reply';
  }
  private mark(at: number): boolean {
    return this.tokens[at]?.kind === 'punct';
  }
  private comma(at: number): boolean {
    return this.mark(at) && this.key(at) === ',';
  }
  private and(at: number): boolean {
    return this.has(this.language.names.and, at);
  }
  private blocked(at: number): boolean {
    return Boolean(this.inTime[at] || this.negated[at] || this.more[at] || this.filler[at]);
  }
  /** A mark at either end, or beside a time or a small word. */
  private looseMark(at: number): boolean {
    if (!this.mark(at) || !',!?.…'.includes(this.key(at))) return false;
    if (at === 0 || at === this.tokens.length - 1) return true;
    return Boolean(this.inTime[at - 1] || this.inTime[at + 1] || this.filler[at - 1]) || this.mark(at + 1);
  }
  private begins(at: number, from: number): boolean {
    return at === from || this.comma(at - 1) || this.and(at - 1);
  }
  private hard(at: number): boolean {
    return this.language.hard.has(this.key(at)) || this.language.foreign.has(this.key(at));
  }

  /** A request id, upper case. */
  id(at: number): string | null {
    const fits = this.tokens[at]?.kind === 'word' && !this.inTime[at] && requestId.test(this.key(at));
    return fits ? this.key(at).toUpperCase() : null;
  }
  number(at: number): string | null {
    return !this.inTime[at] && /^\d{1,2}$/.test(this.key(at)) ? this.key(at) : null;
  }

  /** Whether the word may be part of the people that begin at `from`. */
  inPeople(at: number, from: number): boolean {
    if (this.mark(at)) return this.comma(at) && at > from;
    if (this.blocked(at)) return false;
    if (!this.plain(at)) return true;
    if (this.and(at)) return at > from;
    const { me, pronouns, articles, roles } = this.language.names;
    const key = this.key(at);
    const begins = this.begins(at, from);
    if (me.has(key) || (begins && pronouns.has(key))) return begins;
    if (begins && articles.has(key)) return true;
    if (
      begins &&
      this.small(at) &&
      !articles.has(key) &&
      !roles.has(key) &&
      !particles.has(key) &&
      this.tokens[at + 1]?.capital
    )
      return false;
    const led = begins || articles.has(this.key(at - 1)) || roles.has(this.key(at - 1));
    if (led && roles.has(key)) return true;
    if (at === from && alsoNames.has(key) && givers.has(this.key(at - 1))) return true;
    if (!begins && particles.has(key) && this.particle(at)) return true;
    return !this.hard(at);
  }
  private particle(at: number): boolean {
    const next = this.tokens[at + 1];
    return !this.cased || (next !== undefined && !this.plain(at + 1)) || particles.has(this.key(at + 1));
  }

  /** Whether the word may be part of the groups that begin at `from`. */
  inGroup(at: number, from: number): boolean {
    if (this.mark(at)) return this.comma(at) && at > from && !this.remarks.has(at);
    const begins = this.begins(at, from);
    if (this.noReply(at) && begins) return true;
    if (this.blocked(at)) return false;
    if (!this.plain(at)) return true;
    if (this.and(at)) return at > from;
    const key = this.key(at);
    if (!begins && calendarWords.has(key)) return false;
    if (!this.hard(at)) return true;
    // "it support" in small letters; "on behalf of it" alone names no group.
    if (begins && key === 'it' && this.plain(at + 1) && !this.hard(at + 1) && !this.blocked(at + 1)) return true;
    if (begins) return this.language.names.articles.has(key);
    if (key === 'of' && this.language.locale === 'en') return true;
    if (particles.has(key) && particles.has(this.key(at + 1))) return true;
    const { inner, names } = this.language;
    const { and } = names;
    // "Marketing and Megan as Sales" says two things; "Software as a Service" is a name.
    if ((key === 'as' || key === 'als') && this.keys.slice(from, at).some((word) => word === ',' || and.has(word)))
      return false;
    return (inner.has(key) && this.between(at)) || (key === 'a' && inner.has(this.key(at - 1)) && this.between(at - 1));
  }
  /** Between two capitals, as "in" in "Women in Tech". */
  private between(at: number): boolean {
    const article = this.language.names.articles.has(this.key(at + 1)) || this.key(at + 1) === 'a';
    const after = article ? at + 2 : at + 1;
    return Boolean(this.tokens[at - 1]?.capital && this.tokens[after]?.capital && !this.inTime[after]);
  }

  /** Whether names may end with this word. */
  ends(at: number, slot: Slot, from: number): boolean {
    if (this.comma(at) || this.and(at)) return false;
    const { articles, pronouns } = this.language.names;
    if (this.has(articles, at) && this.small(at) && !pronouns.has(this.key(at))) return false;
    if (slot === 'w') return this.clearly(from, at);
    if (slot === "p's" || slot === "g's")
      return /(?:'s|(?<=[sxz])')$/.test(this.key(at) || (this.tokens[at]?.name ?? ''));
    return true;
  }
  /** People, and not a purpose: "for Alex", but not "for the campaign". */
  private clearly(from: number, to: number): boolean {
    const { notPeople, names } = this.language;
    if (this.tokens[from]?.capital && notPeople.has(this.key(from))) return false;
    for (let at = from; at <= to; at++) {
      if (this.mark(at) || this.and(at) || !this.small(at)) continue;
      const begins = this.begins(at, from);
      if (begins && names.me.has(this.key(at))) continue;
      if (notPeople.has(this.key(at)) && !(begins && this.introduced(at, to))) return false;
      if (begins && (this.cased || names.articles.has(this.key(at))) && !this.introduced(at, to)) return false;
    }
    return this.cased || to - from < clearLength;
  }
  /** "my colleague Tom": a role, then a name. "van Dijk": a particle, then a name. */
  private introduced(from: number, to: number): boolean {
    const { articles, roles } = this.language.names;
    let at = from;
    while (at < to && this.has(articles, at)) at++;
    const lead = at;
    while (at < to && (this.has(roles, at) || this.has(particles, at))) at++;
    return at > lead && (!this.plain(at) || !this.cased);
  }

  check(check: Check, at: number): boolean {
    const { names, being } = this.language;
    if (check === 'verb') return this.plain(at) && !names.articles.has(this.key(at));
    if (check === 'remark') return this.mark(at) && (!this.comma(at) || this.remarks.has(at));
    const speaks = this.has(names.pronouns, at) || this.has(names.me, at) || this.key(at).includes("'s");
    const backup = this.cased && (this.key(at) === 'a' || this.key(at) === 'an') && this.plain(at + 1);
    return speaks || backup || [1, 2, 3].some((ahead) => this.has(being, at + ahead));
  }
}
