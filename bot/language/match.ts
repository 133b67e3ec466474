import type { Edge, Graph, Node, Start } from './grammar.ts';
import type { IntentName } from './intent.ts';
import type { Sign, Slot } from './marks.ts';
import type { Reading } from './reading.ts';

/** What a slot took: tokens `from` up to `to`. */
export interface Taken {
  readonly slot: Slot;
  readonly from: number;
  readonly to: number;
}
export interface Match {
  readonly intent: IntentName;
  readonly taken: readonly Taken[];
  readonly emitted: readonly Sign[];
  /** First token of the reason; the number of tokens where there is none. */
  readonly rest: number;
  readonly unclear: boolean;
  /** How many words of the sentence the phrase itself accounts for. */
  readonly known: number;
  /** Tokens that the phrase itself has a word for. */
  readonly literal: readonly number[];
}

/** Longest row of words that one slot takes. */
const slotLimit = 40;

/**
 * What `meant` makes of the first phrase that fits the whole sentence and that it does not refuse, or null. Slots take as little as they can. A place in
 * the graph that failed at a token is not tried again there, so time grows with graph × tokens, whatever the text.
 */
export function match<T>(graph: Graph, reading: Reading, meant: (found: Match) => T | null): T | null {
  const present = presence(graph, reading);
  const walk = new Walk(graph, reading);
  const begun = candidates(graph, walk.opening());
  for (let place = 0; place < begun.length; place++) {
    const start = graph.starts[place] as Start;
    if (begun[place] === 0 || !needed(start, present)) continue;
    const found = walk.from(start);
    const meaning = found && meant(found);
    if (meaning) return meaning;
  }
  return null;
}

/** By place, 1 for the phrases that one of the words up to the first that cannot be passed over can begin. */
function candidates({ open, opened }: Graph, opening: readonly number[]): Uint8Array {
  const found = open.slice();
  for (const symbol of opening) for (const place of opened.get(symbol) ?? []) found[place] = 1;
  return found;
}

function needed({ needs }: Start, present: Uint8Array): boolean {
  for (const need of needs) {
    let found = false;
    for (let i = 0; i < need.length && !found; i++) found = present[need[i] as number] === 1;
    if (!found) return false;
  }
  return true;
}

function presence(graph: Graph, { keys }: Reading): Uint8Array {
  const present = new Uint8Array(graph.symbolCount);
  for (const key of keys) for (const symbol of graph.symbols.get(key) ?? []) present[symbol] = 1;
  return present;
}

/** Where a run failed; kept and numbered by run, since clearing it would cost more than the search. */
class Board {
  private failed = new Uint32Array(1 << 16);
  private run = 0;

  begin(): void {
    if (++this.run < 0xffff_ffff) return;
    this.failed.fill(0);
    this.run = 1;
  }
  knows(place: number): boolean {
    return this.failed[place] === this.run;
  }
  note(place: number): void {
    if (place >= this.failed.length) {
      const wider = new Uint32Array(Math.max(place + 1, this.failed.length * 2));
      wider.set(this.failed);
      this.failed = wider;
    }
    this.failed[place] = this.run;
  }
}
const boards = new WeakMap<Graph, Board>();

const none: readonly number[] = [];

class Walk {
  private readonly taken: Taken[] = [];
  private readonly emitted: Sign[] = [];
  private readonly board: Board;
  private rest: number;
  private unclear = false;
  private readonly literal: number[] = [];
  private readonly reading: Reading;
  private readonly symbols: (readonly number[] | undefined)[];
  private readonly soft: ReadonlySet<number>;
  private readonly count: number;

  constructor(graph: Graph, reading: Reading) {
    this.reading = reading;
    this.count = reading.tokens.length;
    this.rest = this.count;
    this.soft = graph.soft;
    this.board = boards.get(graph) ?? new Board();
    boards.set(graph, this.board);
    this.board.begin();
    this.symbols = reading.keys.map((key) => graph.symbols.get(key));
  }

