import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { ofSide } from '../sides.ts';

/** Finds the earliest work of each side without looking at the other's, and a person's open requests among all. */
export const sides: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index work_exchange on work (due, seq, lane) where ${ofSide.exchange}`.execute(db);
    await sql`create index work_others on work (due, seq, lane) where ${ofSide.others}`.execute(db);
    const open = sql`status in ('pending', 'approved')`;
    await sql`create index requests_open_asked on requests (requester, asked_at) where ${open}`.execute(db);
  },
};
