import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { type Side, sideOf } from '../sql/sides.ts';
import type { Run } from './transaction.ts';

/** A wake-up: look at this lane once this instant has come. pg-boss keeps it, and again until it was answered. */
export const WakeUp = z.object({ lane: z.string(), due: z.iso.datetime() });
export type WakeUp = z.infer<typeof WakeUp>;

/** A queue for each side, with workers of its own: a long row of rights that wait for Exchange keeps no chat waiting. */
export const queues: Readonly<Record<Side, string>> = { others: 'behalf', exchange: 'behalf-exchange' };
export const queueOf = (lane: string): string => queues[sideOf(lane)];

/** Seconds without a sign of life after which a process is taken for dead, and how often that is looked at. */
export const heartbeat = 15;
const supervision = 10;

/**
 * What pg-boss needs to hold wake-ups: one in hand of a dead process is given to another within 25 s. That one was fetched
 * or answered need not wait for the disk: what is forgotten of it comes again.
 */
export const bossOptions = {
  application_name: 'behalf wake-ups',
  max: 3,
  options: '-c synchronous_commit=off',
  // A connection that is dead and does not know it must not hold the only look of a queue.
  keepAlive: true,
  query_timeout: 40_000,
  schedule: false,
  registerInstance: false,
  superviseIntervalSeconds: supervision,
  monitorIntervalSeconds: supervision,
} as const;

export const queueOptions = {
  heartbeatSeconds: heartbeat,
  expireInSeconds: 86_000,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retentionSeconds: 365 * 86_400,
  deleteAfterSeconds: 60,
} as const;

/** On which each process hears of wake-ups that are due, by the name of their queue. */
export const channel = 'behalf_wake_ups';

/**
 * Sends wake-ups in a transaction of ours. The delay is relative, so that only the database's clock counts; of the short
 * ones `soon` is told the milliseconds, because others are told of only when they are due at once.
 */
export async function sendWakeUps(
  boss: PgBoss,
  run: Run,
  wanted: readonly WakeUp[],
  clock: Clock,
  soon: (ms: number) => void,
): Promise<void> {
  const now = clock.now().getTime();
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => ({ rows: [...(await run(text, values)).rows] }),
  };
  const jobs = earliestOfEach(wanted, now).map((data) => ({ data, startAfter: wait(data, now) / 1000 }));
  const sending = [...Map.groupBy(jobs, ({ data }) => queueOf(data.lane))].flatMap(([queue, some]) => {
    const inserting = boss.insert(queue, some, { db });
    const due = some.some(({ startAfter }) => startAfter === 0);
    return due ? [inserting, run('select pg_notify($1, $2)', [channel, queue])] : [inserting];
  });
  await Promise.all(sending);
  for (const { startAfter } of jobs) if (startAfter > 0) soon(startAfter * 1000);
}

const wait = ({ due }: WakeUp, now: number) => Math.max(Date.parse(due) - now, 0);

/** One wake-up for each lane and instant; what is due already needs only one for the lane. */
function earliestOfEach(wanted: readonly WakeUp[], now: number): readonly WakeUp[] {
  const key = (it: WakeUp) => `${wait(it, now)} ${it.lane}`;
  return [...new Map(wanted.map((it) => [key(it), it])).values()];
}