  /** Symbols of the words up to the first that cannot be passed over. */
  opening(): number[] {
    const opening: number[] = [];
    for (let at = 0; at < this.count; at++) {
      opening.push(...(this.symbols[at] ?? []));
      if (!this.reading.skip[at]) break;
    }
    return opening;
  }

  from({ node, intent }: Start): Match | null {
    this.taken.length = this.emitted.length = this.literal.length = 0;
    this.rest = this.count;
    this.unclear = false;
    if (!this.step(node, 0)) return null;
    const [taken, emitted, literal] = [[...this.taken], [...this.emitted], [...this.literal]];
    return { intent, taken, emitted, rest: this.rest, unclear: this.unclear, literal, known: literal.length };
  }

  private step(node: Node, at: number): boolean {
    if (at === this.count && node.final) return true;
    const place = node.id * (this.count + 1) + at;
    if (this.board.knows(place)) return false;
    for (const edge of node.edgesFor(this.symbols[at] ?? none)) if (this.follow(edge, at)) return true;
    if (at < this.count && this.reading.skip[at] && this.step(node, at + 1)) return true;
    this.board.note(place);
    return false;
  }

  private follow(edge: Edge, at: number): boolean {
    switch (edge.on) {
      case 'word':
        return this.word(edge, at);
      case 'slot':
        return this.slot(edge, at);
      case 'emit': {
        this.emitted.push(edge.emit);
        if (this.step(edge.to, at)) return true;
        this.emitted.pop();
        return false;
      }
      case 'check':
        return this.reading.check(edge.check, at) && this.step(edge.to, at);
      case 'rest': {
        if (at >= this.count) return false;
        this.rest = at;
        this.unclear = edge.unclear;
        return true;
      }
    }
  }

  private word(edge: Edge & { on: 'word' }, at: number): boolean {
    if (
      at >= this.count ||
      this.reading.inTime[at] ||
      this.reading.idle[at] ||
      !this.symbols[at]?.includes(edge.symbol)
    )
      return false;
    if (this.reading.surname(at) || (this.soft.has(edge.symbol) && this.reading.capital(at))) return false;
    this.literal.push(at);
    if (this.step(edge.to, at + 1)) return true;
    this.literal.pop();
    return false;
  }

  private slot(edge: Edge & { on: 'slot' }, at: number): boolean {
    const { reading } = this;
    if (edge.slot === 'id' || edge.slot === 'n') {
      const fits = edge.slot === 'id' ? reading.id(at) : reading.number(at);
      return fits !== null && this.take(edge, at, at + 1);
    }
    const group = edge.slot.startsWith('g');
    const takes = (word: number) => (group ? reading.inGroup(word, at) : reading.inPeople(word, at));
    const most = Math.min(this.count, at + slotLimit);
    if (reading.wide) return this.widest(edge, at, most, takes);
    for (let to = at + 1; to <= most && takes(to - 1); to++) {
      if (!reading.ends(to - 1, edge.slot, at)) continue;
      if (this.take(edge, at, to)) return true;
    }
    return false;
  }

  /** As much as the slot can take, rather than as little; rather not up to a small word, which may be the verb. */
  private widest(edge: Edge & { on: 'slot' }, at: number, most: number, takes: (word: number) => boolean): boolean {
    const ends: number[] = [];
    for (let to = at + 1; to <= most && takes(to - 1); to++)
      if (this.reading.ends(to - 1, edge.slot, at)) ends.unshift(to);
    const small = (to: number) => this.reading.isSmall(to - 1);
    return [...ends.filter((to) => !small(to)), ...ends.filter(small)].some((to) => this.take(edge, at, to));
  }

  private take(edge: Edge & { on: 'slot' }, from: number, to: number): boolean {
    this.taken.push({ slot: edge.slot, from, to });
    if (this.step(edge.to, to)) return true;
    this.taken.pop();
    return false;
  }
}
