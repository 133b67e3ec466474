import { oldestLanes } from '../sql/queue.ts';
import type { Parts } from './work.ts';

/** What has been due for so long (ms) may have lost its wake-up; so many pieces of it are looked after at a time. */
const overdue = 2 * 60_000;
const atOnce = 100;
const every = 60_000;

/** No wake-up should ever be lost; if one was, this is where it is missed. Gives what ends it. */
export function lookForOverdue(
  { db, clock, log }: Pick<Parts, 'db' | 'clock' | 'log'>,
  isRunning: (lane: string) => boolean,
  wake: (lanes: readonly string[]) => Promise<void>,
): () => void {
  const look = async () => {
    const lanes = await oldestLanes(db, new Date(clock.now().getTime() - overdue), atOnce);
    const lost = lanes.filter((lane) => !isRunning(lane));
    if (lost.length > 0) await wake(lost);
  };
  const timer = setInterval(() => void look().catch((error) => log.error('wake-ups-failed', { error })), every);
  return () => clearInterval(timer);
}
