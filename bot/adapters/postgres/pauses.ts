import type pg from 'pg';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Limits, Pause, Service } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import { listen } from './listen.ts';

const channel = 'behalf_pauses';
const Told = z.object({ service: z.enum(['teams', 'graph', 'exchange']), status: z.number(), ms: z.number() });

const note = `
  insert into pauses as p (service, until, status) values ($1, clock_timestamp() + $2 * interval '1 ms', $3)
  on conflict (service) do update set until = excluded.until, status = excluded.status where excluded.until > p.until`;
const running = `
  select service, status, extract(epoch from until - clock_timestamp())::float8 * 1000 as ms from pauses
  where until > clock_timestamp()`;

/**
 * Pauses of all processes: kept in the database for those that start, told to those that run. Only lengths of time are
 * told, so that no two clocks need to agree.
 */
export function sharedPauses(
  connectionString: string,
  pool: pg.Pool,
  clock: Clock,
  log: Log,
): Pick<Limits, 'paused' | 'pause'> & { start(): Promise<void>; close(): Promise<void> } {
  /** Until when, by the steady clock: a wall clock that is set makes nobody wait longer. */
  const known = new Map<Service, Pause>();
  const now = () => clock.now().getTime();
  const steady = () => performance.now();
  let listener: { close(): Promise<void> } | null = null;

  function learn(told: unknown): void {
    const { service, status, ms } = Told.parse(told);
    keep(service, { until: steady() + ms, status });
  }

  /** False: a later one is known already. */
  function keep(service: Service, pause: Pause): boolean {
    const later = pause.until > (known.get(service)?.until ?? 0);
    if (later) known.set(service, pause);
    return later;
  }

  async function tell(service: Service, { until, status }: Pause): Promise<void> {
    await pool.query(note, [service, until - now(), status]);
    await pool.query('select pg_notify($1, $2)', [channel, JSON.stringify({ service, status, ms: until - now() })]);
  }

  return {
    paused(service) {
      const pause = known.get(service);
      return pause === undefined ? null : { until: now() + pause.until - steady(), status: pause.status };
    },
    pause(service, pause) {
      const ms = pause.until - now();
      if (keep(service, { until: steady() + ms, status: pause.status }))
        tell(service, pause).catch((error: unknown) => log.warn('pause-not-told', { kind: service, error }));
    },
    async start() {
      listener = await listen({
        ...{ connectionString, name: 'behalf limits', channel },
        hear: (payload) => learn(JSON.parse(payload)),
        async caughtUp(client) {
          for (const row of (await client.query(running)).rows) learn(row);
        },
        lost: (error) => log.warn('limits-lost', { error }),
      });
    },
    close: async () => listener?.close(),
  };
}
