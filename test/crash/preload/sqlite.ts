import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pass } from './points.ts';

/** Commits of SQLite are points. */
const write = /^\s*(insert into|update|delete from|replace into)\s+["`]?(\w+)/i;
const written = new WeakMap<DatabaseSync, string[]>();

/** A statement commits when it is `commit`, or when it writes outside a transaction. */
function around<T>(database: DatabaseSync, sql: string, run: () => T): T {
  const table = write.exec(sql)?.[2];
  const soFar = written.get(database) ?? [];
  if (/^\s*begin/i.test(sql)) written.set(database, []);
  else if (table !== undefined && database.isTransaction) soFar.push(table);
  const commits = /^\s*commit/i.test(sql) || (table !== undefined && !database.isTransaction);
  if (!commits) return run();
  const done = pass('commit', table ?? soFar.join('+'));
  const result = run();
  done();
  return result;
}

const prepare = DatabaseSync.prototype.prepare;
DatabaseSync.prototype.prepare = function (this: DatabaseSync, ...given: Parameters<typeof prepare>): StatementSync {
  const statement = prepare.apply(this, given);
  for (const name of ['run', 'all', 'get'] as const) {
    const real = statement[name].bind(statement) as (...parameters: unknown[]) => unknown;
    Object.assign(statement, {
      [name]: (...parameters: unknown[]) => around(this, given[0], () => real(...parameters)),
    });
  }
  return statement;
};
