import type { NewWork } from '../domain/work.ts';

export type { Audience, NewWork, Rank, Task } from '../domain/work.ts';

export interface Job extends NewWork {
  /** 1 at the first try. */
  readonly attempt: number;
  /** The correlation of the turn that it goes back to. */
  readonly cause?: string;
}

/** `done`, or try again at a time. A handler that throws is tried again with a growing delay. */
export type Done = 'done' | { readonly again: Date };

export interface Work {
  /** Starts taking work: `handle` is called for each due job, several lanes side by side. */
  start(handle: (job: Job) => Promise<Done>): Promise<void>;
  /** Takes no more and waits for what is in hand, at most `ms` milliseconds. */
  stop(ms: number): Promise<void>;
  /** Wakes the dispatcher: something was just committed (best effort, for speed only). */
  nudge(): void;
}
