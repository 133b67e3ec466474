import { type Kysely, sql, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { type Engine, migrations } from './migrations/index.ts';
import { type Place, type Stamp, WrongStamp } from './opened.ts';
import { hasTables, isSame, markStamp, readStamp } from './stamp.ts';
import type { Tables } from './tables.ts';

/** Any number, the same in every release: the advisory lock under which PostgreSQL is migrated. */
const advisoryLock = 6_248_253;

/**
 * Brings the schema up to date and stamps the store, in one transaction: all of it or nothing. Several processes may do
 * it at once. Migrations of a newer release that have run already are left alone.
 * Throws `WrongStamp` when the store is another mode's or tenant's.
 */
export async function prepare(db: Kysely<Tables>, engine: Engine, stamp: Stamp, place: Place): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(trx);
    const bound = (await hasTables(trx)) ? await readStamp(trx) : null;
    if (bound && !isSame(bound, stamp)) throw new WrongStamp(bound, stamp, place);
    await migrate(trx, engine);
    if (!bound) await markStamp(trx, stamp, place);
  });
}

async function migrate(trx: Transaction<Tables>, engine: Engine): Promise<void> {
  const ours = migrations(engine);
  const getMigrations = async () => ({ ...(await newer(trx, ours)), ...ours });
  const { error } = await new Migrator({ db: trx, provider: { getMigrations } }).migrateToLatest();
  if (error) throw error;
}

/** Stand-ins for what a newer release has run; without them the migrator would call the store corrupt. */
async function newer(trx: Transaction<Tables>, ours: Record<string, Migration>): Promise<Record<string, Migration>> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(trx);
  const unknown = rows.filter((row) => !(row.name in ours));
  return Object.fromEntries(unknown.map((row) => [row.name, { up: async () => {} }]));
}
