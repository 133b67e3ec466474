import type { Done, Job } from '../ports/work.ts';
import type { Deps } from './deps.ts';
import { apply } from './tasks/apply.ts';
import { card } from './tasks/card.ts';
import { end } from './tasks/end.ts';
import { tell } from './tasks/tell.ts';

/** Due work → effect → the outcome becomes a command again. Every job may come twice, and at any time. */
export function createWorker(deps: Deps): (job: Job) => Promise<Done> {
  return async (job) => {
    const { task } = job;
    switch (task.kind) {
      case 'apply':
        return apply(deps, task.request, job.attempt);
      case 'end':
        return end(deps, task.request, job.attempt);
      case 'card':
        return card(deps, task);
      case 'tell':
        return tell(deps, task);
    }
  };
}
