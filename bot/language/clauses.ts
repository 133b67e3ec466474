import { doubtOf, politeEnd } from './doubt.ts';
import type { Meaning } from './meaning.ts';
import type { Token } from './tokens.ts';

/**
 * A wish among other clauses: "Because Patti is away, let Alex …"; "Can Alex, since Patti is away, send …"; "I was sent
 * here by the help desk: can Alex …?" Each way of cutting gives a row of tokens to be read by itself, and what the rest is.
 */

const words = (text: string) => new Set(text.split(' '));
const because = words(
  'because since as omdat aangezien doordat want vanwege wegens door ivm i.v.m due owing thanks given',
);
/** "because of", "due to", "given that": part of the connective. */
const second = words('of to that');
const therefore = words('so therefore hence dus daarom vandaar');
const forWords = words('for voor during tijdens');
const articles = words('the our a an my this de het een onze ons mijn dit deze');
const joins = words('and but en maar');
/** Words with which the wish itself may begin behind a reason without a comma. */
const starters = words('wil moet zou mag kan kun laat geef graag let allow please can could i give grant');
const denials = words("not don't never no niet geen nooit can't cannot won't shouldn't nobody niemand without zonder");
/** A clause with one of these says when, whether, who or what about, or speaks of sending itself: it cannot be passed over. */
const weighty = words(
  `if when once unless until till before after only except although though whether while who what which why how whose where would should shall may might
  als wanneer zodra tenzij totdat tot voordat nadat mits alleen behalve hoewel terwijl wie waarom hoe wiens waar zou moet mag
  send sends sent sending mail mails mailed mailing email emails behalf revoke remove stop stopped cancel deny approve access rights permission permissions
  verzenden verzendt verzonden versturen verstuurd sturen mailt mailen gemaild namens intrekken verwijder stop annuleer afwijzen goedkeuren toegang rechten recht machtiging toestemming`,
);
const speaking = words("here this met hier i i'm i've i'd we we're it it's they ik we wij het ze is was ben zijn");
/** "I work at the desk and would like …": who would is said before. */
const modals = words('would need want must should have zou wil moet wilde heb mag');
/** Readings that may be tried; each costs as much as a sentence. */
const mostTries = 4;
/** What may be wished behind another clause: an approval is too grave for that. */
const wishes = words('request revoke same cancel extend');

type Read = (tokens: readonly Token[]) => Meaning | null;
interface Cut {
  readonly wish: readonly Token[];
  /** The tokens that are the reason; null where the other clause is passed over. */
  readonly reason: readonly Token[] | null;
}

/** @returns what a wish between other clauses means, with its reason word for word; null where there is none for certain */
export function amongClauses(tokens: readonly Token[], text: string, read: Read): Meaning | null {
  const deeper: Read = (part) => read(part) ?? wishAmong(inside(part), text, read);
  return (
    wishAmong([...inside(tokens), ...reasonFirst(tokens)], text, read) ??
    wishAmong(statementFirst(tokens), text, deeper)
  );
}

function wishAmong(cuts: readonly Cut[], text: string, read: Read): Meaning | null {
  for (const { wish, reason } of cuts.slice(0, mostTries)) {
    const meaning = read(wish);
    const found = meaning?.understood;
    if (!meaning || !found || (!wishes.has(found.intent) && found.hint === null)) continue;
    if (found.intent === 'request' && !found.groups.length) continue;
    if (reason === null) return meaning;
    const [first] = reason;
    const last = reason.at(-1);
    if (found.reason !== null || !first || !last) continue;
    const said = text.slice(first.start, last.end);
    const understood = found.draft ? { ...found, draft: { ...found.draft, reason: said } } : { ...found, reason: said };
    return { ...meaning, understood };
  }
  return null;
}

const isMark = (token: Token | undefined, marks: string) => token?.kind === 'punct' && marks.includes(token.key);
const isWord = (token: Token | undefined, set: ReadonlySet<string>) =>
  token?.kind === 'word' && (!token.capital || token.key === 'i') && set.has(token.key);

const lower = (token: Token | undefined) => token && { ...token, capital: false };

