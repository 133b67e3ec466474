import type { Job, PgBoss } from 'pg-boss';
import { within } from '../sql/run.ts';
import { queues, WakeUp } from './wake.ts';

/** Workers that answer wake-ups. */
export interface Workers {
  start(): Promise<void>;
  /** Looks for wake-ups in so many milliseconds; for the near future only, pg-boss's poll does for the rest. */
  soon(ms: number): void;
  /** Takes no more and waits for what is in hand, at most `ms` milliseconds. */
  stop(ms: number): Promise<void>;
}

const near = 60_000;
const all = Object.values(queues);

/** `count` workers of pg-boss for each queue, each answering one wake-up at a time; `answer` throws: the wake-up comes again. */
export function bossWorkers(
  boss: PgBoss,
  { count, pollMs, answer }: { count: number; pollMs: number; answer: (wakeUp: WakeUp) => Promise<void> },
): Workers {
  const ids: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const inHand = new Set<Promise<unknown>>();
  let stopping: Promise<void> | null = null;

  /** pg-boss lets a worker rest until its next poll after each wake-up, whatever is waiting, unless it is notified. */
  const look = (id: string | undefined) => id && boss.notifyWorker(id);

  async function employ(queue: string, index: number): Promise<void> {
    const seconds = Math.max(pollMs / 1000, 0.5);
    const polling = { pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds };
    ids[index] = await boss.work<unknown>(queue, polling, async (wakeUps: Job<unknown>[]) => {
      const answers = Promise.all(wakeUps.map(({ data }) => answer(WakeUp.parse(data))));
      const settled = Promise.allSettled([answers]);
      inHand.add(settled);
      try {
        await answers;
      } finally {
        inHand.delete(settled);
        look(ids[index]);
      }
    });
  }

  return {
    async start() {
      for (let index = 0; index < count; index += 1)
        for (const [at, queue] of all.entries()) await employ(queue, index * all.length + at);
    },
    soon(ms) {
      if (ids.length === 0 || stopping || ms > near) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        ids.forEach(look);
      }, ms + 20);
      timers.add(timer);
    },
    stop(ms) {
      for (const timer of timers) clearTimeout(timer);
      stopping ??= within(ms, Promise.all([...all.map((queue) => boss.offWork(queue, { wait: false })), ...inHand]));
      return stopping;
    },
  };
}
