import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';

export type Engine = 'sqlite' | 'postgres';

/**
 * Every migration by name, run in the order of their names, forward only. Rolling-safe: an older process goes on
 * working on a newer schema, so a migration only adds; what it drops must be unused since the release before.
 */
export const migrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
});
