import { type Kysely, sql } from 'kysely';
import type { Place } from '../../domain/cursor.ts';
import type { Query, Waiting } from '../../ports/store.ts';
import type { Tables } from './tables.ts';

// A literal, not a parameter: SQLite uses a partial index only when it sees that the condition is the same.
export const pending = sql<boolean>`status = 'pending'`;

/**
 * What waits for one person, after a place in the order of `asked_at`, `batch`, `id`: what waits on groups, apart from
 * that what waits for the admins, and else what this person is asked as one of a set of people. A statement each, since
 * one with `or` is answered by reading all that waits.
 */
function parts(db: Kysely<Tables>, { groups, admins, apart }: Waiting, after: Place | null) {
  const rows = db
    .selectFrom('requests')
    .where(pending)
    .where('requester', '<>', apart)
    .where('beneficiary', '<>', apart)
    .where(({ eb, and, or }) => {
      if (after === null) return and([]);
      const { askedAt, batch, id } = after;
      const same = eb('asked_at', '=', askedAt);
      return or([
        eb('asked_at', '>', askedAt),
        and([same, eb('batch', '>', batch)]),
        and([same, eb('batch', '=', batch), eb('id', '>', id)]),
      ]);
    });
  const elsewhere = groups.length > 0 ? rows.where('group_id', 'not in', groups) : rows;
  const asked = elsewhere.where('id', 'in', (eb) =>
    eb.selectFrom('askings').select('request').where('person', '=', apart),
  );
  return [
    ...(groups.length > 0 ? [rows.where('group_id', 'in', groups)] : []),
    ...(admins ? [elsewhere.where('deciders', '=', 'admins')] : []),
    admins ? asked.where('deciders', '<>', 'admins') : asked,
  ];
}

/** The statements that find them; each gives `limit` at most, in that order. */
export const waitingRows = (db: Kysely<Tables>, query: Extract<Query, { of: 'waiting' }>) =>
  parts(db, query, query.after).map((rows) =>
    rows.select(['id', 'doc']).orderBy('asked_at').orderBy('batch').orderBy('id').limit(query.limit),
  );

/** The order of what waits. */
export const place = ({ askedAt, batch, id }: Place): string => `${askedAt} ${batch} ${id}`;

export async function countWaiting(db: Kysely<Tables>, waiting: Waiting, after: Place | null): Promise<number> {
  const counts = await Promise.all(
    parts(db, waiting, after).map((rows) => rows.select(({ fn }) => fn.countAll().as('count')).execute()),
  );
  // PostgreSQL gives a count as a text.
  return counts.flat().reduce((sum, { count }) => sum + Number(count), 0);
}