/** "Can Alex, since Patti is away, send …" */
function inside(tokens: readonly Token[]): Cut[] {
  const from = tokens.findIndex((token, at) => at > 0 && isMark(token, ',') && isWord(tokens[at + 1], because));
  const to = tokens.findIndex((token, at) => at > from + 2 && isMark(token, ','));
  if (from < 0 || to < 0 || to > tokens.length - 3) return [];
  const opened = isWord(tokens[from + 2], second) ? from + 3 : from + 2;
  return [{ wish: [...tokens.slice(0, from), ...tokens.slice(to + 1)], reason: tokens.slice(opened, to) }];
}

/** "Because Patti is away, let Alex …"; "Patti is ziek, dus laat Alex …"; "Patti is away. Can Alex …?" */
function reasonFirst(tokens: readonly Token[]): Cut[] {
  const cuts: Cut[] = [];
  const purpose = isWord(lower(tokens[0]), forWords) && isWord(tokens[1], articles);
  const opened = purpose || because.has(tokens[0]?.key ?? '');
  for (let at = 1; at < tokens.length - 2; at++) {
    const token = tokens[at];
    const so = token?.kind === 'word' && therefore.has(token.key);
    const turns = opened && at > 2 && isWord(token, starters);
    const stops = isMark(token, '.!;') || (opened && isMark(token, ','));
    const afterMark = tokens[at - 1]?.kind === 'punct';
    if ((!so && !turns && !stops) || (afterMark && !so)) continue;
    const head = tokens.slice(opened ? (isWord(tokens[1], second) ? 2 : 1) : 0, so && afterMark ? at - 1 : at);
    if (!opened && !so && (head.some(({ key }) => denials.has(key)) || doubtOf(head) === 'doubt')) continue;
    cuts.push({ wish: afterSo(tokens.slice(turns ? at : at + 1)), reason: !so && introduces(head) ? null : head });
  }
  return cuts;
}

function afterSo(tokens: readonly Token[]): readonly Token[] {
  const skip = tokens.slice(0, 2).findIndex(({ kind, key }) => kind !== 'punct' && !therefore.has(key));
  return tokens.slice(Math.max(0, skip));
}

/** "I'm new here and my manager told me to ask you: I would like …": what says nothing of the wish is passed over. */
function statementFirst(tokens: readonly Token[]): Cut[] {
  const cuts: Cut[] = [];
  const from = politeEnd(tokens);
  for (let at = Math.max(2, from); at < tokens.length - 3; at++) {
    const head = tokens.slice(0, at);
    if (isWord(tokens[at - 1], weighty) || tokens[at - 1]?.kind === 'quoted') break;
    if (!(isMark(tokens[at], ',:') || isWord(tokens[at], joins)) || !isStatement(head, from)) continue;
    const wish = tokens.slice(isWord(tokens[at + 1], joins) ? at + 2 : at + 1);
    const speaker = head.find(({ key }) => key === 'i' || key === 'ik');
    cuts.push({ wish: speaker && isWord(wish[0], modals) ? [speaker, ...wish] : wish, reason: null });
  }
  // The last clause alone is the likeliest to be the wish.
  return cuts.reverse();
}

/** @param from where what is polite about itself ends */
function isStatement(head: readonly Token[], from: number): boolean {
  const said = head.slice(from);
  return (
    head.some(({ key }) => speaking.has(key)) &&
    said.every((token) => token.kind === 'punct' || (token.kind === 'word' && !weighty.has(token.key))) &&
    (introduces(head) || !head.some(named)) &&
    !said.some(({ key }) => denials.has(key)) &&
    doubtOf(said) !== 'doubt'
  );
}
const selves = words("i ik i'm we wij we're");
const doings = words(
  'run work am manage lead head sit teach coordinate are werk ben run leid zit sta coördineer doe geef zijn werken',
);
const whence = words('from of at in with van bij uit op');
/** "This is Carol from the school", "Kris from the stores here", "I run the desk at Elm Street": who speaks, no one else. */
function introduces(head: readonly Token[]): boolean {
  const [first, second] = head.map(({ key }) => key);
  if (['this is', 'it is', 'met de', 'hier is', 'dit is'].includes(`${first} ${second}`) || first === 'met')
    return true;
  if (first === "i'm" || (selves.has(first ?? '') && doings.has(second ?? ''))) return true;
  const here = head.findIndex(({ key }) => key === 'here' || key === 'hier');
  return here > 0 && (here === head.length - 1 || whence.has(head[here + 1]?.key ?? ''));
}
const named = ({ capital, key }: Token) => capital && key.length > 1 && !key.startsWith("i'");
