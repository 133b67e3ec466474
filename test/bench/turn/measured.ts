import type { Opened } from '../../../bot/adapters/sql/opened.ts';
import { answering, usage } from './ipc.ts';

/**
 * The same store, whose work can be held back, so that the cost to the answer is told from that of what follows; and
 * which tells when a right has been recorded as applied.
 */
export function measured(opened: Opened): Opened {
  const { store, work } = opened;
  /** Pending while work is held back. */
  let held: PromiseWithResolvers<void> | null = null;
  answering({
    ...usage,
    hold: () => {
      held ??= Promise.withResolvers<void>();
    },
    release: () => {
      held?.resolve();
      held = null;
      work.nudge();
    },
  });
  return {
    ...opened,
    work: {
      start: (by) =>
        work.start(async (job) => {
          await held?.promise;
          return by(job);
        }),
      stop: (ms) => work.stop(ms),
      nudge: () => (held ? undefined : work.nudge()),
    },
    store: {
      ...store,
      async commit(change) {
        const result = await store.commit(change);
        const at = performance.timeOrigin + performance.now();
        for (const { type, request } of change.events)
          if (type === 'right.applied') process.send?.({ applied: request, at });
        return result;
      },
    },
  };
}
