import type { Kysely } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { type At, at } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Done, Job, Work } from '../../ports/work.ts';
import { overdueLanes, type Result, settle, type Taken } from '../sql/queue.ts';
import { attempt } from '../sql/run.ts';
import type { Tables } from '../sql/tables.ts';
import type { Lanes } from './lanes.ts';
import { createNext } from './next.ts';
import { lookForOverdue } from './overdue.ts';
import { runIn } from './transaction.ts';
import { queueOf, sendWakeUps, type WakeUp } from './wake.ts';
import { wakeUpWorkers } from './workers.ts';

type Handle = (job: Job) => Promise<Done>;

/** A lane that is taken is looked at again after this many seconds: its holder may be a host that vanished. */
const busyAgain = 10;

export interface Parts {
  readonly db: Kysely<Tables>;
  /** The same, where a commit does not wait for the disk: for what may be forgotten when the database dies. */
  readonly soft: Kysely<Tables>;
  readonly boss: PgBoss;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly log: Log;
  readonly pollMs: number;
}

/**
 * The port `Work` on PostgreSQL, for any number of processes. The table `work` says what is to be done and in which
 * order, as on SQLite; pg-boss holds a wake-up for every instant at which a lane has work, and whoever gets one does
 * what is next in the table, of any lane whose lock it can take, until nothing is left. At each kind of crash:
 * - before the commit: neither work nor wake-up exists; after it, both do;
 * - in hand: the lock goes with the connection, the wake-up comes again in half a minute, the work is still in the table;
 * - after the handler, before `settle`: the same, so the handler runs twice (it reads before it writes);
 * - of the database: the last moments of what need not wait for its disk are forgotten together, in their order, so the
 *   work is there again with the wake-up that it had.
 * `soon` is for commits: it looks for wake-ups in so many milliseconds.
 */
export function postgresWork(parts: Parts): {
  readonly work: Work;
  soon(ms: number): void;
  /** There are wake-ups in this queue, or maybe in any. */
  look(queue?: string): void;
} {
  const { db, soft, boss, clock, log, pollMs } = parts;
  const workers = wakeUpWorkers(boss, { lanes: 16, pollMs, log, answer });
  /** Lanes whose wake-ups are being answered. */
  const answering = new Map<string, Promise<void>>();
  /** Of those, the ones that more wake-ups have come for. */
  const asked = new Set<string>();
  let handle: Handle | null = null;
  const next = createNext(parts, () => {
    const by = handle;
    return by === null ? null : (taken) => run(taken, by);
  });
  let watching: (() => void) | null = null;

  const send = (wakeUps: readonly WakeUp[]) =>
    db.transaction().execute((trx) => sendWakeUps(boss, runIn(trx), wakeUps, clock, workers.soon));
  const now = () => at(clock.now());
  const wake = (lanes: readonly string[]) => send(lanes.map((lane) => ({ lane, due: now() })));

  async function answer({ lane, due }: WakeUp): Promise<void> {
    if (due > now()) return send([{ lane, due }]); // the database's clock is ahead of ours
    const before = answering.get(lane);
    if (before === undefined) answering.set(lane, serve(lane));
    else asked.add(lane);
    await answering.get(lane);
  }

  /** Does what is next on a lane's side, whosever it is, until nothing is left that could be taken. */
  async function serve(lane: string): Promise<void> {
    const ran = new Set([lane]);
    try {
      do {
        asked.delete(lane);
        for (let took = await next.run(lane); took !== null && handle; took = await next.run(lane)) ran.add(took);
      } while (handle && asked.has(lane));
      // What a stop has left must not be forgotten; what another process has in hand is looked at again afterwards.
      if (!handle) await send([...ran].map((one) => ({ lane: one, due: now() })));
      else if (await next.isLeft(lane)) await askAgain(boss, lane, now());
    } finally {
      answering.delete(lane);
    }
  }

  /**
   * That work is done may be forgotten: then it is done once more. Work that must be done again right away needs no wake-up:
   * the lane is still in hand.
   */
  async function run(taken: Taken, by: Handle): Promise<void> {
    const result = await attempt(taken.job, by, log);
    if (result === 'done') await settle(soft, taken, result, clock.now());
    else await postpone(taken, result);
  }

  /** Outcome and next wake-up are one transaction: work that waits without a wake-up would wait for ever. */
  async function postpone(taken: Taken, result: Result): Promise<void> {
    await soft.transaction().execute(async (trx) => {
      const again = await settle(trx, taken, result, clock.now());
      if (again) await sendWakeUps(boss, runIn(trx), [{ lane: taken.job.lane, due: at(again) }], clock, workers.soon);
    });
  }

  const work: Work = {
    async start(by) {
      handle = by;
      await wake(await overdueLanes(db, clock.now()));
      workers.start();
      watching = lookForOverdue(parts, next.has, wake);
    },
    stop(ms) {
      handle = null;
      watching?.();
      return workers.stop(ms);
    },
    nudge: () => {}, // the commit itself has notified every process
  };
  return { work, soon: workers.soon, look: workers.look };
}

/** At most one such wake-up a lane in ten seconds, however many came. */
async function askAgain(boss: PgBoss, lane: string, due: At): Promise<void> {
  const once = { startAfter: busyAgain, singletonKey: lane, singletonSeconds: busyAgain };
  await boss.send(queueOf(lane), { lane, due }, once);
}
