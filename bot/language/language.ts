import type { Phrases } from './grammar.ts';
import type { NameWords } from './names.ts';

/** Everything that one language brings; english.ts and dutch.ts fill it in. */
export interface Language extends Phrases {
  readonly locale: 'en' | 'nl';
  readonly names: NameWords;
  /** Lower-case words that no unquoted name of a person holds. */
  readonly hard: ReadonlySet<string>;
  /** Words of the other language that no name holds either, lest half a foreign sentence pass for a name. */
  readonly foreign: ReadonlySet<string>;
  /** Words that open a reason. */
  readonly connectives: ReadonlySet<string>;
  /** Verbs that show that a clause has begun: is, has, will. */
  readonly being: ReadonlySet<string>;
  /** Verbs with which a clause goes on behind a list of groups: "namens A, B en C kunnen verzenden". */
  readonly cluster: ReadonlySet<string>;
  /** Among `hard`, words that a group's name may hold between two capitals: "Women in Tech". */
  readonly inner: ReadonlySet<string>;
  /** Small words that change nothing: please, even, graag. */
  readonly filler: ReadonlySet<string>;
  /** Rows of words that change nothing wherever they stand: "at the moment", "met spoed". */
  readonly idle: Rows;
  readonly negation: ReadonlySet<string>;
  /** Words that add nothing to a wish; a remark of these alone is no reason. */
  readonly empty: ReadonlySet<string>;
  /** With a negation: any more, niet meer. */
  readonly more: ReadonlySet<string>;
  /** "I can't … any more" is a complaint, not a wish. */
  readonly able: ReadonlySet<string>;
  /** Lower-case nouns that are a reason and not a person. */
  readonly notPeople: ReadonlySet<string>;
  /** Things that people need, use or want, and that are no groups. */
  readonly things: ReadonlySet<string>;
  /** Words behind which a name stands, whatever it looks like: let, that, dat. */
  readonly introducers: ReadonlySet<string>;
  /** Openings ("hi", "good morning") and closings ("thanks in advance", "groeten"), as rows of words. */
  readonly openings: readonly string[];
  readonly closings: readonly string[];
  /** What may stand before a sentence without changing it: "do you know", "sorry", "weet je". */
  readonly leads: readonly string[];
  readonly notOurs: ReadonlySet<string>;
}

/** Rows of words by their first. */
export type Rows = ReadonlyMap<string, readonly (readonly string[])[]>;
export const rows = (phrases: readonly string[]): Rows =>
  Map.groupBy(
    phrases.map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length),
    ([first = '']) => first,
  );

/** Words in one text → a set. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
