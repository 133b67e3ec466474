import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';
import { limits } from './0002-limits.ts';
import { openAsked } from './0003-open-asked.ts';
import { mine } from './0004-mine.ts';
import { away } from './0005-away.ts';
import { mutes } from './0006-mutes.ts';
import { auditChanges } from './0007-audit-changes.ts';

export type Engine = 'sqlite' | 'postgres';

/**
 * Every migration by name, run in the order of their names, forward only. Rolling-safe: an older process goes on
 * working on a newer schema, so a migration only adds; what it drops must be unused since the release before.
 */
export const migrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
  '0002-limits': limits(engine),
  '0003-open-asked': openAsked,
  '0004-mine': mine,
  '0005-away': away,
  '0006-mutes': mutes(engine),
  '0007-audit-changes': auditChanges,
});
