import { type Kysely, sql } from 'kysely';
import { type Place, type Stamp, WrongStamp } from './opened.ts';
import type { Tables } from './tables.ts';

/**
 * The stamp says whose store it is. A mistyped tenant must not take an empty store for ever: until the tenant is known to
 * be the right one, the stamp is a mark that the next start may replace. It binds from the first row on that somebody has
 * caused, or as soon as `bind` is called. A sandbox has no tenant to mistype, and is bound at once.
 */
const key = 'stamp';

type Mark = Stamp & { readonly isBound: boolean };

/** One row, so that whoever replaces it sees whether another process was first. */
const write = ({ mode, tenant, isBound }: Mark) => `${mode} ${tenant} ${isBound ? 'bound' : 'marked'}`;

function read(value: string): Mark {
  const [mode, tenant = '', state] = value.split(' ');
  return { mode: mode === 'sandbox' ? 'sandbox' : 'production', tenant, isBound: state === 'bound' };
}

export const isSame = (one: Stamp, other: Stamp): boolean => one.mode === other.mode && one.tenant === other.tenant;

/** Whether the schema is there at all. */
export async function hasTables(db: Kysely<Tables>): Promise<boolean> {
  const tables = await db.introspection.getTables();
  return tables.some(({ name }) => name === 'meta');
}

/** The stamp that a store is bound to; null while it has none, or holds nothing yet. */
export async function readStamp(db: Kysely<Tables>): Promise<Stamp | null> {
  const mark = await readMark(db);
  if (mark === null || !(mark.isBound || (await holdsAnything(db)))) return null;
  return { mode: mark.mode, tenant: mark.tenant };
}

/** Writes the stamp of a store that is bound to none. Throws `WrongStamp` when another process has bound it meanwhile. */
export async function markStamp(db: Kysely<Tables>, stamp: Stamp, place: Place): Promise<void> {
  const value = write({ ...stamp, isBound: stamp.mode === 'sandbox' });
  const unbound = sql<boolean>`meta.value not like '% bound'`;
  const insert = db.insertInto('meta').values({ key, value });
  await db.executeQuery(insert.onConflict((of) => of.column('key').doUpdateSet({ value }).where(unbound)));
  await expectMark(db, stamp, place);
}

/** Binds a store to the stamp that it was opened with. Throws `WrongStamp` when another process has bound it meanwhile. */
export async function bindStamp(db: Kysely<Tables>, stamp: Stamp, place: Place): Promise<void> {
  const marked = write({ ...stamp, isBound: false });
  const update = db.updateTable('meta').set({ value: write({ ...stamp, isBound: true }) });
  await db.executeQuery(update.where('key', '=', key).where('value', '=', marked));
  await expectMark(db, stamp, place);
}

async function expectMark(db: Kysely<Tables>, stamp: Stamp, place: Place): Promise<void> {
  const mark = await readMark(db);
  if (mark && !isSame(mark, stamp)) throw new WrongStamp(mark, stamp, place);
}

async function readMark(db: Kysely<Tables>): Promise<Mark | null> {
  const [row] = (await db.executeQuery(selectMark(db))).rows;
  return row ? read(row.value) : null;
}

const selectMark = (db: Kysely<Tables>) => db.selectFrom('meta').select('value').where('key', '=', key);

/** Work alone says nothing: what comes again by itself is there from the first start on. */
async function holdsAnything(db: Kysely<Tables>): Promise<boolean> {
  for (const table of ['contacts', 'questions', 'turns', 'deliveries', 'requests', 'audit', 'copies'] as const) {
    if (await db.selectFrom(table).select(sql<number>`1`.as('one')).limit(1).executeTakeFirst()) return true;
  }
  return false;
}
