import { UnreadableError } from '../../domain/stored/reader.ts';
import { subjectOf } from '../../domain/work.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Done, Job } from '../../ports/work.ts';
import type { Result, Taken } from './queue.ts';

/** Runs a job's handler; what it throws becomes a result. So does a job that cannot be read: it stays, and is tried again. */
export async function attempt(taken: Taken, handle: (job: Job) => Promise<Done>, log: Log): Promise<Result> {
  try {
    return await handle(taken.job());
  } catch (error) {
    log.warn('work-failed', { ...storyOf(taken), attempt: taken.attempt, error });
    return { failed: error };
  }
}

/** Fields of the story that a job belongs to, for the log: the queue runs jobs outside of every story. */
export function storyOf(taken: Taken): LogFields {
  try {
    const { task, cause = '' } = taken.job();
    const request = subjectOf(task);
    return { correlation: cause, ...(request !== null && { request }), task: task.kind };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { code: 'unreadable' };
  }
}

/** Waits for something, but no longer than `ms` milliseconds. */
export async function within(ms: number, something: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([something, limit]);
  clearTimeout(timer);
}
