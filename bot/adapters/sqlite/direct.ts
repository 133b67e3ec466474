import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type Compilable, type CompiledQuery, Kysely, type QueryResult } from 'kysely';
import type { Ran, Steps } from '../sql/fill.ts';
import type { Tables } from '../sql/tables.ts';
import { dialect } from './dialect.ts';

/** More than there are different statements; those with lists come in any length. */
const mostStatements = 200;

interface Prepared {
  readonly statement: StatementSync;
  /** It gives rows. */
  readonly reads: boolean;
}

/**
 * Kysely over a `node:sqlite` that this process has for itself. SQLite answers at once, so a compiled statement needs no
 * pool and no queue in front of it (18 µs of CPU a statement, 2 without), and a transaction that is run in one go cannot
 * be stepped into. Once the schema is there, no other transactions may be used: `atOnce` would fall into them.
 */
export class Direct extends Kysely<Tables> {
  /**
   * The same, whose commits do not wait for the disk: the next one of the other kind takes them along. When the power fails
   * before that, they are forgotten, the last ones first. Only for `executeQuery` and `atOnce`.
   */
  readonly soft: Direct;
  readonly #database: DatabaseSync;
  readonly #isSoft: boolean;
  readonly #statements = new Map<string, Prepared>();

  constructor(database: DatabaseSync, isSoft = false) {
    super({ dialect: dialect(database) });
    this.#database = database;
    this.#isSoft = isSoft;
    this.soft = isSoft ? this : new Direct(database, true);
  }

  override async executeQuery<R>(query: CompiledQuery<R> | Compilable<R>): Promise<QueryResult<R>> {
    const { sql, parameters } = 'compile' in query ? query.compile() : query;
    return this.#patiently(() => this.#run<R>(sql, parameters)) as QueryResult<R>;
  }

  /** The pragma acts when it is compiled: it cannot be kept as other statements are. */
  #patiently<T>(act: () => T): T {
    if (!this.#isSoft) return act();
    this.#database.exec('pragma synchronous = normal');
    try {
      return act();
    } finally {
      this.#database.exec('pragma synchronous = full');
    }
  }

  /** Runs all steps in one transaction, with nothing between them: all of it or nothing. */
  atOnce<T>(steps: Steps<T>): T {
    return this.#patiently(() => this.#transact(steps));
  }

  #transact<T>(steps: Steps<T>): T {
    this.#run('begin immediate', []);
    try {
      let next = steps.next();
      while (!next.done) next = steps.next(next.value.map(({ sql, parameters }) => this.#run(sql, parameters)));
      this.#run('commit', []);
      return next.value;
    } catch (error) {
      // After a failed write SQLite may have rolled back by itself.
      if (this.#database.isTransaction) this.#run('rollback', []);
      throw error;
    }
  }

  #run<R>(sql: string, parameters: readonly unknown[]): Ran<R> {
    const { statement, reads } = this.#prepared(sql);
    const given = parameters as readonly SQLInputValue[];
    if (reads) return { rows: statement.all(...given) as R[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...given).changes) };
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    if (this.#statements.size < mostStatements) this.#statements.set(sql, prepared);
    return prepared;
  }
}
