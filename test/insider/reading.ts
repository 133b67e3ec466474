import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { postgresReading, type Recorded, type Stored, sqliteReading } from '../crash/stored.ts';

/** The store beside the bot that runs on it, read past the bot's own code, on one connection that is kept. */
export interface Beside {
  /** The records after this one, oldest first. */
  audit(after: number): Promise<readonly Recorded[]>;
  /** Work that is due at this instant, or that is tried again until then. */
  due(now: string, soon: string): Promise<readonly string[]>;
  /** All of it at one moment. */
  stored(): Promise<Stored>;
  close(): Promise<void>;
}

const records = (sign: string) => `select * from audit where seq > ${sign} order by seq`;
const work = (now: string, soon: string) =>
  `select id from work where requester <> 'behalf' and (due <= ${now} or (tries > 0 and due <= ${soon})) order by id`;

type Row = Omit<Recorded, 'data' | 'group'> & { readonly group_id: string; readonly data: string };
const toRecorded = ({ group_id, data, ...rest }: Row): Recorded => ({
  ...rest,
  seq: Number(rest.seq),
  group: group_id,
  data: JSON.parse(data) as Recorded['data'],
});

export function besideSqlite(dir: string): Beside {
  const db = new DatabaseSync(join(dir, 'behalf.db'), { readOnly: true, timeout: 5000 });
  const [newer, due] = [db.prepare(records('?')), db.prepare(work('?', '?'))];
  const whole = sqliteReading(dir);
  return {
    audit: async (after) => (newer.all(after) as unknown as Row[]).map(toRecorded),
    due: async (now, soon) => due.all(now, soon).map(({ id }) => String(id)),
    stored: whole.stored,
    close: async () => db.close(),
  };
}

export function besidePostgres(url: string): Beside {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const whole = postgresReading(url);
  return {
    audit: async (after) => (await pool.query(records('$1'), [after])).rows.map(toRecorded),
    due: async (now, soon) => (await pool.query(work('$1', '$2'), [now, soon])).rows.map(({ id }) => String(id)),
    stored: whole.stored,
    async close() {
      await pool.end();
      await whole.close();
    },
  };
}
