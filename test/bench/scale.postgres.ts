import pg from 'pg';
import type { Row } from './language.ts';
import { compareActs, type Stored, time } from './scale/compare.ts';
import { fillPostgres, openOnPostgres } from './scale/fill.ts';
import { startPostgres } from './turn/server.ts';

/** Requests in the store; the first size is what the others are held against. */
const largest = Number(process.env.SCALE ?? 100_000);
const sizes = [1_000, 10, 100_000, 1_000_000].filter((size) => size <= largest);

/** The same as on SQLite; by time, because what it costs is spent in the server. */
export async function scaleOnPostgres(): Promise<Row[]> {
  const server = await startPostgres();
  const stores: Stored[] = [];
  try {
    for (const size of sizes) {
      const url = await database(server.url, `scale_${size}`);
      await fillPostgres(url, size);
      stores.push({ size, opened: await openOnPostgres(url) });
    }
    return await compareActs(stores, time, ' on PostgreSQL');
  } finally {
    for (const { opened } of stores) await opened.close();
    await server.stop();
  }
}

async function database(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}
