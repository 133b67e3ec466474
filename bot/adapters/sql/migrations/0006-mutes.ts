import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from './index.ts';

/** Whose requests somebody gets no cards of, and until when: ISO text, compared byte by byte. */
export const mutes = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    const text = sql.raw(engine === 'postgres' ? 'text collate "C"' : 'text');
    await sql`
      create table mutes (
        person ${text} not null, requester ${text} not null, until ${text} not null, primary key (person, requester)
      )`.execute(db);
  },
});
