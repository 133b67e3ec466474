import type { Work } from '../../ports/work.ts';
import { createHands, type Handle, type Holding } from './hands.ts';
import { nextDue, place } from './queue.ts';
import { within } from './run.ts';
import { sides } from './sides.ts';

export interface Dispatching extends Holding {
  /** How often (ms) to look for work of which nobody has notified this process; null: there is no other one. */
  readonly pollMs: number | null;
}

/** The wall clock may be set, or the machine be suspended, while a timer runs: none is trusted for longer (ms). */
const maxSleepMs = 60_000;
/** After a fault of the store. */
const faultSleepMs = 5000;
/** While another process has a lane in which work is due: it may die, or lose its connection. */
const elsewhereSleepMs = 1000;

/**
 * The port `Work` over either engine. The table `work` says what is to be done and in which order; whoever takes the lock
 * of a lane runs what is next in it. What was in hand when a process died is still in the table: its lock went with the
 * process. Handlers read before they write, so a job that runs twice changes nothing twice.
 */
export function createDispatcher({ pollMs, ...holding }: Dispatching): Work {
  const { db, soft, guard, clock, log } = holding;
  let handle: Handle | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | null = null;
  let again = false;
  let stopping: Promise<void> | null = null;

  const nudge = () => {
    again = true;
    if (handle) pumping ??= pump().finally(pumped);
  };
  const hands = createHands(holding, () => handle, nudge);

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
        sleep(await guard('work', startDue));
      } catch (error) {
        log.error('work-not-taken', { error });
        sleep(faultSleepMs);
      }
    }
  }

  /** Starts what is due in every lane that is free. Gives the time (ms) until the next look; null: whenever nudged. */
  async function startDue(): Promise<number | null> {
    const now = clock.now();
    const first = await nextDue(db);
    // Only then: a statement that could write costs more than one that reads.
    if (first && first <= now) await place(soft, now);
    const taken = await Promise.all(sides.map(hands.take));
    const next = await nextDue(db);
    const dueMs = next && next.getTime() - clock.now().getTime();
    const looks = [dueMs, pollMs, taken.includes('elsewhere') ? elsewhereSleepMs : null].filter((ms) => ms !== null);
    return looks.length === 0 ? null : Math.min(...looks);
  }

  function sleep(ms: number | null): void {
    clearTimeout(timer);
    if (handle && ms !== null) timer = setTimeout(nudge, Math.min(Math.max(ms, 1), maxSleepMs));
  }

  return {
    async start(by) {
      handle = by;
      nudge();
    },
    stop(ms) {
      handle = null;
      clearTimeout(timer);
      stopping ??= within(ms, Promise.resolve(pumping).then(hands.done));
      return stopping;
    },
    nudge,
  };
}
