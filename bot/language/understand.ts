import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { framer } from './frame.ts';
import { compile } from './grammar.ts';
import type { Context, Hint, IntentName, Understood } from './intent.ts';
import { match } from './match.ts';
import { interpret, type Meaning } from './meaning.ts';
import { Reading } from './reading.ts';
import { times } from './sentence.ts';
import { type Token, tokenize } from './tokens.ts';
import { mender } from './typos.ts';

const languages = [english, dutch].map((language) => {
  const graph = compile(language);
  return { language, graph, words: new Set([...graph.symbols.keys(), ...language.hard, ...language.filler]) };
});
type Tongue = (typeof languages)[number];
const frame = framer([english, dutch]);
// A word of either language is no typing error in the other.
const everyWord = new Set(languages.flatMap(({ words }) => [...words]));
const menders = languages.map(({ language, graph }) => mender(language, [...graph.symbols.keys()], everyWord));
/** A sentence that is longer than this before its reason begins is asked back. */
const tokenLimit = 72;

const nothing: Understood = {
  intent: 'unknown',
  right: null,
  people: [],
  groups: [],
  duration: null,
  until: null,
  reason: null,
  id: null,
  hint: null,
  draft: null,
};
const simple = (intent: IntentName): Understood => ({ ...nothing, intent });

/**
 * A sentence in English or Dutch → what it means, as far as its words say.
 * @param text as typed, any length; `<at>Name</at>` for mentions
 * @param context now and the asker's zone, for dates; the locale only breaks ties
 * @returns `unknown` whenever in doubt, then with a draft of what could be read; never throws on any text
 */
export function understand(text: string, context: Context): Understood {
  const { tokens, whole } = tokenize(text, tokenLimit);
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
  return found?.understood ?? { ...nothing, hint: hint(framed.tokens) };
}

/** How many characters were taken for names. */
const named = ({ taken }: Meaning) => taken.reduce((sum, [from, to]) => sum + to - from, 0);

interface Input {
  readonly text: string;
  readonly whole: boolean;
  readonly context: Context;
}

function sentence(tokens: readonly Token[], input: Input): Meaning | null {
  return best(tokens, input) ?? withReasonFirst(tokens, input);
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
  const [a, b] = languages as [Tongue, Tongue];
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

const because = new Set('because since as omdat aangezien doordat want vanwege wegens due'.split(' '));
const therefore = new Set('so therefore hence dus daarom vandaar'.split(' '));
/** Places at which a wish behind its reason is looked for. */
const mostTries = 8;
/** Words with which the wish itself may begin behind a reason without a comma. */
const starters = new Set('wil moet zou mag kan kun laat geef let allow please can could i give grant'.split(' '));
const denials = new Set("not don't never no niet geen nooit".split(' '));

/** "Because Patti is away, let Alex …"; "Patti is ziek, dus laat Alex …"; "Patti is away. Can Alex …?" */
function withReasonFirst(tokens: readonly Token[], input: Input): Meaning | null {
  let tries = 0;
  for (let at = 1; at < tokens.length - 2 && tries < mostTries; at++) {
    const token = tokens[at] as Token;
    const so = token.kind === 'word' && therefore.has(token.key);
    const stop = token.kind === 'punct' && ',.!;'.includes(token.key);
    const opened = because.has(tokens[0]?.key ?? '');
    const turns = opened && at > 2 && token.kind === 'word' && !token.capital && starters.has(token.key);
    if (!so && !turns && !(stop && (opened || token.key !== ','))) continue;
    if (tokens[at - 1]?.kind === 'punct' && !so) continue;
    tries++;
    const from = turns ? at : at + 1;
    const skip = tokens.slice(from, from + 2).findIndex((next) => next.kind !== 'punct' && !therefore.has(next.key));
    const meaning = best(tokens.slice(from + Math.max(0, skip)), input);
    const found = meaning?.understood;
    if (!meaning || !found || found.reason !== null || (found.intent !== 'request' && found.hint === null)) continue;
    if (found.intent === 'request' && !found.groups.length) continue;
    const head = tokens.slice(
      opened ? (tokens[1]?.key === 'of' ? 2 : 1) : 0,
      so && tokens[at - 1]?.kind === 'punct' ? at - 1 : at,
    );
    const [first] = head;
    const last = head.at(-1);
    if (!first || !last || (!opened && !so && head.some((word) => denials.has(word.key)))) continue;
    const reason = input.text.slice(first.start, last.end);
    const understood = found.draft ? { ...found, draft: { ...found.draft, reason } } : { ...found, reason };
    return { ...meaning, understood };
  }
  return null;
}

function hint(tokens: readonly Token[]): Hint {
  return tokens.some((token) => english.notOurs.has(token.key) || dutch.notOurs.has(token.key)) ? 'not-ours' : null;
}
