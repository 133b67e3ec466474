import { at } from '../../domain/ids.ts';
import type { Recurring, Task } from '../../domain/work.ts';
import { nextRun } from '../../domain/work-of.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import { createHandOver } from '../handover.ts';
import { advance } from './advance.ts';
import { card } from './card.ts';
import { forget } from './forget.ts';
import { returns } from './returns.ts';
import { sweep } from './sweep.ts';
import { tell } from './tell.ts';
import { tidy } from './tidy.ts';

/** How each kind of task is run; `attempt` is 1 at the first try. */
type Tasks = {
  readonly [Kind in Task['kind']]: (
    deps: Deps,
    task: Extract<Task, { readonly kind: Kind }>,
    attempt: number,
  ) => Promise<Done>;
};

/** Everything that Behalf does by itself. A new kind of work is a new file and one more line here. */
function createTasks(): Tasks {
  const handOver = createHandOver();
  return {
    advance: (deps, { request }, attempt) => advance(deps, request, attempt),
    card: (deps, task) => card(deps, task),
    tell,
    forget: (deps, { batch }) => forget(deps, batch),
    sweep: again(sweep),
    'hand-over': again(handOver),
    returns: again(returns),
    tidy: again(tidy),
  };
}

/** Runs a task. It may come twice, and at any time. Throws what the task throws; the queue tries again later. */
export function createTaskRunner(): (deps: Deps, task: Task, attempt: number) => Promise<Done> {
  const tasks = createTasks();
  return (deps, task, attempt) => {
    // The kind of a task says which of its functions takes it.
    const run = tasks[task.kind] as (deps: Deps, task: Task, attempt: number) => Promise<Done>;
    return run(deps, task, attempt);
  };
}

/** Recurring work: done once, it comes again. */
function again(run: (deps: Deps) => Promise<unknown>) {
  return async (deps: Deps, { kind }: { readonly kind: Recurring }): Promise<Done> => {
    await run(deps);
    return { again: new Date(nextRun(kind, at(deps.clock.now()))) };
  };
}
