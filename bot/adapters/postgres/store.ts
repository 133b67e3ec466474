import type { Kysely } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { commit } from '../sql/commit.ts';
import type { Guard } from '../sql/guard.ts';
import { sqlStore } from '../sql/store.ts';
import type { Tables } from '../sql/tables.ts';
import { sendWakeUps } from './wake.ts';

/** The port `Store`; a commit sends the wake-ups for its work in its own transaction. */
export function postgresStore(
  { db, soft }: { db: Kysely<Tables>; soft: Kysely<Tables> },
  boss: PgBoss,
  guard: Guard,
  { clock, soon, close }: { clock: Clock; soon: (ms: number) => void; close: () => Promise<void> },
): Store {
  return sqlStore(db, guard, {
    commit: (change) =>
      commit(change.soft ? soft : db, change, (trx) => sendWakeUps(boss, trx, change.work, clock, soon)),
    close,
  });
}
