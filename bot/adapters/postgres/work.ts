import type { Kysely } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { at } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Done, Job, Work } from '../../ports/work.ts';
import { earliest, overdueLanes, settle, type Taken } from '../sql/queue.ts';
import { attempt } from '../sql/run.ts';
import type { Tables } from '../sql/tables.ts';
import type { Lanes } from './lanes.ts';
import { queueOf, sendWakeUps, type WakeUp } from './wake.ts';
import { bossWorkers } from './workers.ts';

type Handle = (job: Job) => Promise<Done>;

/** A lane that is taken is looked at again after this many seconds: its holder may be a host that vanished. */
const busyAgain = 10;

export interface Parts {
  readonly db: Kysely<Tables>;
  readonly boss: PgBoss;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly log: Log;
  readonly pollMs: number;
}

/**
 * The port `Work` on PostgreSQL, for any number of processes. The table `work` says what is to be done, as on SQLite;
 * pg-boss holds a wake-up for every instant at which a lane has work; a lane is run by who takes its lock. At each
 * kind of crash:
 * - before the commit: neither work nor wake-up exists; after it, both do;
 * - in hand: the lock goes with the connection, the wake-up comes again in half a minute, the work is still in the table;
 * - after the handler, before `settle`: the same, so the handler runs twice (it reads before it writes).
 * `soon` is for commits: it looks for wake-ups in so many milliseconds.
 */
export function postgresWork(parts: Parts): { readonly work: Work; soon(ms: number): void } {
  const { db, boss, lanes, clock, log, pollMs } = parts;
  const workers = bossWorkers(boss, { count: 16, pollMs, answer });
  let handle: Handle | null = null;

  const send = (wakeUps: readonly WakeUp[]) => sendWakeUps(boss, null, wakeUps, clock, workers.soon);
  const now = () => at(clock.now());
  const isDue = async (lane: string) => (await earliest(db, clock.now(), { lane })) !== null;

  async function answer({ lane, due }: WakeUp): Promise<void> {
    if (due > now()) return send([{ lane, due }]); // the database's clock is ahead of ours
    if (!(await lanes.take(lane))) return tryLater(lane);
    try {
      await drain(lane);
    } finally {
      await lanes.free(lane);
    }
    // Others who came while it was taken were sent away: their work, or what a stop left, must not be forgotten.
    if (await isDue(lane)) await send([{ lane, due: now() }]);
  }

  /** At most one such wake-up a lane in ten seconds, however many came. */
  async function tryLater(lane: string): Promise<void> {
    if (!(await isDue(lane))) return;
    const once = { startAfter: busyAgain, singletonKey: lane, singletonSeconds: busyAgain };
    await boss.send(queueOf(lane), { lane, due: now() }, once);
  }

  async function drain(lane: string): Promise<void> {
    while (handle) {
      const taken = await earliest(db, clock.now(), { lane });
      if (!taken) return;
      await run(taken, handle);
    }
  }

  /** Outcome and next wake-up are one transaction: work that waits without a wake-up would wait for ever. */
  async function run(taken: Taken, by: Handle): Promise<void> {
    const result = await attempt(taken.job, by, log);
    await db.transaction().execute(async (trx) => {
      const again = await settle(trx, taken, result, clock.now());
      if (again) await sendWakeUps(boss, trx, [{ lane: taken.job.lane, due: at(again) }], clock, workers.soon);
    });
  }

  const work: Work = {
    async start(by) {
      handle = by;
      const overdue = await overdueLanes(db, clock.now());
      await send(overdue.map((lane) => ({ lane, due: now() })));
      await workers.start();
    },
    stop(ms) {
      handle = null;
      return workers.stop(ms);
    },
    nudge() {
      // The commit itself has notified every process.
    },
  };
  return { work, soon: workers.soon };
}
