import type { Language } from './language.ts';
import type { Token } from './tokens.ts';
import { vocabulary } from './when.words.ts';

/**
 * Typing errors in command words. Only the key of a word changes, what the grammar compares; a name is always taken
 * from the text itself. Tried only when a sentence was not understood as it stands.
 */

const shortest = 4;
/** Swapped letters in words too short to be compared. */
const swapped: Readonly<Record<string, string>> = {
  lte: 'let',
  elt: 'let',
  lett: 'let',
  giv: 'give',
  snd: 'send',
  cna: 'can',
  teh: 'the',
  hte: 'the',
  asl: 'als',
  mga: 'mag',
  amg: 'mag',
  kna: 'kan',
  whoo: 'who',
  hwo: 'who',
  tto: 'tot',
  ott: 'tot',
};
const letters = /^\p{L}+$/u;

export interface Mender {
  readonly mend: (tokens: readonly Token[]) => Token[] | null;
  readonly suspects: (
    tokens: readonly Token[],
    found: { readonly taken: readonly (readonly [number, number])[] },
  ) => boolean;
}
const remembered = 10_000;

/** Words → a function that mends unknown small words of a sentence, or gives null where there is nothing to mend. */
export function mender(language: Language, grammar: readonly string[], others: ReadonlySet<string>): Mender {
  const { hard, foreign, filler, negation, more } = language;
  const known = new Set<string>([...grammar, ...vocabulary, ...hard, ...foreign, ...filler, ...negation, ...more]);
  const targets = new Map<number, string[]>();
  for (const word of known)
    if (word.length >= shortest && letters.test(word))
      targets.set(word.length, [...(targets.get(word.length) ?? []), word]);
  const memory = new Map<string, string | null>();

  function nearest(key: string): string | null {
    const kept = memory.get(key);
    if (kept !== undefined) return kept;
    let best: string | null = swapped[key] ?? null;
    if (best !== null) return best;
    let least = key.length >= 8 ? 2 : 1;
    for (let length = Math.max(shortest, key.length - least); length <= key.length + least; length++)
      for (const word of targets.get(length) ?? []) {
        // "directie" is a word of its own, no slip of "direct".
        if (key.length > word.length + 1 && key.startsWith(word)) continue;
        const off = distance(key, word, least);
        const swaps = off === 1 && word.length === length && sorted(word) === sorted(key) && length === key.length;
        if (off <= least && (best === null || off < least || swaps)) [best, least] = [word, off];
      }
    if (memory.size >= remembered) memory.clear();
    memory.set(key, best);
    return best;
  }

  const doubtful = ({ kind, key, capital }: Token) =>
    kind === 'word' &&
    !capital &&
    key.length >= shortest - 1 &&
    key.length <= 16 &&
    !known.has(key) &&
    !others.has(key) &&
    letters.test(key);

  function mend(tokens: readonly Token[]): Token[] | null {
    let changed = false;
    const mended = tokens.map((token) => {
      const near = doubtful(token) ? nearest(token.key) : null;
      if (near === null) return token;
      changed = true;
      return { ...token, key: near };
    });
    return changed ? mended : null;
  }
  /** Whether a name that was read holds what may be a misspelt command: "untill", "alow". */
  function suspects(tokens: readonly Token[], { taken }: { taken: readonly (readonly [number, number])[] }): boolean {
    return taken.some(([start, end]) =>
      tokens.some(
        (token) => token.start >= start && token.end <= end && doubtful(token) && nearest(token.key) !== null,
      ),
    );
  }
  return { mend, suspects };
}

const sorted = (word: string) => [...word].sort().join('');

/** Edit distance with swapped neighbours counting one; anything above `limit` comes back as `limit + 1`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? limit + 1;
}
