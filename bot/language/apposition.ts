import { particles } from './names.ts';
import type { Token } from './tokens.ts';

/**
 * Who somebody is, said between commas: "our new intern, Fatima el Amrani, needs …", "Fatima el Amrani, our new intern,
 * needs …". Only the name is kept. Nothing is taken away where it could be one more name of a list.
 */

const words = (text: string) => new Set(text.split(' '));
/** What stands before somebody who shall do something; the beginning of the sentence does too. */
const before = words('let allow have can could may should would that if laat mag kan kun moet wil zou dat of');
/** What such a person does, right behind the second comma. */
const verbs = words(
  `needs need has must should wants would could may ought send mail email write to be moet mag wil zou kan heeft dient
  verzenden versturen mailen sturen als namens vanuit`.replace(/\s+/g, ' '),
);
const owners = words('the my our his her their a an de het een mijn onze ons zijn haar hun');
const mostWords = 4;

/** @returns the same tokens where there is no such thing */
export function withoutApposition(tokens: readonly Token[]): readonly Token[] {
  const commas = tokens.flatMap(({ kind, key }, at) => (kind === 'punct' && key === ',' ? [at] : []));
  for (const [n, first] of commas.entries()) {
    const second = commas[n + 1];
    if (second === undefined || !isSmall(tokens[second + 1]) || !verbs.has(tokens[second + 1]?.key ?? '')) continue;
    const from = begins(tokens, first);
    const [left, right] = [tokens.slice(from, first), tokens.slice(first + 1, second)];
    const cut = (a: number, b: number) => [...tokens.slice(0, a), ...tokens.slice(b)];
    if (isRole(left) && isName(right)) return cut(from, first + 1).filter((token) => token !== tokens[second]);
    if (isName(left) && isRole(right)) return cut(first, second + 1);
  }
  return tokens;
}

/** Where what ends at a comma begins: behind a word of `before`, or with the sentence; -1 part-way is no beginning. */
function begins(tokens: readonly Token[], end: number): number {
  for (let at = end - 1; at >= 0; at--) {
    if (isSmall(tokens[at]) && before.has(tokens[at]?.key ?? '')) return at + 1;
    if (tokens[at]?.kind === 'punct') return at + 1 === end ? end : tokens.length;
  }
  return 0;
}

const isSmall = (token: Token | undefined) => token?.kind === 'word' && !token.capital;
const opensSentence = (token: Token | undefined) => token !== undefined && /^\p{Lu}/u.test(token.name);

function isRole([first, ...others]: readonly Token[]): boolean {
  return (
    first?.kind === 'word' &&
    owners.has(first.key) &&
    others.length > 0 &&
    others.length <= mostWords &&
    others.every((token) => isSmall(token) && !verbs.has(token.key))
  );
}

function isName(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (!first || tokens.length > mostWords) return false;
  if (tokens.length === 1 && (first.kind === 'mention' || first.kind === 'mail')) return true;
  return tokens.every(
    (token, at) =>
      token.kind === 'word' && (token.capital || (at === 0 ? opensSentence(token) : particles.has(token.key))),
  );
}
