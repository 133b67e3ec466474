import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import pg from 'pg';
import { openPostgres } from '../../../bot/adapters/postgres/open.ts';
import { toAuditRow } from '../../../bot/adapters/sql/audit-rows.ts';
import { toRow } from '../../../bot/adapters/sql/tables.ts';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import type { GroupId, RequestId, UserId } from '../../../bot/domain/ids.ts';
import { toEntry } from '../../../bot/domain/record.ts';
import type { Request } from '../../../bot/domain/request.ts';
import { active, denied, made, minute, pending, silent } from '../../contract/given.ts';

/** A store as it is after years, written straight into its tables: quick, and held to all their constraints. */

const guid = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`;
export const person = (n: number) => guid('8001', n) as UserId;
export const group = (n: number) => guid('8003', n) as GroupId;
export const requestId = (n: number) => `S${n.toString(36).toUpperCase().padStart(6, '0')}` as RequestId;
export const stamp = { mode: 'production', tenant: guid('8000', 1) } as const;
export const clock = { now: () => new Date() };

/** The company grows with what it asks for: twenty requests a person, a hundred a group, however many there are. */
export const people = (size: number) => Math.max(2, Math.ceil(size / 20));
export const groups = (size: number) => Math.max(2, Math.ceil(size / 100));

export const open = (dir: string) => openSqlite({ dir, stamp, clock, log: silent });

/** Of each group's hundred: ninety are history, five are active, five wait. */
export function requestOf(n: number, size: number): Request {
  const [who, where] = [person(n % people(size)), group(n % groups(size))];
  const id = requestId(n);
  const over = { id, batch: id, requester: who, beneficiary: who, group: where };
  const nth = Math.floor(n / groups(size)) % 100;
  // Only one open request for a person and a group is allowed.
  if (nth < 5) return pending(n % 50_000, { ...over, beneficiary: person(1_000_000 + n) });
  if (nth < 10) return active(n % 50_000, null, null, over);
  const { status: _, ...rest } = pending(n % 50_000, over);
  const decision = { by: person(9), as: 'owners', at: minute(60), reason: null } as const;
  return { ...rest, status: 'denied', revision: 2, decision } as Request;
}

type Value = string | number | null;
interface Line {
  readonly table: string;
  readonly row: Readonly<Record<string, Value>>;
}

const hash = 'f'.repeat(64);
const serviceUrl = 'https://t/';

/** Every row of such a store. */
function* lines(size: number): Generator<Line> {
  for (let n = 0; n < size; n += 1) {
    const request = requestOf(n, size);
    const row = toRow(request);
    yield { table: 'requests', row: row as unknown as Line['row'] };
    const { id, requester, batch } = row;
    const { beneficiary, group } = request;
    const ids = { id: request.id, batch: request.batch, requester: request.requester, beneficiary, group };
    for (const [at, event] of [made(pending(n % 50_000, ids)), denied(request)].entries()) {
      const entry = toEntry({ ...event, at: request.askedAt, actor: request.requester }, request);
      yield {
        table: 'audit',
        row: toAuditRow({ ...entry, v: 1, seq: 2 * n + at + 1, prev: hash, hash }) as unknown as Line['row'],
      };
    }
    for (const [at, audience] of ['asker', 'approver', 'approver'].entries()) {
      const place = { conversation: `a:${at}${requester}`, activity: `${n}`, service_url: serviceUrl };
      yield { table: 'copies', row: { ...place, batch, person: requester, audience, lines: id, shows: hash } };
    }
    yield { table: 'turns', row: { key: `turn-${n}`, requests: '', at: row.asked_at } };
  }
  for (let n = 0; n < people(size); n += 1) {
    const place = { service_url: serviceUrl, conversation: `a:${n}` };
    const row = { person: person(n), name: 'Robin', ...place, locale: 'en', zone: 'UTC', welcomed: 1 };
    yield { table: 'contacts', row };
  }
}

export async function fill(dir: string, size: number): Promise<void> {
  await (await open(dir)).close();
  const db = new DatabaseSync(join(dir, 'behalf.db'));
  const statements = new Map<string, StatementSync>();
  const insert = (table: string, columns: readonly string[]) => {
    const names = columns.map((name) => `"${name}"`).join(', ');
    return db.prepare(`insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`);
  };
  // Nobody minds a bench's store that a crash spoils: no second copy of it, and room for what inserts at random touch.
  db.exec('pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -400000; begin');
  for (const { table, row } of lines(size)) {
    const statement = statements.get(table) ?? insert(table, Object.keys(row));
    statements.set(table, statement);
    statement.run(...Object.values(row));
  }
  db.prepare('update chain set seq = ?, hash = ?').run(2 * size, hash);
  db.exec('commit; analyze');
  db.close();
}

export const openOnPostgres = (url: string) => openPostgres({ url, stamp, clock, log: silent });

/** The same in an empty PostgreSQL database. */
export async function fillPostgres(url: string, size: number): Promise<void> {
  await (await openOnPostgres(url)).close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  const waiting = new Map<string, Line['row'][]>();
  const write = async (table: string, rows: Line['row'][]) => {
    const names = Object.keys(rows[0] ?? {}).map((name) => `"${name}"`);
    const from = `jsonb_populate_recordset(null::${table}, $1)`;
    await client.query(`insert into ${table} (${names}) select ${names} from ${from}`, [JSON.stringify(rows)]);
  };
  for (const { table, row } of lines(size)) {
    const rows = waiting.get(table) ?? [];
    waiting.set(table, rows);
    if (rows.push(row) === 2_000) await write(table, rows.splice(0));
  }
  for (const [table, rows] of waiting) if (rows.length > 0) await write(table, rows);
  await client.query('update chain set seq = $1, hash = $2', [2 * size, hash]);
  await client.query('vacuum analyze');
  await client.end();
}
