import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Done, Job } from '../../ports/work.ts';
import type { Guard } from './guard.ts';
import { type Due, dueLanes, nextOf, settle, type Taken } from './queue.ts';
import { attempt, storyOf } from './run.ts';
import { type Side, sides } from './sides.ts';
import type { Tables } from './tables.ts';

export type Handle = (job: Job) => Promise<Done>;

/** Who may run a lane, among all processes on the store. */
export interface Lanes {
  /** Locks the lanes that are free, and gives those. Callers pass no lane that this process holds already. */
  take(lanes: readonly string[]): Promise<ReadonlySet<string>>;
  free(lane: string): Promise<void>;
}

/** Locks for a store with one process: every lane that it does not hold is free. */
export const ownLanes: Lanes = { take: async (lanes) => new Set(lanes), free: async () => {} };

export interface Holding {
  readonly db: Kysely<Tables>;
  /** The same database without waiting for the disk: a completion that is lost in a crash only makes the work run again. */
  readonly soft: Kysely<Tables>;
  readonly lanes: Lanes;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly log: Log;
}

/** Lanes side by side. Exchange is slow, and takes ten calls at a time: many must be in hand to keep it busy. */
const MAX_LANES: Readonly<Record<Side, number>> = { exchange: 64, others: 32 };
/** Lanes side by side for one requester. Anybody can cause any number of cards: the other lanes are for all others. */
const MAX_LANES_OF_ONE: Readonly<Record<Side, number>> = { exchange: 64, others: 16 };
/** The rest (ms) of a lane whose work could not be written down as done. */
const faultPauseMs = 5000;

/** A piece of work in hand. */
interface Running {
  readonly requester: string;
  readonly over: Promise<void>;
}
type Busy = ReadonlyMap<string, Running>;

const lanesOf = (own: Busy) => Map.groupBy(own.values(), ({ requester }) => requester);

/** Requesters who have as many lanes as one may have. */
const requestersWith = (most: number, own: Busy): readonly string[] =>
  [...lanesOf(own)].flatMap(([requester, { length }]) => (length < most ? [] : [requester]));

/** Of the due work, in its order, the lanes with which nobody gets more than one may have. */
function within(most: number, own: Busy, due: readonly Due[]): readonly string[] {
  const counts = new Map([...lanesOf(own)].map(([requester, { length }]) => [requester, length]));
  const found = new Set<string>();
  for (const { lane, requester } of due) {
    const count = counts.get(requester) ?? 0;
    if (found.has(lane) || count >= most) continue;
    counts.set(requester, count + 1);
    found.add(lane);
  }
  return [...found];
}

/**
 * The work that this process has in hand, at most one piece of a lane. `handle` gives what runs it; null: nothing more is
 * taken. `freed` is called each time a lane has become free.
 */
export function createHands(holding: Holding, handle: () => Handle | null, freed: () => void) {
  const { db, soft, lanes, guard, clock, log } = holding;
  const busy: Readonly<Record<Side, Map<string, Running>>> = { exchange: new Map(), others: new Map() };

  /** Starts work that is due, as much as there is room for. `elsewhere`: some is in lanes that another process has. */
  async function take(side: Side): Promise<'elsewhere' | 'all'> {
    const own = busy[side];
    const elsewhere = new Set<string>();
    while (handle() && own.size < MAX_LANES[side]) {
      const notIn = [...own.keys(), ...elsewhere];
      const notOf = requestersWith(MAX_LANES_OF_ONE[side], own);
      const due = await dueLanes(db, side, MAX_LANES[side] - own.size, { notIn, notOf });
      const found = within(MAX_LANES_OF_ONE[side], own, due);
      if (found.length === 0) break;
      const ours = await lanes.take(found);
      for (const lane of found) if (!ours.has(lane)) elsewhere.add(lane);
      if (ours.size > 0) await startLocked(side, ours, notOf);
    }
    return elsewhere.size > 0 ? 'elsewhere' : 'all';
  }

  /** What was next in a lane may have been done before its lock was taken: it is read under the lock. */
  async function startLocked(side: Side, ours: ReadonlySet<string>, notOf: readonly string[]): Promise<void> {
    const unused = new Set(ours);
    try {
      for (const taken of await nextOf(db, [...ours], notOf)) {
        unused.delete(taken.lane);
        start(side, taken);
      }
    } finally {
      await Promise.all([...unused].map(free));
    }
  }

  function start(side: Side, taken: Taken): void {
    const { lane, requester } = taken;
    const over = run(taken).finally(() => {
      busy[side].delete(lane);
      freed();
    });
    busy[side].set(lane, { requester, over });
  }

  async function run(taken: Taken): Promise<void> {
    const by = handle();
    if (by) await runWith(taken, by); // else stopped meanwhile
    await free(taken.lane);
  }

  async function runWith(taken: Taken, by: Handle): Promise<void> {
    const result = await attempt(taken, by, log);
    try {
      await guard('work', () => settle(soft, taken, result, clock.now()));
    } catch (error) {
      // Still in the table, and due: its lane rests a while before it runs again.
      log.error('work-not-settled', { ...storyOf(taken), error });
      await pause(faultPauseMs);
    }
  }

  const free = (lane: string): Promise<void> =>
    lanes.free(lane).catch((error: unknown) => log.warn('lane-not-freed', { error }));

  return {
    take,
    /** Settles when everything that is in hand now is done. */
    done: () => Promise.all(sides.flatMap((side) => [...busy[side].values()].map(({ over }) => over))),
  };
}
