import { amongClauses } from './clauses.ts';
import { doubted, withoutAside } from './doubt.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { framer } from './frame.ts';
import { compile, type Graph } from './grammar.ts';
import { type Context, type IntentName, nothing, type Understood } from './intent.ts';
import type { Language } from './language.ts';
import { match } from './match.ts';
import { interpret, type Meaning } from './meaning.ts';
import { Reading } from './reading.ts';
import { times } from './sentence.ts';
import type { Token } from './tokens.ts';
import { type Mender, mender } from './typos.ts';
import { isWeighed } from './weighed.ts';

/** Everything that is made of the phrases. */
interface Grammar {
  readonly tongues: readonly [Tongue, Tongue];
  readonly frame: ReturnType<typeof framer>;
  readonly menders: readonly Mender[];
}

interface Tongue {
  readonly language: Language;
  readonly graph: Graph;
  /** Every word that the language knows. */
  readonly words: ReadonlySet<string>;
}

let made: Grammar | null = null;

/** Made with the first sentence: it takes a tenth of a second, and 7 MB, which no start waits for. */
function grammar(): Grammar {
  made ??= makeGrammar();
  return made;
}

function makeGrammar(): Grammar {
  const tongues = [tongue(english), tongue(dutch)] as const;
  // A word of either language is no typing error in the other.
  const everyWord = new Set(tongues.flatMap(({ words }) => [...words]));
  const menders = tongues.map(({ language, graph }) => mender(language, commands(graph), everyWord));
  return { tongues, frame: framer([english, dutch]), menders };
}

function tongue(language: Language): Tongue {
  const graph = compile(language);
  return { language, graph, words: new Set([...graph.symbols.keys(), ...language.hard, ...language.filler]) };
}

/** The words that a sentence can depend on: a name is not to be mended into one that adds nothing. */
function commands({ symbols, soft }: Graph): string[] {
  return [...symbols].flatMap(([word, of]) => (of.every((symbol) => soft.has(symbol)) ? [] : [word]));
}

const simple = (intent: IntentName): Understood => ({ ...nothing, intent });

export interface Input {
  readonly text: string;
  /** The tokens are all that the text holds. */
  readonly whole: boolean;
  readonly context: Context;
  /** Names may hold any word and mark of the grammar: a second look at what makes no sentence otherwise. */
  readonly wide: boolean;
  /** No typing errors are looked for. */
  readonly mended?: boolean;
  /** The wish stands alone, without other clauses around it. */
  readonly alone?: boolean;
  /** Read in this language only. */
  readonly only?: Language | undefined;
}

export interface Parsed {
  readonly understood: Understood;
  /** Where and how it was found; null where it was not. */
  readonly meaning: Meaning | null;
  /** It stands for itself: no clause or aside was left out. */
  readonly alone: boolean;
}

/** A second look at a long text costs more than it is worth. */
const longestWide = 40;

