import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Done, Job, Work } from '../../ports/work.ts';
import type { Guard } from '../sql/guard.ts';
import { nextDue, nextTurn, place, settle, type Taken } from '../sql/queue.ts';
import { attempt, storyOf, within } from '../sql/run.ts';
import { type Side, sideOf } from '../sql/sides.ts';
import type { Direct } from './direct.ts';

type Handle = (job: Job) => Promise<Done>;

/** Lanes side by side. Exchange is slow, and takes ten calls at a time: many must be in hand to keep it busy. */
const lanes: Readonly<Record<Side, number>> = { exchange: 64, others: 16 };
/** The wall clock may be set, or the machine be suspended, while a timer runs: none is trusted for longer (ms). */
const longestTimer = 60_000;
/** After a fault of the store itself. */
const afterFault = 5000;

/**
 * The port `Work` on SQLite: one process, so a busy lane is remembered in memory; what was in hand when a process died
 * is still in the table and runs again at the next start. That a job is done is written softly: at worst it is done
 * again. Sleeps until the next due instant, `nudge` or a free lane.
 */
export function sqliteWork(db: Direct, guard: Guard, clock: Clock, log: Log): Work {
  const busy: Readonly<Record<Side, Map<string, Promise<void>>>> = { exchange: new Map(), others: new Map() };
  let handle: Handle | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | null = null;
  let again = false;
  let stopping: Promise<void> | null = null;

  const nudge = () => {
    again = true;
    if (handle) pumping ??= pump().finally(pumped);
  };

  /** A nudge between the last look at `again` and this is not lost. */
  function pumped(): void {
    pumping = null;
    if (again) nudge();
  }

  async function pump(): Promise<void> {
    clearTimeout(timer);
    while (again && handle) {
      again = false;
      try {
        await guard('work', fill);
      } catch (error) {
        log.error('work-not-taken', { error });
        sleep(afterFault);
      }
    }
  }

  /** Starts what is due in every lane that is free, then sets the timer for what comes next. */
  async function fill(): Promise<void> {
    const now = clock.now();
    const first = await nextDue(db);
    // Only then: a statement that could write costs more than one that reads.
    if (first && first <= now) await place(db.soft, now);
    for (const side of ['others', 'exchange'] as const) {
      while (handle && busy[side].size < lanes[side]) {
        const taken = await nextTurn(db, { side, notIn: [...busy[side].keys()] });
        if (!taken || !handle) break; // stopped meanwhile
        run(taken, handle);
      }
    }
    const next = await nextDue(db);
    if (next) sleep(next.getTime() - clock.now().getTime());
  }

  function run(taken: Taken, by: Handle): void {
    const { lane } = taken.job;
    const side = busy[sideOf(lane)];
    const running = work(taken, by).finally(() => {
      side.delete(lane);
      nudge();
    });
    side.set(lane, running);
  }

  async function work(taken: Taken, by: Handle): Promise<void> {
    const result = await attempt(taken.job, by, log);
    try {
      await guard('work', () => settle(db.soft, taken, result, clock.now()));
    } catch (error) {
      // Still in the table, and due: its lane rests a while before it runs again.
      log.error('work-not-settled', { ...storyOf(taken.job), error });
      await new Promise((resolve) => setTimeout(resolve, afterFault));
    }
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (handle) timer = setTimeout(nudge, Math.min(Math.max(ms, 1), longestTimer));
  }

  return {
    async start(by) {
      handle = by;
      nudge();
    },
    stop(ms) {
      handle = null;
      clearTimeout(timer);
      stopping ??= within(ms, Promise.all([pumping, ...busy.exchange.values(), ...busy.others.values()]));
      return stopping;
    },
    nudge,
  };
}
