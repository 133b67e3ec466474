/**
 * Phrases as data. A phrase is a row of words; `(a|b)` is a choice, `[a]` may be missing, `WORD` in capitals is a class
 * of words (`WORD*` any number of them), `<rule>` another rule of the same language, `{p}` people, `{w}` people that
 * are clearly named, `{p's}` a possessive, `{g}` groups, `{id}` a request id, `{n}` a number; `{+me}` adds the speaker,
 * `{=sendAs}` sets the right, `{rest}` takes the rest of the text as the reason, `{unclear}` as something not understood.
 * All phrases of a language become one graph; match.ts walks it.
 */

export type Slot = 'p' | 'w' | "p's" | 'g' | "g's" | 'id' | 'n';
/** `{?clause}`: a clause begins here ("she is away"); `{?verb}`: a small word that is no article; `{?remark}`: no comma between names. */
export type Check = 'clause' | 'verb' | 'remark';
export type Edge =
  | { readonly to: Node; readonly on: 'word'; readonly symbol: number }
  | { readonly to: Node; readonly on: 'slot'; readonly slot: Slot }
  | { readonly to: Node; readonly on: 'nothing' }
  | { readonly to: Node; readonly on: 'check'; readonly check: Check }
  | { readonly to: Node; readonly on: 'emit'; readonly emit: string }
  | { readonly to: Node; readonly on: 'rest'; readonly unclear: boolean };
export interface Node {
  id: number;
  edges: Edge[];
  final: boolean;
}
export interface Start {
  readonly node: Node;
  readonly intent: string;
  /** One word of each set must occur in the sentence, or the phrase need not be tried. */
  readonly needs: readonly (readonly number[])[];
  /** By symbol, 1 for the words it can begin with; null: anything. */
  readonly first: Uint8Array | null;
}
export interface Graph {
  readonly starts: readonly Start[];
  readonly size: number;
  readonly symbols: ReadonlyMap<string, readonly number[]>;
  readonly symbolCount: number;
}

type Part =
  | { readonly is: 'word'; readonly word: string; readonly many: boolean }
  | { readonly is: 'mark'; readonly mark: string }
  | { readonly is: 'choice'; readonly ways: readonly (readonly Part[])[] };

export interface Phrases {
  readonly classes: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** Tried in this order; what says more stands first. */
  readonly intents: readonly { readonly intent: string; readonly phrases: readonly string[] }[];
}

/** Intents behind which a reason may stand. */
const explained = new Set(['request', 'revoke', 'cancel', 'extend', 'approve', 'deny', 'same']);

/** Phrases → graph. Throws on a fault in the phrases, which a test would find. */
export function compile({ classes, rules, intents }: Phrases): Graph {
  const symbols = new Map<string, number[]>();
  const ids = new Map<string, number>();
  const cache = new Map<string, readonly (readonly Part[])[]>();
  const node = (): Node => ({ id: -1, edges: [], final: false });

  function symbol(word: string): number {
    const known = ids.get(word);
    if (known !== undefined) return known;
    const id = ids.size;
    ids.set(word, id);
    const members = /^[A-Z][A-Z_0-9]+$/.test(word) ? classes[word]?.split(/\s+/) : [word];
    if (!members) throw new Error(`no class ${word}`);
    for (const member of members) symbols.set(member, [...(symbols.get(member) ?? []), id]);
    return id;
  }
  function ways(rule: string): readonly (readonly Part[])[] {
    const known = cache.get(rule);
    if (known) return known;
    const texts = rules[rule];
    if (!texts) throw new Error(`no rule <${rule}>`);
    const parsed = texts.map((text) => parse(text, ways));
    cache.set(rule, parsed);
    return parsed;
  }
  function draw(parts: readonly Part[], from: Node): Node {
    return parts.reduce((at, part) => {
      const to = node();
      if (part.is === 'choice') {
        for (const way of part.ways) {
          const start = node();
          at.edges.push({ on: 'nothing', to: start });
          draw(way, start).edges.push({ on: 'nothing', to });
        }
      } else if (part.is === 'mark') at.edges.push(marked(part.mark, to));
      else if (part.many) {
        at.edges.push({ on: 'word', symbol: symbol(part.word), to: at }, { on: 'nothing', to });
      } else at.edges.push({ on: 'word', symbol: symbol(part.word), to });
      return to;
    }, from);
  }
  const ending = (rule: string) => {
    const from = node();
    draw([{ is: 'choice', ways: ways(rule) }], from).final = true;
    return from;
  };
  const [tail, close] = [ending('tail'), ending('close')];
  const starts = intents.flatMap(({ intent, phrases }) =>
    phrases.map((phrase) => {
      const parts = parse(phrase, ways);
      const start = node();
      draw(parts, start).edges.push({ on: 'nothing', to: explained.has(intent) ? tail : close });
      return { node: start, intent, needs: needed(parts, symbol), first: null };
    }),
  );
  return { ...shortened(starts, ids.size), symbols, symbolCount: ids.size };
}

