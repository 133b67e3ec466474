import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { committed, writeChange } from '../sql/commit.ts';
import type { Guard } from '../sql/guard.ts';
import { sqlStore } from '../sql/store.ts';
import type { Tables } from '../sql/tables.ts';
import { runSteps, transact } from './transaction.ts';
import { sendWakeUps } from './wake.ts';

/** The port `Store`; a commit sends the wake-ups for its work in its own transaction. */
export function postgresStore(
  db: Kysely<Tables>,
  pools: { readonly waits: pg.Pool; readonly soft: pg.Pool },
  boss: PgBoss,
  guard: Guard,
  { clock, soon, close }: { clock: Clock; soon: (ms: number) => void; close: () => Promise<void> },
): Store {
  return sqlStore(db, guard, {
    commit: (change) =>
      committed(() =>
        transact(change.soft ? pools.soft : pools.waits, async (run) => {
          await runSteps(run, writeChange(db, change));
          await sendWakeUps(boss, run, change.work, clock, soon);
        }),
      ),
    close,
  });
}
