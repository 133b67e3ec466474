import type { Kind, Row } from './entities.ts';
import { GraphFault, unsupported } from './fault.ts';
import { type Token, tokens } from './tokens.ts';

export type Predicate = (row: Row) => boolean;
type Value = string | boolean | null;

const mostAlternatives = 15;
/**
 * "When filtering using the eq operator, the maximum limit of the value to match is 120 characters", also where the
 * property may be longer (Graph's known issues 13635); startswith alike (microsoft-graph-explorer-v4 #2103). Not so in
 * advanced queries, whose address may have 2,048.
 */
const longestValue = 120;

/**
 * Reads an OData `$filter` (Microsoft Graph, "Use the $filter query parameter"): eq, in, startswith, any, and, or,
 * parentheses; with `advanced` also ne, not, endswith. Throws 400 for what Graph would not take.
 */
export function filter(text: string, kind: Kind, advanced: boolean): Predicate {
  const reader = new Reader(text, kind, advanced);
  return reader.all();
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #source: string;
  readonly #kind: Kind;
  readonly #advanced: boolean;
  #at = 0;
  #alternatives = 1;

  constructor(source: string, kind: Kind, advanced: boolean) {
    this.#source = source;
    this.#tokens = tokens(source);
    this.#kind = kind;
    this.#advanced = advanced;
  }

  all(): Predicate {
    const predicate = this.#or();
    if (this.#at < this.#tokens.length) throw this.#invalid();
    return predicate;
  }

  #or(): Predicate {
    const parts = [this.#and()];
    while (this.#word('or')) {
      this.#more(1);
      parts.push(this.#and());
    }
    return (row) => parts.some((part) => part(row));
  }

  #and(): Predicate {
    const parts = [this.#one()];
    while (this.#word('and')) parts.push(this.#one());
    return (row) => parts.every((part) => part(row));
  }

  #one(): Predicate {
    if (this.#word('not')) {
      this.#needsAdvanced('not');
      const inner = this.#one();
      return (row) => !inner(row);
    }
    if (this.#mark('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const name = this.#name();
    if (name === 'startswith' || name === 'endswith') return this.#function(name);
    if (name.endsWith('/any')) return this.#any(name.slice(0, -'/any'.length));
    return this.#comparison(this.#property(name));
  }

  #function(name: 'startswith' | 'endswith'): Predicate {
    if (name === 'endswith') this.#needsAdvanced(name);
    this.#expect('(');
    const property = this.#property(this.#name());
    this.#expect(',');
    const wanted = lower(this.#value(property));
    this.#expect(')');
    return (row) => strings(row[property]).some((each) => matches(each, name, wanted));
  }

  /** `groupTypes/any(c:c eq 'Unified')`, `proxyAddresses/any(p:startswith(p,'smtp:a'))`. */
  #any(collection: string): Predicate {
    const property = this.#property(collection);
    this.#expect('(');
    const variable = this.#name();
    this.#expect(':');
    const first = this.#name();
    const call = first === 'startswith' || first === 'endswith' ? first : null;
    if (call !== null) this.#expect('(');
    if ((call === null ? first : this.#name()) !== variable) throw this.#invalid();
    if (call === null && !this.#word('eq')) throw this.#invalid();
    if (call !== null) this.#expect(',');
    const wanted = lower(this.#value(property));
    if (call !== null) this.#expect(')');
    this.#expect(')');
    return (row) => strings(row[property]).some((each) => matches(each, call ?? 'eq', wanted));
  }

  #comparison(property: string): Predicate {
    const operator = this.#name();
    if (operator === 'in') {
      const values = this.#list(property).map(lower);
      this.#more(values.length - 1);
      return (row) => values.includes(lower(row[property]));
    }
    if (operator !== 'eq' && operator !== 'ne')
      throw unsupported(`Operator '${operator}' is not supported for property '${property}'.`);
    if (operator === 'ne') this.#needsAdvanced('ne');
    const wanted = lower(this.#value(property));
    return (row) => (lower(row[property]) === wanted) === (operator === 'eq');
  }

  #list(property: string): readonly Value[] {
    this.#expect('(');
    const values = [this.#value(property)];
    while (this.#mark(',')) values.push(this.#value(property));
    this.#expect(')');
    return values;
  }

  #property(name: string): string {
    if (this.#kind.filterable.includes(name)) return name;
    throw this.#unsupported(name);
  }

  #value(property: string): Value {
    const token = this.#tokens[this.#at++];
    if (token?.is === 'text') {
      if (token.text.length > longestValue && !this.#advanced) throw this.#unsupported(property);
      return token.text;
    }
    if (token?.is === 'word' && ['true', 'false'].includes(token.text)) return token.text === 'true';
    if (token?.is === 'word' && token.text === 'null') return null;
    throw this.#invalid();
  }

  #name(): string {
    const token = this.#tokens[this.#at++];
    if (token?.is !== 'word') throw this.#invalid();
    return ['startswith', 'endswith', 'in', 'eq', 'ne'].find((each) => each === token.text.toLowerCase()) ?? token.text;
  }

  #word(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.is !== 'word' || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  #mark(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.is !== 'mark' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#mark(text)) throw this.#invalid();
  }

  #more(alternatives: number): void {
    this.#alternatives += alternatives;
    if (this.#alternatives > mostAlternatives)
      throw unsupported(
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${this.#alternatives}. Max allowed: ${mostAlternatives}.`,
      );
  }

  #needsAdvanced(what: string): void {
    if (!this.#advanced) throw unsupported(`Operator '${what}' is not supported because advanced queries are off.`);
  }

  /** Says the same of a value that is too long: Graph names no reason. */
  #unsupported(property: string): GraphFault {
    const resource = this.#kind.name;
    return unsupported(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
    );
  }

  #invalid(): GraphFault {
    return new GraphFault(400, 'BadRequest', `Invalid filter clause: ${this.#source}`);
  }
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function matches(value: string, how: 'eq' | 'startswith' | 'endswith', wanted: unknown): boolean {
  const text = value.toLowerCase();
  if (typeof wanted !== 'string') return false;
  if (how === 'eq') return text === wanted;
  return how === 'startswith' ? text.startsWith(wanted) : text.endsWith(wanted);
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null);
}
