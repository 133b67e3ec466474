import { openSqlite as open } from '../../../bot/adapters/sqlite/open.ts';
import { answering, usage } from './ipc.ts';

/**
 * In the place of bot/adapters/sqlite/open.ts: the same store, whose work can be held back, so that the cost to the
 * answer is told from that of what follows; and which tells when a right has been recorded as applied.
 */
export async function openSqlite(options: Parameters<typeof open>[0]): ReturnType<typeof open> {
  const opened = await open(options);
  const { store, work } = opened;
  let held = false;
  answering({
    ...usage,
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      work.nudge();
    },
  });
  return {
    ...opened,
    work: {
      start: (by) => work.start(by),
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
