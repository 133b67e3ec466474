import type { At, RequestId, UserId } from '../domain/ids.ts';

/**
 * Something to do later, or again, until it is done. The tables are the truth; this is a wake-up: whoever takes it
 * reads the state first and does only what is still missing.
 */
export type Task =
  /** Apply an approved request in Exchange. */
  | { readonly kind: 'apply'; readonly request: RequestId }
  /** Take a granted right away: its end was asked for, or its time is up. */
  | { readonly kind: 'end'; readonly request: RequestId }
  /** Make the cards of a batch, in one person's chat, show the present state; send the first where there is none. */
  | {
      readonly kind: 'card';
      readonly batch: RequestId;
      readonly person: UserId;
      readonly audience: 'asker' | 'approver';
    }
  /** Tell one person, once, what became of a request at this revision. */
  | { readonly kind: 'tell'; readonly request: RequestId; readonly person: UserId; readonly news: News };

/** `applied`, `failed`, `denied`, `ending-failed`, … : which message it is. */
export type News = 'applied' | 'failed' | 'denied' | 'approved' | 'cancelled' | 'ended';

export interface NewWork {
  readonly task: Task;
  /** Unique among what is not done: the same work is never queued twice. */
  readonly id: string;
  /** Work with the same lane runs one at a time, in order of due time. */
  readonly lane: string;
  readonly due: At;
}

export interface Job extends NewWork {
  /** 1 at the first try. */
  readonly attempt: number;
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
