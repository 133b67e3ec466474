import pg from 'pg';
import type { Ran, Steps } from '../sql/fill.ts';

/** Runs one statement in a transaction; those that are given at once go to the server together. */
export type Run = (sql: string, parameters: readonly unknown[]) => Promise<Ran<unknown>>;

/** PostgreSQL ended the transaction for the sake of another one and kept nothing of it ("Error Codes"). */
const yielded = new Set(['40001', '40P01']);
const MAX_RUNS = 4;

/**
 * One transaction on a connection of `pool`, which must be one that pipelines: all of it or nothing. Kysely's own waits for
 * each statement before it sends the next one. `act` runs again when the transaction was the victim of a deadlock, so it
 * must do nothing outside the transaction. Throws what `act` throws, or the database's error.
 */
export async function transact(pool: pg.Pool, act: (run: Run) => Promise<void>): Promise<void> {
  if (pool.options.pipeline !== true) throw new Error('The statements of a step would wait for each other.');
  for (let runs = 1; ; runs += 1) {
    try {
      return await once(pool, act);
    } catch (error) {
      if (runs === MAX_RUNS || !(error instanceof pg.DatabaseError && yielded.has(error.code ?? ''))) throw error;
    }
  }
}

async function once(pool: pg.Pool, act: (run: Run) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let over = false;
  const run: Run = async (sql, parameters) => {
    // Late beside one that failed: the connection may be somebody else's by now.
    if (over) throw new Error('The transaction is over.');
    const { rows, rowCount } = await client.query(sql, [...parameters]);
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  };
  try {
    await run('begin', []);
    await act(run);
    over = true;
    const { command } = await client.query('commit');
    // So PostgreSQL ends a transaction in which a statement failed.
    if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
    client.release();
  } catch (error) {
    over = true;
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
    throw error;
  }
}

/** Runs steps in a transaction, the statements of each together. */
export async function runSteps<T>(run: Run, steps: Steps<T>): Promise<T> {
  let next = steps.next();
  while (!next.done)
    next = steps.next(await Promise.all(next.value.map(({ sql, parameters }) => run(sql, parameters))));
  return next.value;
}
