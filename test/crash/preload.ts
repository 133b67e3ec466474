import { appendFileSync } from 'node:fs';
import https from 'node:https';
import { flushCompileCache, syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * Loaded before the bot (`--import`): from SIGUSR2 on it counts every commit of the store and every outgoing HTTP call,
 * writes each as a line to the file `CRASH_TRACE`, and kills its own process at the point that `CRASH_AT` names, such as
 * `before-commit:3` or `after-http:7`. Without `CRASH_AT` it only counts.
 */
type Kind = 'commit' | 'http';

const { CRASH_TRACE: file = '/dev/null', CRASH_AT: at = '' } = process.env;
const passed: Record<Kind, number> = { commit: 0, http: 0 };
let armed = false;

const note = (line: string) => appendFileSync(file, `${line}\n`);

/** The point is about to be passed; gives what to call once it has been. */
function pass(kind: Kind, what: string): () => void {
  if (!armed) return () => {};
  const number = ++passed[kind];
  note(`${kind}:${number} ${what}`);
  dieAt(`before-${kind}:${number}`);
  return () => dieAt(`after-${kind}:${number}`);
}

function dieAt(point: string): void {
  if (point !== at) return;
  note(`killed ${point}`);
  process.kill(process.pid, 'SIGKILL');
}

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

const fetching = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  const cmdlet = new Headers(init?.headers).get('x-cmdletname') ?? '';
  const done = pass('http', `${method} ${url.pathname} ${cmdlet}`);
  const response = await fetching(input, init);
  done();
  return response;
};

const requesting = https.request as (...given: unknown[]) => ReturnType<typeof https.request>;
https.request = ((...given: unknown[]) => {
  const [url, options] = given as [string | URL, { readonly method?: string }];
  const done = pass('http', `${options.method ?? 'GET'} ${new URL(url).pathname}`);
  return requesting(...given).once('response', done);
}) as typeof https.request;
syncBuiltinESMExports();

process.on('SIGUSR2', () => {
  // A killed process would not leave it, and the next start could not be quick.
  flushCompileCache();
  armed = true;
  note('armed');
});