function marked(mark: string, to: Node): Edge {
  if (mark.startsWith('+') || mark.startsWith('=')) return { on: 'emit', emit: mark, to };
  if (mark.startsWith('?')) return { on: 'check', check: mark.slice(1) as Check, to };
  if (mark === 'rest' || mark === 'unclear') return { on: 'rest', unclear: mark === 'unclear', to };
  return { on: 'slot', slot: mark as Slot, to };
}

/** The same graph without its empty steps, and with the words that each phrase can begin with. */
function shortened(starts: readonly Start[], count: number): { starts: Start[]; size: number } {
  let size = 0;
  // Each node is worked out once: what it becomes is kept in the node itself.
  function edges(node: Node): Edge[] {
    if (!node.edges.some(({ on }) => on === 'nothing')) return node.edges;
    node.edges = node.edges.flatMap((edge) => {
      if (edge.on !== 'nothing') return [edge];
      const further = edges(edge.to);
      if (edge.to.final) node.final = true;
      return further;
    });
    return node.edges;
  }
  function shorten(node: Node): void {
    if (node.id >= 0) return;
    node.id = size++;
    node.edges = edges(node);
    for (const edge of node.edges) shorten(edge.to);
  }
  function first(node: Node, into: Set<number>): boolean {
    return node.edges.every((edge) => {
      if (edge.on === 'emit') return first(edge.to, into);
      if (edge.on === 'word') into.add(edge.symbol);
      return edge.on === 'word';
    });
  }
  const short = starts.map((start) => {
    shorten(start.node);
    const symbols = new Set<number>();
    return { ...start, first: first(start.node, symbols) ? flags(symbols, count) : null };
  });
  return { starts: short, size };
}

const flags = (symbols: ReadonlySet<number>, count: number) => {
  const flagged = new Uint8Array(count);
  for (const symbol of symbols) flagged[symbol] = 1;
  return flagged;
};

/** The words without which a phrase cannot match. */
function needed(parts: readonly Part[], symbol: (word: string) => number): number[][] {
  return parts.flatMap((part) => {
    if (part.is === 'word') return part.many ? [] : [[symbol(part.word)]];
    if (part.is === 'mark') return [];
    const each = part.ways.map((way) => needed(way, symbol)[0]);
    return each.every((need) => need !== undefined) ? [each.flat()] : [];
  });
}

/** One phrase → its parts. */
function parse(phrase: string, ways: (rule: string) => readonly (readonly Part[])[]): Part[] {
  const pieces = phrase.match(/\{[^}]+\}|<[a-z_]+>|[()[\]|]|[^\s()[\]|{}<>]+/giu) ?? [];
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
      if (piece === '(') parts.push({ is: 'choice', ways: alternatives(')') });
      else if (piece === '[') parts.push({ is: 'choice', ways: [...alternatives(']'), []] });
      else if (piece.startsWith('{')) parts.push({ is: 'mark', mark: piece.slice(1, -1) });
      else if (piece.startsWith('<') && piece.length > 1) parts.push({ is: 'choice', ways: ways(piece.slice(1, -1)) });
      else
        parts.push({ is: 'word', word: piece.replace(/(?<=.)\*$/, ''), many: piece.length > 1 && piece.endsWith('*') });
    }
    return parts;
  }
  const parts = sequence();
  if (at < pieces.length) throw new Error(`unbalanced phrase: ${phrase}`);
  return parts;
}
