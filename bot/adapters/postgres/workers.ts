import type { Job, PgBoss } from 'pg-boss';
import type { Log } from '../../ports/log.ts';
import { within } from '../sql/run.ts';
import { heartbeat, queues, WakeUp } from './wake.ts';

/** Takes wake-ups from pg-boss and has them answered. */
export interface Workers {
  start(): void;
  /** Somebody says that there are wake-ups: of this queue, or of any. */
  look(queue?: string): void;
  /** Looks for wake-ups in so many milliseconds; for the near future only, the poll does for the rest. */
  soon(ms: number): void;
  /** Takes no more and waits for what is in hand, at most `ms` milliseconds; what is left then is given back. */
  stop(ms: number): Promise<void>;
}

export interface Answering {
  /** So many lanes of each queue at a time; wake-ups of one lane count once. */
  readonly lanes: number;
  readonly pollMs: number;
  readonly log: Log;
  /** Throws: the wake-up comes again. */
  answer(wakeUp: WakeUp): Promise<void>;
}

const near = 60_000;
/** A wake-up that was failed comes again after pg-boss's `retryDelay`. */
const retry = 1000;

/**
 * One look of one process for each queue fetches as many wake-ups as there is room for. (pg-boss's own workers take one
 * each, and a notification makes all of them look: some thirty statements for each commit.)
 */
export function wakeUpWorkers(boss: PgBoss, answering: Answering): Workers {
  const takers = new Map(Object.values(queues).map((queue) => [queue, taker(boss, queue, answering)]));
  const timers = new Set<NodeJS.Timeout>();
  const each = (act: (taker: Taker) => void) => takers.forEach(act);
  let started = false;
  let stopping: Promise<unknown> | null = null;

  function look(queue?: string): void {
    if (!started || stopping) return;
    if (queue === undefined) each((one) => one.look());
    else takers.get(queue)?.look();
  }

  return {
    start() {
      started = true;
      timers.add(setInterval(look, answering.pollMs));
      timers.add(setInterval(() => each((one) => one.alive()), (heartbeat * 1000) / 3));
      look();
    },
    look,
    soon(ms) {
      if (!started || stopping || ms > near) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        look();
      }, ms + 20);
      timers.add(timer);
    },
    async stop(ms) {
      for (const timer of timers) clearTimeout(timer);
      stopping ??= Promise.all([...takers.values()].map((one) => one.stop(ms)));
      await stopping;
    },
  };
}

interface Taker {
  look(): void;
  /** Tells pg-boss that what is in hand is. */
  alive(): void;
  stop(ms: number): Promise<void>;
}

function taker(boss: PgBoss, queue: string, { lanes, log, answer }: Answering): Taker {
  /** Wake-ups in hand, with their lanes. */
  const held = new Map<Job<unknown>, string>();
  const underWay = new Set<Promise<void>>();
  const answered: Job<unknown>[] = [];
  let looking = false;
  let again = false;
  let telling = false;
  let stopped = false;

  const room = () => lanes - new Set(held.values()).size;
  const failed = (error: unknown) => log.error('wake-ups-failed', { error });
  const go = (act: Promise<void>) => {
    const going = act.catch(failed).finally(() => underWay.delete(going));
    underWay.add(going);
  };

  /** One look at a time; who asks meanwhile makes it look once more. */
  async function look(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    try {
      while (again && !stopped && room() > 0) {
        again = false;
        const batchSize = room();
        const jobs = await boss.fetch<unknown>(queue, { batchSize });
        if (stopped) return await giveBack(jobs);
        for (const job of jobs) go(take(job));
        again ||= jobs.length === batchSize;
      }
    } finally {
      looking = false;
    }
  }

  async function take(job: Job<unknown>): Promise<void> {
    try {
      const wakeUp = WakeUp.parse(job.data);
      held.set(job, wakeUp.lane);
      await answer(wakeUp);
      answered.push(job);
    } catch (error) {
      failed(error);
      await giveBack([job]);
    } finally {
      held.delete(job);
    }
    if (again) go(look());
    await tell();
  }

  /** All that are answered while some are told go together. One that is not told comes again: it is answered twice then. */
  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    try {
      while (answered.length > 0) await boss.complete(queue, answered.splice(0));
    } finally {
      telling = false;
    }
  }

  async function giveBack(jobs: readonly Job<unknown>[]): Promise<void> {
    if (jobs.length === 0) return;
    await boss.fail(queue, [...jobs]);
    if (!stopped) setTimeout(() => go(look()), retry + 50).unref();
  }

  return {
    look: () => go(look()),
    alive() {
      if (held.size > 0) boss.touch(queue, [...held.keys()]).catch(failed);
    },
    async stop(ms) {
      stopped = true;
      await within(ms, Promise.all(underWay));
      await giveBack([...held.keys()]).catch(failed);
    },
  };
}
