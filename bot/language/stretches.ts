import type { Meaning } from './meaning.ts';
import { particles } from './names.ts';
import type { Parsed } from './parse.ts';
import type { Token } from './tokens.ts';

/** Which stretches of a sentence may be a name. Whether the sentence then still says something is seen by reading it. */

/** Tokens: from, up to. */
export type Span = readonly [number, number];

/** Names of more words and marks are not looked for; between quotes a name has no limit. */
const mostTokens = 12;
const opening = '([{#';
const ending = ')]}!?.';
/** Words that join two parts of a name. */
const joints = new Set('as als for voor to om of van in on op with met at bij not niet'.split(' '));

/** From wherever a name may begin, all that may be one; what begins where the grammar sees a name comes first. */
export function* stretches(tokens: readonly Token[], { meaning, understood }: Parsed): Generator<Span> {
  const said = literals(tokens, meaning);
  const begin = meaning ? beginnings(tokens, meaning) : [];
  const more = understood.intent === 'unknown' ? capitals(tokens) : [];
  const [first] = meaning ? slotsOf(tokens, meaning) : [];
  if (first && first[0] > 0 && opensName(tokens.slice(0, first[0]), meaning)) yield [0, first[1]];
  for (const from of new Set([...begin, ...more])) {
    if (!isLoose(tokens[from]) || said.has(from) || (isMark(tokens[from]) && !has(opening, tokens[from]))) continue;
    let to = from;
    while (to < tokens.length && to < from + mostTokens && isLoose(tokens[to])) to++;
    const most = meaning ? beforeLastGroup(tokens, meaning, from) : tokens.length;
    for (to = Math.min(to, most); to > from + 1; to--) {
      const last = tokens[to - 1];
      const ends = isMark(last)
        ? has(ending, last) && (last?.key === '!' || to < tokens.length || !has('?.', last))
        : !said.has(to - 1);
      if (ends && balanced(tokens.slice(from, to))) yield [from, to];
    }
  }
}

/** Up to where a name of people may reach that begins here: not over all the groups that are named. */
function beforeLastGroup(tokens: readonly Token[], { found, reading }: Meaning, from: number): number {
  const start = (word: number) => reading.tokens[word]?.start ?? 0;
  const begin = tokens[from]?.start ?? 0;
  const inPeople = found.taken.some(
    ({ slot, ...span }) => 'pws'.includes(slot.charAt(0)) && begin >= start(span.from) && begin <= start(span.to - 1),
  );
  const last = found.taken.findLast(({ slot }) => slot.startsWith('g'));
  if (!inPeople || !last || start(last.from) < begin) return tokens.length;
  return tokens.findIndex((token) => token.start === start(last.to - 1));
}

/** Words with a capital behind a small one: where a name may begin in a sentence that says nothing. */
function capitals(tokens: readonly Token[]): readonly number[] {
  const opens = (token: Token | undefined) => token?.kind === 'word' && !isSmall(token);
  return tokens.flatMap((token, at) => (opens(token) && !opens(tokens[at - 1]) ? [at] : []));
}

/** Small words that the phrase itself has, or that change nothing in it: no name begins or ends with one. */
function literals(tokens: readonly Token[], meaning: Meaning | null): ReadonlySet<number> {
  if (meaning === null) return new Set();
  const { found, reading } = meaning;
  const idle = reading.tokens.flatMap((_, at) =>
    reading.skip[at] && !reading.inTime[at] && at < found.rest ? [at] : [],
  );
  const starts = new Set([...found.literal, ...idle].map((at) => reading.tokens[at]?.start));
  return new Set(tokens.flatMap((token, at) => (starts.has(token.start) && isSmall(token) ? [at] : [])));
}

/** "Hulp, Noord should …": what was passed over as a greeting or a heading may be the beginning of the first name. */
function opensName(tokens: readonly Token[], meaning: Meaning | null): boolean {
  const starts = new Set(meaning?.found.literal.map((word) => meaning.reading.tokens[word]?.start));
  const isLiteral = (token: Token) => !isMark(token) && starts.has(token.start);
  const [, second] = tokens;
  if (tokens.length === 2 && joints.has(second?.key ?? '')) return true;
  return !tokens.slice(1).some(isLiteral) && tokens.every((token) => !isLiteral(token) || isMark(second));
}

function balanced(tokens: readonly Token[]): boolean {
  let open = 0;
  for (const token of tokens) {
    if (isMark(token) && has('([{', token)) open++;
    if (isMark(token) && has(')]}', token) && --open < 0) return false;
  }
  return open === 0;
}

const has = (marks: string, token: Token | undefined) => token !== undefined && marks.includes(token.key);
const isSmall = ({ kind, name }: Token) => kind === 'word' && !/^\p{Lu}/u.test(name);
const isMark = (token: Token | undefined) => token?.kind === 'punct';
/** Neither quoted nor mentioned nor an address: those say themselves where they end. */
const isLoose = (token: Token | undefined) => token?.kind === 'word' || token?.kind === 'punct';

/** The tokens of the names, as the grammar took them. */
export function slotsOf(tokens: readonly Token[], { found, reading }: Meaning): readonly Span[] {
  return found.taken.flatMap(({ slot, from, to }) => {
    const [first, last] = [reading.tokens[from]?.start, reading.tokens[to - 1]?.start];
    const [begin, end] = [first, last].map((start) => tokens.findIndex((token) => token.start === start));
    const named = slot !== 'id' && slot !== 'n' && begin !== undefined && end !== undefined && begin >= 0 && end >= 0;
    return named ? [[begin, end + 1] as const] : [];
  });
}

/** Where the names begin, where the reason begins, and behind each word that a phrase has. */
function beginnings(tokens: readonly Token[], meaning: Meaning): readonly number[] {
  const { found, reading } = meaning;
  const { articles, groupWords, roles, and } = reading.language.names;
  const cased = tokens.some(({ capital }) => capital);
  const key = (at: number) => tokens[at]?.key ?? '';
  const led = (at: number) => articles.has(key(at)) || groupWords.has(key(at)) || roles.has(key(at));
  const slots = slotsOf(tokens, meaning).flatMap(([from, to]) => {
    const all: number[] = [];
    let introduced = false;
    for (let at = from; at < to; at++) {
      if (at === from || key(at - 1) === ',' || and.has(key(at - 1)) || introduced) all.push(at);
      introduced = all.at(-1) === at && led(at);
    }
    // "my colleague Tom": written so, the small words before a name are none of it; "team marketing" may be one name.
    const nextIsSmall = (at: number) => tokens[at + 1] !== undefined && isSmall(tokens[at + 1] as Token);
    const apart = (at: number) => cased && led(at) && !groupWords.has(key(at)) && !nextIsSmall(at);
    return all.filter((at) => !apart(at) || particles.has(key(at)) || !isSmall(tokens[at] as Token));
  });
  const at = (word: number) => tokens.findIndex(({ start }) => start === reading.tokens[word]?.start);
  const behind = [found.rest, ...found.literal.map((word) => word + 1)].map(at);
  return [...slots, ...behind.filter((each) => tokens[each] && !isSmall(tokens[each]))];
}
