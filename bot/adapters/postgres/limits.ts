import pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import { sharedCalls } from './calls.ts';
import { sharedPauses } from './pauses.ts';

const hour = 3_600_000;

/**
 * The port `Limits` for all processes on one database. Connections of its own, and short limits: what is slow here makes
 * people wait, and can be done without.
 */
export async function openLimits(
  connectionString: string,
  clock: Clock,
  log: Log,
): Promise<{ readonly limits: Limits; close(): Promise<void> }> {
  const short = { connectionTimeoutMillis: 2000, query_timeout: 2000, statement_timeout: 2000 };
  const pool = new pg.Pool({ connectionString, application_name: 'behalf limits', max: 3, ...short });
  pool.on('error', (error) => log.warn('database-connection-lost', { error }));
  const calls = sharedCalls(pool, log);
  const pauses = sharedPauses(connectionString, pool, clock, log);
  await pauses.start();
  const tidying = setInterval(() => {
    calls.tidy().catch((error: unknown) => log.warn('calls-not-tidied', { error }));
  }, hour);
  return {
    limits: { begin: calls.begin, spend: calls.spend, paused: pauses.paused, pause: pauses.pause },
    async close() {
      clearInterval(tidying);
      await pauses.close();
      await pool.end();
    },
  };
}
