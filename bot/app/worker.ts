import { subjectOf } from '../domain/work.ts';
import { inStory } from '../ports/story.ts';
import type { Done, Job, Rank } from '../ports/work.ts';
import type { Deps } from './deps.ts';
import { createTaskRunner } from './tasks/index.ts';

/**
 * Due work → effect → the outcome becomes a command again. Every job may come twice, and at any time. `depsOf`: what
 * work of a rank uses.
 */
export function createWorker(depsOf: (rank: Rank) => Deps): (job: Job) => Promise<Done> {
  const run = createTaskRunner();
  return async (job) => inStory(storyOf(job), () => run(depsOf(job.rank), job.task, job.attempt));
}

function storyOf({ task, cause }: Job) {
  const request = subjectOf(task);
  return {
    task: task.kind,
    ...(request !== null && { request }),
    ...(cause !== undefined && { correlation: cause }),
  };
}
