import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import { sqlAudit } from '../sql/audit.ts';
import { sqlChats } from '../sql/chats.ts';
import { sqlDeliveries } from '../sql/deliveries.ts';
import { createDispatcher } from '../sql/dispatcher.ts';
import { guarded } from '../sql/guard.ts';
import { prepare } from '../sql/migrate.ts';
import { sqlMutes } from '../sql/mutes.ts';
import { CannotOpen, type Opened, once, type ReadAudit, type Stamp } from '../sql/opened.ts';
import { bindStamp, hasTables, readStamp } from '../sql/stamp.ts';
import type { Tables } from '../sql/tables.ts';
import { explainPostgres, placeOf } from './faults.ts';
import { advisoryLanes } from './lanes.ts';
import { openLimits } from './limits.ts';
import { listen } from './listen.ts';
import { postgresStore, workChannel } from './store.ts';

export interface PostgresOptions {
  /** `postgres://…`; a session each connection: no pooler in transaction mode. */
  readonly url: string;
  readonly stamp: Stamp;
  readonly clock: Clock;
  readonly log: Log;
  /** How often (ms) work is looked for of which nobody has notified this process: another one died. Default: 5000. */
  readonly pollMs?: number;
}

/**
 * Opens (and prepares) the store in a PostgreSQL database, beside any number of other processes.
 * Throws `CannotOpen` (also as `WrongStamp`), or `Fault` `store-unavailable` for what was not foreseen.
 */
export async function openPostgres(options: PostgresOptions): Promise<Opened> {
  const { url, stamp, clock, log, pollMs = 5000 } = options;
  const { db, pool: waits } = connect(url, log);
  const { db: soft, pool: unwaiting } = connect(url, log, { options: '-c synchronous_commit=off', max: 2 });
  const lanes = advisoryLanes(url, log);
  const guard = guarded();
  const holding = { db, soft, lanes, guard, clock, log };
  const work = createDispatcher({ ...holding, pollMs });
  let shared: Awaited<ReturnType<typeof openLimits>> | null = null;
  let bell: Awaited<ReturnType<typeof listen>>;
  try {
    if (!(await hasTables(db))) await expectCreate(db);
    await prepare(db, 'postgres', stamp, placeOf(url));
    shared = await openLimits(url, clock, log);
    bell = await listen({
      ...{ connectionString: url, name: 'behalf work', channel: workChannel },
      hear: work.nudge,
      caughtUp: async () => work.nudge(),
      lost: (error) => log.warn('work-not-heard', { error }),
    });
  } catch (cause) {
    await shared?.close();
    await Promise.all([db.destroy(), soft.destroy()]);
    const explained = explainPostgres(cause, url);
    if (explained instanceof CannotOpen) throw explained;
    throw new Fault('store-unavailable', 'The database cannot be opened.', { cause });
  }
  const close = once(async () => {
    await work.stop(10_000);
    await bell.close();
    await lanes.close();
    await shared.close();
    await Promise.all([db.destroy(), soft.destroy()]);
  });
  const store = postgresStore(db, { waits, soft: unwaiting }, guard, { clock, log, close });
  const bind = () => bindStamp(db, stamp, placeOf(url));
  const { limits } = shared;
  const ports = { audit: sqlAudit(db, guard), chats: sqlChats(db, soft, guard), mutes: sqlMutes(db, guard) };
  return { store, ...ports, deliveries: sqlDeliveries(holding), work, limits, bind, close };
}

/**
 * The audit and the stamp of a store that others have open; null where there is no store yet. The database refuses every
 * statement that writes. Throws `CannotOpen`.
 */
export async function readPostgresAudit(url: string, log: Log): Promise<ReadAudit | null> {
  const { db } = connect(url, log, { options: '-c default_transaction_read_only=on', max: 1 });
  const close = () => db.destroy();
  try {
    if (await hasTables(db)) return { audit: sqlAudit(db, guarded()), stamp: await readStamp(db), close };
    await close();
    return null;
  } catch (cause) {
    await close();
    throw explainPostgres(cause, url);
  }
}

/** Throws what PostgreSQL would; in the midst of the migrations another error would hide it. */
async function expectCreate(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ may: boolean | null }>`
    select has_schema_privilege(current_schema(), 'create') as may`.execute(db);
  if (!rows[0]?.may) throw Object.assign(new Error('no table can be made'), { code: '42501' });
}

/** Time limits for what must be quick, so that a stalled process cannot hold the end of the chain for long. */
function connect(connectionString: string, log: Log, more: pg.PoolConfig = {}) {
  const limits = {
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    // The same for a connection that is dead and does not know it.
    query_timeout: 40_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 10_000,
  };
  const pool = new pg.Pool({
    connectionString,
    application_name: 'behalf',
    pipeline: true,
    max: 8,
    ...limits,
    ...more,
  });
  // One in the middle of a transaction, between two statements, has nobody else to hear of its end: that would end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn('database-connection-lost', { error })));
  pool.on('error', () => {}); // of an idle one: the same, told by the client
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool };
}
