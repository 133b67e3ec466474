import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toRow } from '../../../bot/adapters/sql/tables.ts';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import type { GroupId, RequestId, UserId } from '../../../bot/domain/ids.ts';
import type { Request } from '../../../bot/domain/request.ts';
import { active, denied, minute, pending, silent } from '../../contract/given.ts';

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

export async function fill(dir: string, size: number): Promise<void> {
  await (await open(dir)).close();
  const db = new DatabaseSync(join(dir, 'behalf.db'));
  const insert = (table: string, columns: readonly string[]) => {
    const names = columns.map((name) => `"${name}"`).join(', ');
    return db.prepare(`insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`);
  };
  const columns = Object.keys(toRow(requestOf(0, size)));
  const request = insert('requests', columns);
  const audit = insert('audit', 'seq at event request right group_id person actor data prev hash'.split(' '));
  const copy = insert('copies', 'conversation activity service_url batch person audience shows'.split(' '));
  const turn = insert('turns', ['key', 'requests']);
  const contact = insert('contacts', 'person name service_url conversation locale zone welcomed'.split(' '));
  const hash = 'f'.repeat(64);
  // Nobody minds a bench's store that a crash spoils: no second copy of it, and room for what inserts at random touch.
  db.exec('pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -400000; begin');
  for (let n = 0; n < size; n += 1) {
    const row = toRow(requestOf(n, size));
    request.run(...Object.values(row));
    for (const [at, event] of ['request.made', 'request.denied'].entries()) {
      const data = JSON.stringify(denied(requestOf(n, size)));
      const about = [row.id, 'sendAs', row.group_id, row.beneficiary, row.requester] as const;
      audit.run(2 * n + at + 1, row.asked_at, event, ...about, data, hash, hash);
    }
    for (const [at, audience] of ['asker', 'approver', 'approver'].entries())
      copy.run(`a:${at}${row.requester}`, `${n}`, 'https://t/', row.batch, row.requester, audience, hash);
    turn.run(`turn-${n}`, '[]');
  }
  for (let n = 0; n < people(size); n += 1) contact.run(person(n), 'Robin', 'https://t/', `a:${n}`, 'en', 'UTC', 1);
  db.prepare('update chain set seq = ?, hash = ?').run(2 * size, hash);
  db.exec('commit; analyze');
  db.close();
}
