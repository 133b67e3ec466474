import { subjectOf } from '../domain/work.ts';
import { inStory } from '../ports/story.ts';
import type { Done, Job, Rank } from '../ports/work.ts';
import type { Deps } from './deps.ts';
import { apply } from './tasks/apply.ts';
import { card } from './tasks/card.ts';
import { end } from './tasks/end.ts';
import { tell } from './tasks/tell.ts';

/**
 * Due work → effect → the outcome becomes a command again. Every job may come twice, and at any time. `depsOf`: what
 * work of a rank uses.
 */
export function createWorker(depsOf: (rank: Rank) => Deps): (job: Job) => Promise<Done> {
  return async (job) => inStory(storyOf(job), () => run(depsOf(job.rank), job));
}

const storyOf = ({ task, cause }: Job) => ({
  task: task.kind,
  request: subjectOf(task),
  ...(cause !== undefined && { correlation: cause }),
});

function run(deps: Deps, { task, attempt }: Job): Promise<Done> {
  switch (task.kind) {
    case 'apply':
      return apply(deps, task.request, attempt);
    case 'end':
      return end(deps, task.request, attempt);
    case 'card':
      return card(deps, task);
    case 'tell':
      return tell(deps, task, attempt);
  }
}
