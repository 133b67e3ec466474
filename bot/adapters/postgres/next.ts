import { nextTurn, place, type Taken } from '../sql/queue.ts';
import { sideOf } from '../sql/sides.ts';
import type { Parts } from './work.ts';

/** Takes work out of the table, in its order, under the locks of the lanes. */
export interface Next {
  /** Runs the work whose turn it is among the lanes of a lane's side that nobody has in hand. Gives its lane; null: none. */
  run(side: string): Promise<string | null>;
  /** Is work of this lane due, and the lane not in hand here? */
  isLeft(lane: string): Promise<boolean>;
  /** Is this lane in hand here? */
  has(lane: string): boolean;
}

/** `act` runs what was taken, unless it is null: then nothing more is to be taken. */
export function createNext(
  { db, soft, lanes, clock }: Pick<Parts, 'db' | 'soft' | 'lanes' | 'clock'>,
  act: () => ((taken: Taken) => Promise<void>) | null,
): Next {
  const running = new Set<string>();
  const placed = together(() => place(soft, clock.now()));

  async function run(of: string): Promise<string | null> {
    const elsewhere: string[] = [];
    while (act()) {
      await placed();
      const first = await nextTurn(db, { side: sideOf(of), notIn: [...running, ...elsewhere] });
      if (first === null) return null;
      const { lane } = first.job;
      // Somebody else here has taken it while we looked.
      if (running.has(lane)) continue;
      running.add(lane);
      try {
        if (await runLocked(lane)) return lane;
        elsewhere.push(lane);
      } finally {
        running.delete(lane);
      }
    }
    return null;
  }

  /** Under its lock a lane is looked at again: what was next may have been done meanwhile. False: the lock is taken. */
  async function runLocked(lane: string): Promise<boolean> {
    if (!(await lanes.take(lane))) return false;
    try {
      const taken = await nextTurn(db, { lane });
      if (taken) await act()?.(taken);
    } finally {
      await lanes.free(lane);
    }
    return true;
  }

  async function isLeft(lane: string): Promise<boolean> {
    await placed();
    return (await nextTurn(db, { lane })) !== null && !running.has(lane);
  }

  return { run, isLeft, has: (lane) => running.has(lane) };
}

/** One at a time; all who ask while one is under way get the one after it, which sees what they have seen. */
function together(act: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let coming: Promise<void> | null = null;
  return () => {
    if (coming !== null) return coming;
    const mine = last.then(() => {
      coming = null;
      return act();
    });
    last = mine.catch(() => {});
    coming = mine;
    return mine;
  };
}
