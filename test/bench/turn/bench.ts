import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { owners } from './company.ts';
import { type Door, install, inTurn } from './driver.ts';
import { sleep } from './figures.ts';
import { ask } from './ipc.ts';
import { environment, type Hello, startBot, startScript, stopAll } from './processes.ts';

/** The bot by its production configuration, and the stub of Microsoft's services that it speaks to. */
export interface Bench {
  readonly bot: ChildProcess;
  readonly stub: ChildProcess;
  readonly hello: Hello;
  readonly door: Door;
  /** Reads from the bot's store, beside the bot. */
  readonly query: (sql: string) => Promise<readonly Row[]>;
  /** The first figure of the first row. */
  readonly count: (sql: string) => Promise<number>;
}

type Row = Readonly<Record<string, unknown>>;

/** Runs `use` on a bench of its own, with every owner met; ends all its processes. `database`: a PostgreSQL's URL. */
export async function onBench<T>(use: (bench: Bench) => Promise<T>, database?: string): Promise<T> {
  try {
    const { child: stub } = await startScript('stub.ts');
    const hello = await ask<Hello>(stub, 'hello');
    const env: Record<string, string> = environment(hello);
    if (database !== undefined) env.DATABASE_URL = database;
    const { child: bot, port } = await startBot(env, true);
    const { query, close } = database === undefined ? sqlite(env.DATA_DIR ?? '') : await postgres(database);
    const count = async (sql: string) => Number(Object.values((await query(sql))[0] ?? {})[0]);
    const door = { port, serviceUrl: hello.serviceUrl, token: hello.token };
    await inTurn(owners.length, 4, (n) => install(door, owners[n] ?? ''));
    const result = await use({ bot, stub, hello, door, query, count });
    await close();
    return result;
  } finally {
    await stopAll();
  }
}

function sqlite(dir: string) {
  const store = new DatabaseSync(join(dir, 'behalf.db'), { readOnly: true, timeout: 5000 });
  return { query: async (sql: string) => store.prepare(sql).all(), close: async () => store.close() };
}

async function postgres(connectionString: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return { query: async (sql: string) => (await client.query(sql)).rows as Row[], close: () => client.end() };
}

/** An echo bot, to be asked in the same way. */
export async function startEcho({ hello }: Bench, file: 'echo.ts' | 'echo-teams.ts') {
  const { child } = await startScript(file);
  const port = await ask<number>(child, 'port');
  return { child, door: { port, serviceUrl: hello.plainServiceUrl, token: null } };
}

/** Until no work is left. */
export async function idle({ count }: Bench): Promise<void> {
  const query = "select count(*) from work where requester <> 'behalf' and id not like 'forget:%'";
  while ((await count(query)) > 0) await sleep(50);
}

/** Microseconds of CPU that a process uses while `act` goes on. */
export async function cpuOf(child: ChildProcess, act: () => Promise<void>): Promise<number> {
  const before = await ask<number>(child, 'cpu');
  await act();
  return (await ask<number>(child, 'cpu')) - before;
}
