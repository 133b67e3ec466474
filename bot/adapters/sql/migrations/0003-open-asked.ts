import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds a person's open requests among all. */
export const openAsked: Migration = {
  async up(db: Kysely<unknown>) {
    const open = sql`status in ('pending', 'approved')`;
    await sql`create index requests_open_asked on requests (requester, asked_at) where ${open}`.execute(db);
  },
};
