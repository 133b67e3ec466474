import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import canonicalize from 'canonicalize';
import pg from 'pg';

/** What the bot's store holds, read past the bot's own code. */
export interface Stored {
  readonly audit: readonly Recorded[];
  readonly work: readonly { readonly id: string; readonly due: string }[];
  readonly copies: readonly Copied[];
  /** What is wrong with the audit's chain; null: nothing. */
  readonly broken: string | null;
}
export interface Recorded {
  readonly v: number;
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly request: string;
  readonly right: 'sendAs' | 'sendOnBehalf';
  readonly group: string;
  readonly person: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly prev: string;
  readonly hash: string;
}
export interface Copied {
  readonly conversation: string;
  readonly activity: string;
  readonly batch: string;
  readonly person: string;
  readonly audience: string;
}

/** One query a table, on either engine. */
const queries = {
  audit: 'select * from audit order by seq',
  chain: 'select seq, hash from chain',
  // What comes again by itself is always there, and cards are forgotten long after everything.
  // Timers of what nobody has decided come in days; of what was decided meanwhile they find nothing to do.
  work: `select id, due from work where requester <> 'behalf' and id not like 'forget:%'
    and not exists (select 1 from requests where 'advance:' || requests.id = work.id and (status = 'pending' or due_at is null)) order by id`,
  // News that is kept in step is still news: a message that was told.
  copies: "select conversation, activity, batch, person, audience from copies where audience <> 'holder'",
} as const;
type Rows = Readonly<Record<keyof typeof queries, readonly unknown[]>>;

const file = 'behalf.db';

/** Reads a store beside the bots that run on it. */
export interface Reading {
  /** All of it at one moment. */
  stored(): Promise<Stored>;
  /** The work alone: cheap enough to ask again and again. */
  work(): Promise<Stored['work']>;
  /** What a killed bot has left. */
  left(): Promise<Stored>;
  close(): Promise<void>;
}

export const sqliteReading = (dir: string): Reading => ({
  stored: () => readSqlite(dir),
  work: async () => opened(dir, (rows) => rows(queries.work) as unknown as Stored['work']),
  left: () => readSqliteLeft(dir),
  close: async () => {},
});

/** One connection, kept: a new one for each look would cost more than the bot. */
export function postgresReading(connectionString: string): Reading {
  const pool = new pg.Pool({ connectionString, max: 1 });
  pool.on('error', () => {}); // the server was stopped while nobody asked
  const stored = async () => {
    const parts = Object.entries(queries).map(
      ([name, sql]) => `(select coalesce(json_agg(it), '[]') from (${sql}) it) as ${name}`,
    );
    const { rows } = await pool.query(`select ${parts.join()}`); // at one moment: one statement
    return storedOf(rows[0] as Rows);
  };
  const work = async () => (await pool.query(queries.work)).rows as Stored['work'];
  return { stored, work, left: stored, close: () => pool.end() };
}

type Query = (sql: string) => readonly unknown[];

function opened<T>(dir: string, read: (rows: Query) => T): T {
  const db = new DatabaseSync(join(dir, file), { readOnly: true, timeout: 5000 });
  try {
    db.exec('begin');
    return read((sql) => db.prepare(sql).all());
  } finally {
    db.close();
  }
}

/** Beside a bot that runs. */
export const readSqlite = async (dir: string): Promise<Stored> =>
  opened(dir, (rows) =>
    storedOf({
      audit: rows(queries.audit),
      chain: rows(queries.chain),
      work: rows(queries.work),
      copies: rows(queries.copies),
    }),
  );

/** What a killed bot has left: a copy is read, so that the next start finds it as it lay there. */
async function readSqliteLeft(dir: string): Promise<Stored> {
  const copy = mkdtempSync(join(tmpdir(), 'behalf-left-'));
  try {
    for (const name of [file, `${file}-wal`]) {
      if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(copy, name));
    }
    new DatabaseSync(join(copy, file)).close();
    return await readSqlite(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function storedOf({ audit: raw, chain, work, copies }: Rows): Stored {
  const audit = (raw as (Omit<Recorded, 'data' | 'group'> & { group_id: string; data: string })[]).map(
    ({ group_id, data, ...rest }) => ({ ...rest, group: group_id, data: JSON.parse(data) as Recorded['data'] }),
  );
  const [end] = chain as { seq: number; hash: string }[];
  return {
    audit,
    work: work as Stored['work'],
    copies: copies as Stored['copies'],
    broken: brokenAt(audit, end),
  };
}

/** The chain computed anew: SHA-256 over the canonical JSON of each record without its hash. */
function brokenAt(
  audit: readonly Recorded[],
  end: { readonly seq: number; readonly hash: string } | undefined,
): string | null {
  let prev = audit[0]?.prev ?? end?.hash;
  for (const [index, { hash, ...rest }] of audit.entries()) {
    const whole = createHash('sha256')
      .update(canonicalize(rest) ?? '')
      .digest('hex');
    if (rest.seq !== index + 1 || rest.prev !== prev || hash !== whole) return `audit broken at ${index + 1}`;
    prev = hash;
  }
  return end?.seq === audit.length && end.hash === prev ? null : 'the chain does not end where the audit does';
}
