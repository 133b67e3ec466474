import pg from 'pg';
import { type Kind, pass } from './points.ts';

/** Commits of PostgreSQL are points, and so are the locks of lanes. */
const write = /^\s*(insert into|update|delete from)\s+["`]?(\w+)/i;
const written = new WeakMap<object, string[]>();

interface Connection {
  readonly connectionParameters: { readonly application_name?: string };
  /** Everything sent so far outside a transaction: undefined. */
  query(...given: unknown[]): unknown;
}

/** What a statement is to us; null: no point. */
function point(client: Connection, sql: string): { readonly kind: Kind; readonly what: string } | null {
  switch (client.connectionParameters.application_name) {
    case 'behalf':
      return commit(client, sql);
    case 'behalf lanes':
      return /advisory/.test(sql) ? { kind: 'lane', what: /un ?lock/.test(sql) ? 'free' : 'take' } : null;
    default:
      return null;
  }
}

/** A statement commits when it is `commit`, or when it writes outside a transaction. */
function commit(client: Connection, sql: string): { readonly kind: Kind; readonly what: string } | null {
  const table = write.exec(sql)?.[2];
  const soFar = written.get(client);
  if (/^\s*(begin|start transaction)/i.test(sql)) written.set(client, []);
  else if (/^\s*(commit|rollback)/i.test(sql)) written.delete(client);
  else if (table !== undefined) soFar?.push(table);
  if (/^\s*commit/i.test(sql)) return { kind: 'commit', what: soFar?.join('+') ?? '' };
  return table !== undefined && soFar === undefined ? { kind: 'commit', what: table } : null;
}

const real = pg.Client.prototype.query as (...given: unknown[]) => unknown;
(pg.Client.prototype as unknown as Connection).query = function (this: Connection, ...given: unknown[]): unknown {
  const [first] = given as [string | { readonly text?: string }];
  const found = point(this, typeof first === 'string' ? first : (first?.text ?? ''));
  if (found === null) return real.apply(this, given);
  const done = pass(found.kind, found.what);
  const callback = given.at(-1);
  if (typeof callback === 'function') {
    return real.apply(
      this,
      given.with(-1, (...results: unknown[]) => {
        done();
        callback(...results);
      }),
    );
  }
  return (real.apply(this, given) as Promise<unknown>).then((result) => {
    done();
    return result;
  });
};
