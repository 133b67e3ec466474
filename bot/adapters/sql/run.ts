import { subjectOf } from '../../domain/work.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Done, Job } from '../../ports/work.ts';
import type { Result, Taken } from './queue.ts';

/** Runs a job's handler; what it throws becomes a result. So does a job that cannot be read: it stays, and is tried again. */
export async function attempt(taken: Taken, handle: (job: Job) => Promise<Done>, log: Log): Promise<Result> {
  let story: LogFields = {};
  try {
    const job = taken.job();
    story = storyOf(job);
    return await handle(job);
  } catch (error) {
    log.warn('work-failed', { ...story, attempt: taken.attempt, error });
    return { failed: error };
  }
}

/** Whoever runs jobs is in the story of none. */
function storyOf({ task, cause = '' }: Job): LogFields {
  const request = subjectOf(task);
  return { correlation: cause, ...(request !== null && { request }), task: task.kind };
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
