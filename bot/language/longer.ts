import type { Understood } from './intent.ts';
import type { Meaning } from './meaning.ts';
import { withoutPossessive } from './names.ts';
import { type Input, type Parsed, parse } from './parse.ts';
import { type Span, slotsOf, stretches } from './stretches.ts';
import type { Token } from './tokens.ts';

/**
 * Names that hold words and marks of the grammar: "Marketing - Europe", "Centre for Learning", "Sales, Marketing & Support".
 * The grammar takes as little for a name as it can, and cannot know better: only the directory can. Here are all the
 * longer names that the sentence allows, each found by reading it with that stretch between quotes.
 */
export interface Longer {
  /** As the text spells it. */
  readonly name: string;
  readonly field: 'people' | 'groups';
  /** Its tokens: from, up to. */
  readonly from: number;
  readonly to: number;
  /** What the sentence means with it. */
  readonly said: Understood;
}

type Given = Omit<Input, 'wide'>;

/** Readings that may be tried; each costs as much as a sentence. */
const mostTries = 60;
/** So many names are looked up at most, the shorter ones of them: the likelier. */
const mostNames = 24;

/**
 * @param bases what the sentence means, by the grammar and, where that says nothing, with names that hold anything
 * @param said what it is taken for when none of the longer names exists; its own names are none of them
 */
export function longerNames(
  tokens: readonly Token[],
  bases: readonly Parsed[],
  { people, groups }: Understood,
  given: Given,
): readonly Longer[] {
  const found: Longer[] = [];
  const known = new Set([...people, ...groups]);
  let tries = 0;
  for (const base of bases) {
    const sure = base.understood.intent !== 'unknown';
    for (const [from, to] of stretches(tokens, base)) {
      if (sure && known.has(stretch(tokens, from, to, given.text))) continue;
      if (++tries > mostTries) break;
      if (found.some((one) => one.from === from && one.to === to)) continue;
      const said = readStretch(tokens, [from, to], base, given)?.parsed.understood;
      const name = said && taken(said, stretch(tokens, from, to, given.text));
      if (name) found.push({ ...name, from, to, said });
    }
  }
  if (found.every(({ name }) => known.has(name))) return [];
  return found
    .sort((a, b) => a.name.length - b.name.length)
    .slice(0, mostNames)
    .reverse();
}

/** A sentence some of whose names are one token each. */
export interface Whole {
  readonly tokens: readonly Token[];
  readonly parsed: Parsed;
}

/** The sentence with these names taken whole, as far as they do not overlap; the longest goes first. */
export function readWith(
  tokens: readonly Token[],
  bases: readonly Parsed[],
  names: readonly Longer[],
  given: Given,
): Whole | null {
  const chosen: Longer[] = [];
  for (const name of names) if (chosen.every(({ from, to }) => name.to <= from || name.from >= to)) chosen.push(name);
  const all = chosen.map(({ from, to }): Span => [from, to]);
  for (const spans of [all, ...all.map((span) => [span])])
    for (const base of bases) {
      const found =
        spans.length === 1 ? readStretch(tokens, spans[0] as Span, base, given) : read(tokens, spans, base, given);
      if (found) return found;
    }
  return null;
}

/** With one stretch whole; where that alone makes no sentence, with all other names as they were taken, too. */
function readStretch(tokens: readonly Token[], span: Span, base: Parsed, given: Given): Whole | null {
  const whole = read(tokens, [span], base, given);
  if (whole || !base.meaning?.reading.wide) return whole;
  const others = slotsOf(tokens, base.meaning).filter(([from, to]) => to <= span[0] || from >= span[1]);
  return read(tokens, [span, ...others], base, given);
}

/** Null unless it means the same but for its names, and has them all. */
function read(tokens: readonly Token[], spans: readonly Span[], base: Parsed, given: Given): Whole | null {
  const { intent, right } = base.understood;
  const row = glued(mended(tokens, base.meaning), spans, given.text);
  const only = base.meaning?.reading.language;
  const parsed = parse(row, { ...given, wide: false, mended: base.meaning !== null, alone: base.alone, only });
  const said = parsed.understood;
  const same = intent === 'unknown' || (said.intent === intent && said.right === right);
  const whole = spans.every(([from, to]) => taken(said, stretch(tokens, from, to, given.text)));
  return said.intent !== 'unknown' && same && whole ? { tokens: row, parsed } : null;
}

/** What was taken for a typing error before is one again. */
function mended(tokens: readonly Token[], meaning: Meaning | null): readonly Token[] {
  const keys = new Map(meaning?.reading.tokens.map(({ start, key }) => [start, key]));
  return tokens.map((token) => {
    const key = token.kind === 'word' ? (keys.get(token.start) ?? token.key) : token.key;
    return key === token.key ? token : { ...token, key };
  });
}

function taken({ people, groups }: Understood, name: string): Pick<Longer, 'name' | 'field'> | null {
  for (const written of [name, withoutPossessive(name)]) {
    if (groups.includes(written)) return { name: written, field: 'groups' };
    if (people.includes(written)) return { name: written, field: 'people' };
  }
  return null;
}

const stretch = (tokens: readonly Token[], from: number, to: number, text: string) =>
  text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);

/** The tokens with each span made one, as if it stood between quotes. */
function glued(tokens: readonly Token[], spans: readonly Span[], text: string): Token[] {
  return tokens.flatMap((token, at) => {
    const span = spans.find(([from, to]) => at >= from && at < to);
    if (!span) return [token];
    const [from, to] = span;
    if (at > from) return [];
    const end = tokens[to - 1]?.end ?? token.end;
    return [{ kind: 'quoted', name: stretch(tokens, from, to, text), key: '', start: token.start, end, capital: true }];
  });
}
