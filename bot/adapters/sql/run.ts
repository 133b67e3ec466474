import { subjectOf } from '../../domain/work.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Done, Job } from '../../ports/work.ts';
import type { Result } from './queue.ts';

/** Runs a job's handler; what it throws becomes a result. */
export async function attempt(job: Job, handle: (job: Job) => Promise<Done>, log: Log): Promise<Result> {
  try {
    return await handle(job);
  } catch (error) {
    log.warn('work-failed', { ...storyOf(job), attempt: job.attempt, error });
    return { failed: error };
  }
}

/** Whoever runs jobs is in the story of none. */
export function storyOf({ task, cause = '' }: Job): LogFields {
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
