import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The place of a value in a statement that is built before the value is known. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** For each dialect: name → the statement, built and compiled. */
const built = new WeakMap<object, Map<string, CompiledQuery<unknown>>>();

/**
 * A statement with its values. Kysely builds it the first time only, with empty places for the values; from then on they
 * are filled in: building a query costs several times what SQLite needs to run it. Everything of `values` must be used
 * as a value, nothing may decide about the shape: a statement of another shape has another name.
 */
export function fill<V extends object, R>(
  db: Kysely<Tables>,
  name: string,
  values: V,
  build: (places: V) => Compilable<R>,
): CompiledQuery<R> {
  const dialect = db.getExecutor().adapter;
  const known = built.get(dialect) ?? new Map<string, CompiledQuery<unknown>>();
  built.set(dialect, known);
  const query = known.get(name) ?? build(placesFor(values)).compile();
  known.set(name, query);
  const given = values as Readonly<Record<string, unknown>>;
  const parameters = query.parameters.map((one) => (one instanceof Slot ? given[one.name] : one));
  return { ...query, parameters } as CompiledQuery<R>;
}

const placesFor = <V extends object>(values: V): V =>
  Object.fromEntries(Object.keys(values).map((name) => [name, new Slot(name)])) as V;

/**
 * A piece of work on a database, step by step, whoever runs the steps: one after the other, or all at once. The statements
 * of a step do not need each other's answers, and are run in their order.
 */
export type Steps<T> = Generator<readonly CompiledQuery<unknown>[], T, readonly Ran<unknown>[]>;

export interface Ran<R> {
  readonly rows: readonly R[];
  readonly numAffectedRows?: bigint;
}

/** One statement as a step. */
export function* step<R>(query: CompiledQuery<R>): Steps<Ran<R>> {
  const [ran] = yield [query];
  return ran as Ran<R>;
}
