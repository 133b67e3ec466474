import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A person's newest requests in the very order that they are shown in: as many are read as are shown. The index that
 * this one replaces left requests of the same instant to be sorted, and so all of the person's to be read.
 */
export const mine: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index requests_mine on requests (requester, asked_at desc, id)`.execute(db);
    await sql`drop index requests_requester`.execute(db);
  },
};
