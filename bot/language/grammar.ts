import type { IntentName } from './intent.ts';
import type { Mark } from './marks.ts';
import { needs, openers, type Part, parse, type Ways } from './phrase.ts';

/**
 * Phrases as data. A phrase is a row of words; `(a|b)` is a choice, `[a]` may be missing, `WORD` in capitals is a class
 * of words, `<rule>` another rule of the same language (`WORD*`, `<rule>*`: any number of them), `{p}` people, `{w}` people that
 * are clearly named, `{s}` people who can be nothing else, `{p's}` a possessive, `{g}` groups, `{g!}` groups that are clearly named, `{id}` a request id, `{n}` a number; `{+me}` adds the speaker,
 * `{=sendAs}` sets the right, `{rest}` takes the rest of the text as the reason, `{unclear}` as something not understood.
 * `{?clause}`: a clause begins here ("she is away"); `{?verb}`: a small word that is no article; `{?remark}`: no comma between names.
 * All phrases of a language become one graph; match.ts walks it.
 */

export type Edge = { readonly to: Node } & ({ readonly on: 'word'; readonly symbol: number } | Mark);
interface Drawing {
  readonly edges: readonly Edge[];
  readonly final: boolean;
}
/** With so many edges, those for a word are picked out once and kept. */
const crowded = 12;

/** A place in the graph; its edges are drawn when they are first asked for. */
export class Node {
  readonly id: number;
  private drawing: Drawing | null = null;
  private chosen: Map<readonly number[], readonly Edge[]> | null = null;
  private readonly draw: (node: Node) => Drawing;

  constructor(id: number, draw: (node: Node) => Drawing) {
    this.id = id;
    this.draw = draw;
  }
  private drawn(): Drawing {
    this.drawing ??= this.draw(this);
    return this.drawing;
  }
  get edges(): readonly Edge[] {
    return this.drawn().edges;
  }
  /** The edges that a word with these symbols (the same array for the same word) may take, in their order. */
  edgesFor(symbols: readonly number[]): readonly Edge[] {
    const { edges } = this.drawn();
    if (edges.length < crowded) return edges;
    this.chosen ??= new Map();
    const known = this.chosen.get(symbols);
    if (known) return known;
    const found = edges.filter((edge) => edge.on !== 'word' || symbols.includes(edge.symbol));
    this.chosen.set(symbols, found);
    return found;
  }
  /** A phrase may end here. */
  get final(): boolean {
    return this.drawn().final;
  }
}
export interface Start {
  readonly node: Node;
  readonly intent: IntentName;
  /** One word of each set must occur in the sentence, or the phrase need not be tried. */
  readonly needs: readonly (readonly number[])[];
}
export interface Graph {
  readonly starts: readonly Start[];
  /** The places of the phrases that a word with this symbol can begin. */
  readonly opened: ReadonlyMap<number, readonly number[]>;
  /** By place, 1 for the phrases that anything can begin. */
  readonly open: Uint8Array;
  readonly symbols: ReadonlyMap<string, readonly number[]>;
  readonly symbolCount: number;
  /** Classes whose words are never written with a capital: those that begin with SOFT. */
  readonly soft: ReadonlySet<number>;
}

export interface Phrases {
  readonly classes: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** Tried in this order; what says more stands first. */
  readonly intents: readonly { readonly intent: IntentName; readonly phrases: readonly string[] }[];
  /** Other ways to write a word, wherever a phrase has it: u, you. */
  readonly spellings?: Readonly<Record<string, string>>;
}

/** Intents behind which a reason may stand. */
const explained: ReadonlySet<IntentName> = new Set<IntentName>([
  'request',
  'revoke',
  'cancel',
  'extend',
  'approve',
  'deny',
  'same',
]);

