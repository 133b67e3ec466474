import { amongClauses } from './clauses.ts';
import { doubted, withoutAside } from './doubt.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { framer } from './frame.ts';
import { compile, type Graph } from './grammar.ts';
import { hintOf } from './hints.ts';
import { type Context, type IntentName, nothing, type Understood } from './intent.ts';
import type { Language } from './language.ts';
import { readings } from './lines.ts';
import { match } from './match.ts';
import { interpret, type Meaning } from './meaning.ts';
import { Reading } from './reading.ts';
import { times } from './sentence.ts';
import { mayBeSeveral, several } from './several.ts';
import { type Token, tokenize } from './tokens.ts';
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

/** A sentence that is longer than this before its reason begins is asked back. */
const tokenLimit = 72;

const simple = (intent: IntentName): Understood => ({ ...nothing, intent });

/**
 * A sentence in English or Dutch → what it means, as far as its words say.
 * @param text as typed, any length; `<at>Name</at>` for mentions
 * @param context now and the asker's zone, for dates; the locale only breaks ties
 * @returns `unknown` whenever in doubt, then with a draft of what could be read; never throws on any text
 */
export function understand(text: string, context: Context): Understood {
  const [first, second] = understandAll(text, context);
  return second || !first ? { ...nothing, hint: 'deciding' } : first;
}

/** As `understand`, but a sentence that decides on several requests comes back as one meaning for each. */
export function understandAll(text: string, context: Context): readonly Understood[] {
  const says = (line: string) => all(line, context).some(({ intent }) => intent !== 'unknown' && intent !== 'greeting');
  const [first = text, ...others] = readings(text, says);
  const found = all(first, context);
  // A list of several sentences is not one with a long reason.
  if (first !== text && first.includes('\n') && first.split('\n').filter(says).length > 1) return decidesAll(found);
  if (found.some(({ intent }) => intent !== 'unknown')) return found;
  return others.map((other) => all(other, context)).find(([one]) => one?.intent !== 'unknown') ?? found;
}

/** Several decisions of a list are taken one by one; of other sentences none is picked. */
function decidesAll(found: readonly Understood[]): readonly Understood[] {
  return found.every(({ intent, id }) => id !== null && (intent === 'approve' || intent === 'deny'))
    ? found
    : [nothing];
}

function all(text: string, context: Context): readonly Understood[] {
  if (mayBeSeveral(text)) {
    const { tokens, whole } = tokenize(text, tokenLimit);
    const found = whole ? several(text, tokens, context, (part) => one(part, context)) : null;
    if (found) return found.length > 0 ? found : [{ ...nothing, hint: 'deciding' }];
  }
  return [one(text, context)];
}

const outcome =
  /\s(?:approved|accepted|granted|denied|rejected|declined|refused|ok|okay|goedgekeurd|akkoord|oké|oke|afgewezen|afgekeurd|geweigerd)(?:\s+(?:yet|already|al))?\s*\?/iu;

/** "K7QF approved?" asks how it stands with a request and decides nothing. */
function asksOutcome(text: string, { intent, id }: Understood): boolean {
  return (intent === 'approve' || intent === 'deny') && id !== null && outcome.test(text);
}

function one(text: string, context: Context): Understood {
  const meant = read(text, context);
  const understood = asksOutcome(text, meant) ? { ...simple('mine'), id: meant.id } : meant;
  return understood.intent === 'unknown' ? { ...understood, hint: hintOf(text, understood) } : understood;
}

function read(text: string, context: Context): Understood {
  const { tokens, whole } = tokenize(text, tokenLimit);
  const understood = readTokens(tokens, whole, text, context);
  // Before its frame is taken away: "I wonder whether …" may be one.
  return isWeighed(tokens, true) ? doubted(understood) : understood;
}

function readTokens(tokens: readonly Token[], whole: boolean, text: string, context: Context): Understood {
  const { frame, menders } = grammar();
  const framed = frame(tokens);
  if (!framed.tokens.length) return framed.greeted ? simple('greeting') : nothing;
  const input = { text, whole: whole || framed.closed, context };
  const first = sentence(framed.tokens, input);
  const sure = first && (first.understood.intent !== 'unknown' || first.understood.hint !== null);
  if (sure && !menders.some((mend) => mend.suspects(framed.tokens, first))) return first.understood;
  const mended = menders.flatMap((mend) => {
    const tokens = mend.mend(framed.tokens);
    const found = tokens && sentence(tokens, input);
    return found && found.understood.intent !== 'unknown' ? [found] : [];
  });
  const [head, ...others] = mended;
  const found = head ? others.reduce((a, b) => (b.known > a.known ? b : a), head) : first;
  if (found && first && sure && found.known <= first.known && named(found) >= named(first)) return first.understood;
  return found?.understood ?? nothing;
}

/** How many characters were taken for names. */
const named = ({ taken }: Meaning) => taken.reduce((sum, [from, to]) => sum + to - from, 0);

interface Input {
  readonly text: string;
  readonly whole: boolean;
  readonly context: Context;
}

type Read = (tokens: readonly Token[]) => Meaning | null;

function sentence(tokens: readonly Token[], input: Input): Meaning | null {
  const part: Read = (row) => best(row, input);
  const whole: Read = (row) => part(row) ?? amongClauses(row, input.text, (inner) => withoutAside(inner, part));
  return withoutAside(tokens, whole);
}

/** The reading that explains most of the words; the locale breaks ties. */
function best(tokens: readonly Token[], { text, whole, context }: Input): Meaning | null {
  const terms = times(tokens, context);
  const { tongues, sure } = spoken(tokens);
  let found: Meaning | null = null;
  for (const { language, graph } of tongues) {
    if (sure && found && found.understood.intent !== 'unknown') break;
    const reading = new Reading(tokens, terms, language);
    const meaning = fullest((meant) =>
      match(graph, reading, (matched) => meant(interpret(matched, reading, language, text, whole))),
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
