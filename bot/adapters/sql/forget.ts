import { type Kysely, sql } from 'kysely';
import type { At } from '../../domain/ids.ts';
import { fill } from './fill.ts';
import type { Tables } from './tables.ts';

/** Rows that are forgotten at a time: no commit waits for more. */
const FORGOTTEN_AT_ONCE = 1000;

/** Deletes the rows from before then, in portions, and says how many. */
export async function forgetOld(db: Kysely<Tables>, table: 'turns' | 'deliveries', before: At): Promise<number> {
  const some = fill(db, `forget ${table}`, { before }, (places) => {
    const old = db.selectFrom(table).select('key').where('at', '<', places.before).orderBy('at');
    return db.deleteFrom(table).where('key', 'in', old.limit(sql.lit(FORGOTTEN_AT_ONCE)));
  });
  for (let forgotten = 0; ; ) {
    const count = Number((await db.executeQuery(some)).numAffectedRows ?? 0n);
    forgotten += count;
    if (count < FORGOTTEN_AT_ONCE) return forgotten;
  }
}
