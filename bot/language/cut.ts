import type { IntentName } from './intent.ts';
import type { Longer } from './longer.ts';
import type { Meaning } from './meaning.ts';
import type { Parsed } from './parse.ts';
import { slotsOf } from './stretches.ts';
import type { Token } from './tokens.ts';

/**
 * Names that may have been cut: "stop Alex from sending as Marketing - Europe" where there is no such group, but a
 * Marketing. For a request that is a reason, and its owners will see it; a right is not taken away on it.
 */

const takeAway: ReadonlySet<IntentName> = new Set(['revoke', 'cancel']);
/** Words that open a reason and nothing else: what follows them is no part of a name. */
const plain = new Set(
  'because since as due given while reason omdat want zodat doordat aangezien wegens vanwege gezien terwijl ivm i.v.m'.split(
    ' ',
  ),
);

/** Written with a capital at the beginning, or as the right is called: "Since she left, …", "Send on Behalf". */
const openers = new Set([...plain, ...'send as on behalf of verzenden als namens'.split(' ')]);

/**
 * @param longer the longer names that the sentence allows, longest first
 * @returns the shortest of them of which a part was taken for something else that it may well not be
 */
export function cutOf(tokens: readonly Token[], parsed: Parsed, longer: readonly Longer[]): Longer | null {
  const { understood, meaning } = parsed;
  if (!takeAway.has(understood.intent) || meaning === null) return null;
  const slots = slotsOf(tokens, meaning);
  const rest = restOf(tokens, meaning);
  const plainly = rest < tokens.length && saysWhy(meaning);
  const lost = (token: Token, at: number) => {
    if (slots.some(([from, to]) => at >= from && at < to)) return false;
    if (at >= rest) return understood.reason !== null && !plainly;
    return token.kind === 'punct' ? !',.!?'.includes(token.key) : isCapital(token) && !openers.has(token.key);
  };
  return longer.findLast(({ from, to }) => tokens.slice(from, to).some((token, n) => lost(token, from + n))) ?? null;
}

const isCapital = ({ kind, name }: Token) => kind === 'word' && /^\p{Lu}/u.test(name);

/** Where the reason begins. */
function restOf(tokens: readonly Token[], { found, reading }: Meaning): number {
  const first = reading.tokens[found.rest];
  return first ? tokens.findIndex(({ start }) => start === first.start) : tokens.length;
}

/** The reason says that it is one: "because …", "- she has left". */
function saysWhy({ found, reading }: Meaning): boolean {
  const before = reading.tokens[found.rest - 1];
  return (before?.kind === 'word' && !before.capital && plain.has(before.key)) || reading.check('clause', found.rest);
}
