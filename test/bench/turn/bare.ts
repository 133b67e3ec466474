import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answering, usage } from './ipc.ts';

/**
 * The wire work of one request and nothing else, by bare Node: takes an activity, makes the calls that the bot has made for
 * one, reads their answers, and commits as many bytes. What the bot takes beyond that is its own.
 */
export interface WireWork {
  readonly origin: string;
  readonly caPem: string;
  readonly calls: readonly { readonly method: string; readonly path: string; readonly body: string }[];
  /** The rows of one request, by commit. */
  readonly commits: readonly (readonly string[])[];
}

const { origin, caPem, calls, commits } = JSON.parse(readFileSync(process.env.WORK ?? '', 'utf8')) as WireWork;
const agent = new Agent({ keepAlive: true, ca: caPem });
const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };

const call = ({ method, path, body }: WireWork['calls'][number]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const database = new DatabaseSync(join(mkdtempSync(join(tmpdir(), 'behalf-bare-')), 'bare.db'));
database.exec('pragma journal_mode = wal; pragma synchronous = full; create table rows (id integer primary key, text)');
const insert = database.prepare('insert into rows (text) values (?)');

function commit(rows: readonly string[]): void {
  database.exec('begin immediate');
  for (const row of rows) insert.run(row);
  database.exec('commit');
}

const server = createServer((incoming, response) => {
  const parts: Buffer[] = [];
  incoming.on('data', (part: Buffer) => parts.push(part));
  incoming.on('end', async () => {
    JSON.parse(Buffer.concat(parts).toString());
    for (const one of calls) await call(one);
    for (const rows of commits) commit(rows);
    response.end('{}');
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
answering({ ...usage, port: () => (server.address() as AddressInfo).port });
