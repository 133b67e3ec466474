import type { Kysely } from 'kysely';
import type pg from 'pg';
import { at } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Change, Store } from '../../ports/store.ts';
import { committed, writeChange } from '../sql/commit.ts';
import type { Guard } from '../sql/guard.ts';
import { sqlStore } from '../sql/store.ts';
import type { Tables } from '../sql/tables.ts';
import { runSteps, transact } from './transaction.ts';

/** On which every process hears that work has been committed that is due. */
export const workChannel = 'behalf_work';

/** The port `Store`; a commit of work that is due notifies all processes in its own transaction. */
export function postgresStore(
  db: Kysely<Tables>,
  pools: { readonly waits: pg.Pool; readonly soft: pg.Pool },
  guard: Guard,
  { clock, log, close }: { readonly clock: Clock; readonly log: Log; close(): Promise<void> },
): Store {
  const isDue = ({ work }: Change) => work.some(({ due }) => due <= at(clock.now()));
  return sqlStore(db, guard, log, {
    commit: (change) =>
      committed(() =>
        transact(change.soft ? pools.soft : pools.waits, async (run) => {
          await runSteps(run, writeChange(db, change, at(clock.now())));
          if (isDue(change)) await run('select pg_notify($1, $2)', [workChannel, '']);
        }),
      ),
    close,
  });
}
