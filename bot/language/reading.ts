import type { Language } from './language.ts';
import type { Check, Slot } from './marks.ts';
import { particles } from './names.ts';
import { type Found, Sentence } from './sentence.ts';
import type { Token } from './tokens.ts';
import { calendarWords } from './when.words.ts';

/** "let will send as sales": right after these, even these are names. */
const alsoNames = new Set(['will', 'may', 'grant', 'mark', 'wil', 'an']);
const givers = new Set(['let', 'give', 'can', 'could', 'laat', 'geef', 'mag', 'kan']);
/** Marks that end a sentence; in the middle of one they belong to no name. */
const closing = '?!…';
/** Marks with which a name may end. */
const endings = ')]';
/** A person named in small letters only, in at most so many words, is still clearly one. */
const clearLength = 6;

/** Which words of a sentence may be part of whose name, and where names end. */
export class Reading extends Sentence {
  /** Behind its first word a name may hold any word and any mark that stands between two words. */
  readonly wide: boolean;

  constructor(tokens: readonly Token[], terms: ReadonlyMap<number, Found>, language: Language, wide = false) {
    super(tokens, terms, language);
    this.wide = wide;
  }

  /** Whether the word may be part of the people that begin at `from`. */
  inPeople(at: number, from: number): boolean {
    if (this.wide && this.inAny(at, from)) return true;
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
      this.isSmall(at) &&
      !articles.has(key) &&
      !roles.has(key) &&
      !particles.has(key) &&
      this.tokens[at + 1]?.capital
    )
      return false;
    const led = begins || articles.has(this.key(at - 1)) || roles.has(this.key(at - 1));
    if (led && roles.has(key)) return true;
    if (at === from && alsoNames.has(key) && givers.has(this.key(at - 1))) return true;
    if (at === 0 && alsoNames.has(key) && !this.isSmall(0) && this.tokens[1]?.capital) return true;
    if (!begins && particles.has(key) && this.particle(at)) return true;
    return !this.hard(at);
  }
  private inAny(at: number, from: number): boolean {
    return this.mark(at) ? at > from && !closing.includes(this.key(at)) : at > from || this.capital(at) || at === 0;
  }
  private particle(at: number): boolean {
    const next = this.tokens[at + 1];
    return !this.cased || (next !== undefined && !this.plain(at + 1)) || particles.has(this.key(at + 1));
  }

  /** Whether the word may be part of the groups that begin at `from`. */
  inGroup(at: number, from: number): boolean {
    if (this.wide && this.inAny(at, from)) return true;
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
    if (this.wide && at > from && slot !== 'p' && slot !== 'g') return false;
    if (this.wide && at > from) return !this.mark(at) || endings.includes(this.key(at));
    const { articles, pronouns } = this.language.names;
    if (!slot.startsWith('g') && !this.named(from, at)) return false;
    if (this.has(articles, at) && this.isSmall(at) && !pronouns.has(this.key(at))) return false;
    if (slot === 'w') return this.clearly(from, at);
    if (slot === 's') return this.surely(from, at);
    if (slot === 'g!') return this.clearGroup(from, at);
    if (slot === "p's" || slot === "g's")
      return /(?:'s|(?<=[sxz])')$/.test(this.key(at) || (this.tokens[at]?.name ?? ''));
    return true;
  }
  /** No "me possibly" and no "Alex set": what follows the speaker, or a word with a capital, is part of no name. */
  private named(from: number, to: number): boolean {
    const { me, roles, articles } = this.language.names;
    let [written, speaker] = [false, false];
    for (let at = from; at <= to; at++) {
      if (this.mark(at) || this.and(at)) [written, speaker] = [false, false];
      else if (speaker) return false;
      else if (this.begins(at, from) && articles.has(this.key(at))) continue;
      else if (!this.isSmall(at)) written = !(me.has(this.key(at)) && this.begins(at, from));
      else if (written && !particles.has(this.key(at)) && !roles.has(this.key(at)) && !articles.has(this.key(at)))
        return false;
      if (this.begins(at, from) && me.has(this.key(at))) speaker = true;
    }
    return true;
  }
  /** People, and not a purpose: "for Alex", but not "for the campaign". */
  private clearly(from: number, to: number): boolean {
    const { notPeople, names } = this.language;
    if (this.tokens[from]?.capital && notPeople.has(this.key(from))) return false;
    for (let at = from; at <= to; at++) {
      if (this.mark(at) || this.and(at) || !this.isSmall(at)) continue;
      const begins = this.begins(at, from);
      if (begins && names.me.has(this.key(at))) continue;
      if (notPeople.has(this.key(at)) && !(begins && this.introduced(at, to))) return false;
      if (begins && (this.cased || names.articles.has(this.key(at))) && !this.introduced(at, to)) return false;
    }
    return this.cased || to - from < clearLength;
  }
  /** People that could be nothing else: written as names, or, in small letters only, a word or two where a name must come. */
  private surely(from: number, to: number): boolean {
    const { articles, roles, me } = this.language.names;
    let plain = 0;
    let named = false;
    for (let at = from; at <= to; at++) {
      if (this.mark(at) || this.and(at)) plain = 0;
      else if (this.begins(at, from) && me.has(this.key(at))) named = true;
      else if (!this.isSmall(at)) named = true;
      else if (this.has(articles, at) || this.has(roles, at) || particles.has(this.key(at))) continue;
      else if (this.cased || ++plain > 2 || !this.expected(from)) return false;
      else named = true;
    }
    return named;
  }
  /** Groups where any other thing could be meant: written as names, or a word or two that are no thing of every day. */
  private clearGroup(from: number, to: number): boolean {
    const { things, names } = this.language;
    let plain = 0;
    for (let at = from; at <= to; at++) {
      if (this.tokens[at]?.kind === 'mention' || this.id(at) !== null || this.has(names.pronouns, at)) return false;
      if (this.mark(at) || this.and(at)) plain = 0;
      else if (this.isSmall(at) && !this.has(names.articles, at) && (things.has(this.key(at)) || ++plain > 2))
        return false;
    }
    return true;
  }
  /** Behind a word that a name follows: "let alex", "zodat alex". */
  private expected(at: number): boolean {
    return at === 0 || this.language.introducers.has(this.key(at - 1));
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
    switch (check) {
      case 'verb':
        return this.plain(at) && !this.language.names.articles.has(this.key(at));
      case 'remark':
        return this.mark(at) && (!this.comma(at) || this.remarks.has(at));
      case 'clause':
        return this.clause(at);
    }
  }

  private clause(at: number): boolean {
    const { names, being } = this.language;
    const speaks = this.has(names.pronouns, at) || this.has(names.me, at) || this.key(at).includes("'s");
    const backup = this.cased && (this.key(at) === 'a' || this.key(at) === 'an') && this.plain(at + 1);
    const tells = (word: number) => this.has(being, word) || (this.isSmall(word) && /..ed$/.test(this.key(word)));
    return speaks || backup || [1, 2, 3].some((ahead) => tells(at + ahead));
  }
}
