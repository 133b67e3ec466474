import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteAdapter, SqliteDialect } from 'kysely';

/** Kysely over `node:sqlite`, which takes parameters one by one and tells readers from writers by their columns. */
export function dialect(database: DatabaseSync): Dialect {
  const stock = new SqliteDialect({
    database: { close: () => database.close(), prepare: (sql) => statement(database, sql) },
  });
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => stock.createDriver(),
    createIntrospector: (db) => stock.createIntrospector(db),
    createQueryCompiler: () => stock.createQueryCompiler(),
  };
}

/** SQLite can change its schema in a transaction; the stock adapter says no, and a crash would leave half of it. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function statement(database: DatabaseSync, sql: string) {
  const prepared = database.prepare(sql);
  const spread = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  // After a failed write SQLite has rolled back by itself; a second rollback's error would hide the first.
  const over = () => sql === 'rollback' && !database.isTransaction;
  return {
    reader: prepared.columns().length > 0,
    all: (parameters: readonly unknown[]) => prepared.all(...spread(parameters)),
    run: (parameters: readonly unknown[]) => (over() ? nothing : prepared.run(...spread(parameters))),
    iterate: (parameters: readonly unknown[]) => prepared.iterate(...spread(parameters)),
  };
}

const nothing = { changes: 0, lastInsertRowid: 0 };
