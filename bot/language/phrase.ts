/** One phrase as data: its parts, what it can begin with, and what it cannot do without. grammar.ts says how it is written. */

import { type Mark, readMark } from './marks.ts';

export type Part =
  | { readonly is: 'word'; readonly symbol: number }
  | { readonly is: 'mark'; readonly mark: Mark }
  | { readonly is: 'choice'; readonly ways: Ways; readonly many: boolean };
export type Ways = readonly (readonly Part[])[];

/** What a phrase may name: a rule, and a word or class of words by its number. */
export interface Lexicon {
  readonly ways: (rule: string) => Ways;
  readonly symbol: (word: string) => number;
}

/** One phrase → its parts. */
export function parse(phrase: string, { ways, symbol }: Lexicon): Part[] {
  const pieces = phrase.match(/\{[^}]+\}|<[a-z_]+>\*?|[()[\]|]|[^\s()[\]|{}<>]+/giu) ?? [];
  let at = 0;
  function alternatives(close: string): Part[][] {
    const list = [sequence()];
    while (pieces[at] === '|') {
      at++;
      list.push(sequence());
    }
    if (pieces[at++] !== close) throw new Error(`unbalanced phrase: ${phrase}`);
    return list;
  }
  function sequence(): Part[] {
    const parts: Part[] = [];
    for (let piece = pieces[at]; piece !== undefined && !'|)]'.includes(piece); piece = pieces[at]) {
      at++;
      if (piece === '(') parts.push({ is: 'choice', ways: alternatives(')'), many: false });
      else if (piece === '[') parts.push({ is: 'choice', ways: [...alternatives(']'), []], many: false });
      else if (piece.startsWith('{')) parts.push({ is: 'mark', mark: readMark(piece.slice(1, -1)) });
      else parts.push(named(piece));
    }
    return parts;
  }
  function named(piece: string): Part {
    const rule = /^<?(.+?)>?\*?$/.exec(piece)?.[1] ?? piece;
    const many = piece.length > 1 && piece.endsWith('*');
    return many || /^<.+>$/.test(piece)
      ? { is: 'choice', ways: ways(rule), many }
      : { is: 'word', symbol: symbol(piece) };
  }
  const parts = sequence();
  if (at < pieces.length) throw new Error(`unbalanced phrase: ${phrase}`);
  return parts;
}

/** Parts → the words that they can begin with; null when it can be anything. */
export function openers(): (parts: readonly Part[]) => ReadonlySet<number> | null {
  type Opens = { readonly words: ReadonlySet<number> | null; readonly empty: boolean };
  const known = new Map<Ways, Opens>();
  function choice(ways: Ways): Opens {
    const found = known.get(ways) ?? union(ways.map(row));
    known.set(ways, found);
    return found;
  }
  const union = (all: readonly Opens[]): Opens => ({
    words: all.some(({ words }) => words === null) ? null : new Set(all.flatMap(({ words }) => [...(words ?? [])])),
    empty: all.some(({ empty }) => empty),
  });
  function one(part: Part): Opens {
    if (part.is === 'choice') return part.many ? { ...choice(part.ways), empty: true } : choice(part.ways);
    if (part.is === 'word') return { words: new Set([part.symbol]), empty: false };
    return part.mark.on === 'emit' ? { words: new Set(), empty: true } : { words: null, empty: false };
  }
  function row(parts: readonly Part[]): Opens {
    const [head, ...rest] = parts;
    if (!head) return { words: new Set(), empty: true };
    const opens = one(head);
    if (!opens.empty || opens.words === null) return opens;
    const behind = row(rest);
    return { ...union([opens, behind]), empty: behind.empty };
  }
  return (parts) => row(parts).words;
}

/** Parts → the words without which they cannot match, as sets of which one must occur. */
export function needs(): (parts: readonly Part[]) => readonly (readonly number[])[] {
  const known = new Map<Ways, readonly number[] | null>();
  function choice(ways: Ways): readonly number[] | null {
    const found = known.get(ways);
    if (found !== undefined) return found;
    const each = ways.map((way) => row(way)[0]);
    const all = each.every((need) => need !== undefined) ? [...new Set(each.flat())] : null;
    known.set(ways, all);
    return all;
  }
  function row(parts: readonly Part[]): readonly (readonly number[])[] {
    return parts.flatMap((part) => {
      if (part.is === 'word') return [[part.symbol]];
      const need = part.is === 'choice' && !part.many ? choice(part.ways) : null;
      return need ? [need] : [];
    });
  }
  return row;
}
