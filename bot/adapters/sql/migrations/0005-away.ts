import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds the requests that wait for something deleted or missing: they are looked at again when it comes back. */
export const away: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table requests add column away integer not null default 0`.execute(db);
    await sql`create index requests_away on requests (away, due_at, id) where away = 1`.execute(db);
  },
};