/** A mark between two words, or a word of the grammar with a capital, may be part of a name. */
export function mayHoldMore(tokens: readonly Token[]): boolean {
  if (tokens.length > longestWide) return false;
  const { tongues } = grammar();
  const stands = (at: number) => at > 0 && tokens[at + 1]?.kind === 'word';
  return tokens.some(({ kind, key, capital }, at) => {
    if (kind === 'punct') return !',.?!'.includes(key) && stands(at);
    if (kind !== 'word') return false;
    if (!/[\p{L}\p{N}]/u.test(key)) return stands(at);
    return capital && !/^i(?:'|$)/.test(key) && tongues.some(({ words }) => words.has(key));
  });
}

/** The tokens of a whole text → what they mean, without greetings, and with typing errors put right. */
export function parse(tokens: readonly Token[], input: Input): Parsed {
  const parsed = unframed(tokens, input);
  // Before its frame is taken away: "I wonder whether …" may be one.
  return isWeighed(tokens, true) ? { ...parsed, understood: doubted(parsed.understood) } : parsed;
}

function unframed(tokens: readonly Token[], given: Input): Parsed {
  const { frame, menders } = grammar();
  const framed = frame(tokens);
  if (!framed.tokens.length)
    return { understood: framed.greeted ? simple('greeting') : nothing, meaning: null, alone: true };
  const input = { ...given, whole: given.whole || framed.closed };
  const found = (meaning: Meaning | null): Parsed => ({
    understood: meaning?.understood ?? nothing,
    meaning,
    alone: meaning?.reading.tokens.length === framed.tokens.length,
  });
  const first = sentence(framed.tokens, input);
  const sure = first && (first.understood.intent !== 'unknown' || first.understood.hint !== null);
  if (given.mended || (sure && !menders.some((mend) => mend.suspects(framed.tokens, first)))) return found(first);
  const mended = menders.flatMap((mend) => {
    const tokens = mend.mend(framed.tokens);
    const other = tokens && sentence(tokens, input);
    return other && other.understood.intent !== 'unknown' ? [other] : [];
  });
  const [head, ...others] = mended;
  const best = head ? others.reduce((a, b) => (b.known > a.known ? b : a), head) : first;
  if (best && first && sure && best.known <= first.known && named(best) >= named(first)) return found(first);
  return found(best);
}

/** How many characters were taken for names. */
const named = ({ taken }: Meaning) => taken.reduce((sum, [from, to]) => sum + to - from, 0);

type Read = (tokens: readonly Token[]) => Meaning | null;

function sentence(tokens: readonly Token[], input: Input): Meaning | null {
  const part: Read = (row) => best(row, input);
  if (input.alone) return part(tokens);
  const whole: Read = (row) => part(row) ?? amongClauses(row, input.text, (inner) => withoutAside(inner, part));
  return withoutAside(tokens, whole);
}

/** The reading that explains most of the words; the locale breaks ties. */
function best(tokens: readonly Token[], { text, whole, context, wide, only }: Input): Meaning | null {
  const terms = times(tokens, context);
  const { tongues, sure } = spoken(tokens);
  let found: Meaning | null = null;
  for (const { language, graph } of tongues) {
    if (only && only !== language) continue;
    if (sure && found && found.understood.intent !== 'unknown') break;
    const reading = new Reading(tokens, terms, language, wide);
    const meaning = fullest((meant) =>
      match(graph, reading, (matched) => {
        const one = interpret(matched, reading, language, text, whole);
        return wide && one?.understood.intent === 'unknown' ? null : meant(one);
      }),
    );
    if (meaning && (!found || better(meaning, found, language.locale === context.locale))) found = meaning;
  }
  return found;
}

/** The first meaning; where that leaves words to a reason, rather one with the same intent that needs them all itself. */
function fullest(search: (meant: (meaning: Meaning | null) => Meaning | null) => Meaning | null): Meaning | null {
  let first: Meaning | null = null;
  const found = search((meaning) => {
    if (!meaning) return null;
    first ??= meaning;
    const same = meaning.understood.intent === first.understood.intent;
    return same && (meaning.understood.reason === null || meaning.understood.intent === 'unknown') ? meaning : null;
  });
  return found ?? first;
}

/** The languages, likeliest first; `sure` when a sentence has two words of one alone and none of the other. */
function spoken(tokens: readonly Token[]): { tongues: readonly Tongue[]; sure: boolean } {
  const [a, b] = grammar().tongues;
  let [ours, theirs] = [0, 0];
  for (const { kind, key, capital } of tokens) {
    if (kind !== 'word' || capital) continue;
    const [isA, isB] = [a.words.has(key), b.words.has(key)];
    if (isA && !isB) ours++;
    if (isB && !isA) theirs++;
  }
  const sure = Math.max(ours, theirs) > 1 && Math.min(ours, theirs) === 0;
  return { tongues: theirs > ours ? [b, a] : [a, b], sure };
}

function better(a: Meaning, b: Meaning, ours: boolean): boolean {
  const clear = (meaning: Meaning) => (meaning.understood.intent !== 'unknown' || meaning.understood.hint ? 1 : 0);
  if (clear(a) !== clear(b)) return clear(a) > clear(b);
  return a.known > b.known || (a.known === b.known && ours);
}