/** Phrases → graph. Throws on a fault in the phrases, which a test would find. */
export function compile({ classes, rules, intents, spellings = {} }: Phrases): Graph {
  const symbols = new Map<string, number[]>();
  const ids = new Map<string, number>();
  const cache = new Map<string, Ways>();

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
  function ways(rule: string): Ways {
    const known = cache.get(rule);
    if (known) return known;
    const texts = rules[rule] ?? (rule in classes ? [rule] : undefined);
    if (!texts) throw new Error(`no rule <${rule}>`);
    const parsed = texts.map((text) => parse(text, { ways, symbol }));
    cache.set(rule, parsed);
    return parsed;
  }
  const builder = new Builder();
  const ending = (rule: string) => builder.choice(ways(rule), builder.end);
  const [tail, close] = [ending('tail'), ending('close')];
  const [opens, needed] = [openers(), needs()];
  const starts = intents.flatMap(({ intent, phrases }) =>
    phrases.map((phrase) => {
      const parts = parse(phrase, { ways, symbol });
      const node = builder.row(parts, explained.has(intent) ? tail : close);
      return { node, intent, needs: needed(parts), opens: opens(parts) };
    }),
  );
  const open = Uint8Array.from(starts, ({ opens }) => (opens === null ? 1 : 0));
  const opened = new Map<number, number[]>();
  starts.forEach(({ opens }, place) => {
    for (const symbol of opens ?? []) opened.set(symbol, [...(opened.get(symbol) ?? []), place]);
  });
  for (const [spelling, word] of Object.entries(spellings))
    symbols.set(spelling, [...new Set([...(symbols.get(spelling) ?? []), ...(symbols.get(word) ?? [])])]);
  const soft = new Set([...ids].flatMap(([word, id]) => (word.startsWith('SOFT') ? [id] : [])));
  return { starts, opened, open, symbols, symbolCount: ids.size, soft };
}

/**
 * Draws phrases from their end to their beginning, so that phrases which go on in the same way share one end, and a place
 * that led nowhere for one phrase is known to the next. What stands inside a choice is drawn when a sentence first walks
 * into it: drawing it all would take half a second and hundreds of megabytes, for places that nobody ever says.
 */
class Builder {
  private count = 0;
  private readonly nodes = new Map<string, Node>();
  private readonly choices = new Map<Ways, Map<Node, Node>>();
  private readonly loops = new Map<Ways, Map<Node, Node>>();
  readonly end: Node = new Node(this.count++, () => ({ edges: [], final: true }));

  /** The parts one after the other, then `next`. */
  row(parts: readonly Part[], next: Node): Node {
    return parts.reduceRight((to, part) => this.part(part, to), next);
  }
  /** Any of the rows, then `next`. */
  choice(ways: Ways, next: Node): Node {
    const known = this.choices.get(ways) ?? new Map<Node, Node>();
    this.choices.set(ways, known);
    const drawn = known.get(next);
    if (drawn) return drawn;
    const node = new Node(this.count++, () => {
      const heads = ways.map((way) => this.row(way, next));
      return { edges: distinct(heads.flatMap(({ edges }) => edges)), final: heads.some(({ final }) => final) };
    });
    known.set(next, node);
    return node;
  }
  private part(part: Part, to: Node): Node {
    if (part.is === 'choice') return part.many ? this.loop(part.ways, to) : this.choice(part.ways, to);
    if (part.is === 'mark') return this.single({ ...part.mark, to });
    return this.single({ on: 'word', symbol: part.symbol, to });
  }
  private single(edge: Edge): Node {
    const sign = signOf(edge);
    const known = this.nodes.get(sign);
    if (known) return known;
    const node = new Node(this.count++, () => ({ edges: [edge], final: false }));
    this.nodes.set(sign, node);
    return node;
  }
  /** Any of the rows any number of times; none of them may be empty. */
  private loop(ways: Ways, next: Node): Node {
    const known = this.loops.get(ways)?.get(next);
    if (known) return known;
    const node: Node = new Node(this.count++, () => {
      const again = ways.flatMap((way) => this.row(way, node).edges);
      return { edges: distinct([...again, ...next.edges]), final: next.final };
    });
    this.loops.set(ways, (this.loops.get(ways) ?? new Map<Node, Node>()).set(next, node));
    return node;
  }
}

const distinct = (edges: readonly Edge[]) => [...new Map(edges.map((edge) => [signOf(edge), edge])).values()];

/** Two edges with the same sign are the same step to the same place. */
function signOf(edge: Edge): string {
  const to = edge.to.id;
  switch (edge.on) {
    case 'word':
      return `${edge.symbol}>${to}`;
    case 'slot':
      return `{${edge.slot}>${to}`;
    case 'check':
      return `?${edge.check}>${to}`;
    case 'emit':
      return `${edge.emit}>${to}`;
    case 'rest':
      return `rest${edge.unclear}`;
  }
}
