import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from './index.ts';

/**
 * What several processes must know of each other's calls. `calls`: the latest moment (ms since 1970, by the database's
 * clock) at which each may have arrived; unlogged, because after a crash of the database nobody misses it.
 */
const schema = [
  `create unlogged table calls (
    key text collate "C" primary key, calls float8[] not null, used float8 not null
  )`,
  'create table pauses (service text primary key, until timestamptz not null, status integer not null)',
];

/** On SQLite there is one process, which remembers by itself. */
export const limits = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    if (engine === 'postgres') for (const statement of schema) await sql.raw(statement).execute(db);
  },
});
