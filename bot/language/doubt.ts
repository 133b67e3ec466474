import { asides } from './asides.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { compile } from './grammar.ts';
import { nothing, type Understood } from './intent.ts';
import { match } from './match.ts';
import type { Meaning } from './meaning.ts';
import { Reading } from './reading.ts';
import type { Token } from './tokens.ts';
import { isWeighed } from './weighed.ts';

/**
 * A doubt before the wish. "I'm not sure about this, let Alex …" asks for nothing yet, and is asked back; "not sure if
 * this is the right place, but could Alex …" is only polite. What is polite is listed in asides.ts; every other doubt counts.
 */

const words = (text: string) => new Set(text.split(' '));
const denials = words('not never no niet geen nooit nog');
const sureness = words('sure certain convinced know idea clue decided zeker overtuigd besloten idee');
const doubts = words(
  'undecided unsure unclear doubt doubts doubtful doubting hesitate hesitant hesitating torn twijfel twijfels twijfelen aarzel',
);
const undoubted = words('no without zonder geen not niet');
/** Without one of these a clause is neither a doubt nor polite about itself; nearly every sentence ends here. */
const signs = new Set([
  ...denials,
  ...doubts,
  ...words("don't dont didn't haven't hasn't isn't aren't we'ren't won't"),
]);
const turns = words('but maar');
/** Between "not" and "sure". */
const apart = 4;
const longest = 24;
/** With these the speaker tells of a doubt of their own. */
const own = words("i i'm im we we're not no unsure undecided ik we wij weet niet geen nog twijfel don't");
const turned = words('wait oops kidding joke joking wacht oeps grapje geintje');
const afterNo = words('wait not no stop hold wacht niet nee toch');
const afterOr = new Set([
  'or not',
  'or maybe',
  'or rather',
  'just kidding',
  'of niet',
  'of toch',
  'of liever',
  'never mind',
  'scratch that',
  'laat maar',
  'toch niet',
  'was een',
  'only joking',
  'forget it',
]);
/** What is not done in doubt. */
const acts = words('request revoke same cancel extend approve deny');

const graphs = [english, dutch].map((language) => ({ language, graph: compile(asides[language.locale]) }));

export type Doubt = 'none' | 'polite' | 'doubt';
type Read = (tokens: readonly Token[]) => Meaning | null;

/** Reads what stands behind polite asides; behind a doubt nothing that would be done, but what it would be is kept. */
export function withoutAside(tokens: readonly Token[], read: Read): Meaning | null {
  const from = politeEnd(tokens);
  const rest = tokens.slice(from);
  if (isWeighed(rest)) return inDoubt(read(rest));
  const end = clauseEnd(rest);
  if (end < rest.length && doubtOf(rest.slice(0, end)) === 'doubt') {
    const whole = read(rest);
    const behind = whole === null || whole.understood.intent === 'unknown' ? read(next(rest, end)) : null;
    return inDoubt(behind ?? whole);
  }
  return read(rest) ?? (from > 0 ? read(tokens) : null);
}

/** @returns how many tokens the polite asides take with which a sentence begins, the marks behind them too */
export function politeEnd(tokens: readonly Token[]): number {
  let rest = tokens;
  for (let end = clauseEnd(rest); end < rest.length; end = clauseEnd(rest)) {
    if (doubtOf(rest.slice(0, end)) !== 'polite') break;
    rest = next(rest, end);
  }
  return tokens.length - rest.length;
}

/** What follows the marks at the end of a clause. */
function next(tokens: readonly Token[], end: number): readonly Token[] {
  const from = tokens.findIndex((token, at) => at >= end && !between(token));
  return from < 0 ? [] : tokens.slice(from);
}

/** @returns what is said of the wish by a clause, or by the first clause of a remark */
export function doubtOf(tokens: readonly Token[]): Doubt {
  const keys = tokens.slice(0, longest).map(({ key }) => key);
  if (!keys.some((key) => signs.has(key))) return 'none';
  if (graphs.some(({ language, graph }) => match(graph, new Reading(tokens, new Map(), language), () => true)))
    return 'polite';
  return unsure(keys) ? 'doubt' : 'none';
}

/** @returns what a remark behind the wish says of it; somebody else's doubt is a reason like any other */
export function doubtBehind(remark: readonly Token[]): Doubt {
  const from = remark.findIndex((token) => !between(token));
  const clause = remark.slice(Math.max(0, from));
  if (takesBack(clause)) return 'doubt';
  return own.has(clause[0]?.key ?? '') ? doubtOf(clause.slice(0, clauseEnd(clause))) : 'none';
}

/** "Just kidding", "or not", "no, wait": no reason, but a change of mind. */
function takesBack([first, second]: readonly Token[]): boolean {
  const [one, two] = [first?.key ?? '', second?.key ?? ''];
  if (one === 'no' || one === 'nee') return !second || second.kind === 'punct' || second.capital || afterNo.has(two);
  return turned.has(one) || afterOr.has(`${one} ${two}`);
}

const between = (token: Token) => token.kind === 'punct' || (!token.capital && turns.has(token.key));

/** Where the first clause ends: at a mark, or at "but". */
export function clauseEnd(tokens: readonly Token[]): number {
  const end = tokens.slice(0, longest).findIndex(between);
  return end < 1 ? tokens.length : end;
}

function unsure(keys: readonly string[]): boolean {
  return keys.some((key, at) => {
    if (doubts.has(key)) return !undoubted.has(keys[at - 1] ?? '');
    const ahead = keys.slice(at + 1, at + 1 + apart);
    // "Ik weet nog niet of …", "we zijn er nog niet uit".
    if (key === 'weet') return ahead.some((word) => denials.has(word));
    if (key === 'niet' && at === keys.length - 2 && keys[at + 1] === 'uit') return true;
    return (denials.has(key) || key.endsWith("n't")) && ahead.some((word) => sureness.has(word));
  });
}

function inDoubt(meaning: Meaning | null): Meaning | null {
  return meaning && { ...meaning, understood: doubted(meaning.understood) };
}

/** Of what would be done only the draft is left; what only asks stays as it is. */
export function doubted(understood: Understood): Understood {
  if (!acts.has(understood.intent)) return understood;
  const { id: _, intent: __, hint: ___, draft: ____, ...draft } = understood;
  return { ...nothing, hint: 'unsure', draft };
}
