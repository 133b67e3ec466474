import type { At, RequestId, UserId } from './ids.ts';

/** Which message a person gets about the outcome of a request. */
export type News =
  | 'applied'
  | 'failed'
  | 'denied'
  | 'cancelled'
  | 'lapsed'
  /** For those whose answer is missing. */
  | 'waiting'
  | 'ended'
  /** For the admins: Exchange refuses Behalf a change. */
  | 'refused'
  /** For the admins: Exchange gave a right to somebody else by Behalf's change, and Behalf has taken it back. */
  | 'mistook'
  /** For the admins: somebody has come to hold a right meanwhile, not by Behalf. */
  | 'stray';

/** Which side of a batch a card shows. */
export type Audience = 'asker' | 'approver';

/**
 * Something to do later, or again, until it is done. The tables are the truth; this is a wake-up: whoever takes it
 * reads the state first and does only what is still missing.
 */
export type Task =
  /** Do what is due on a request: apply it in Exchange, or take its right away. */
  | { readonly kind: 'advance'; readonly request: RequestId }
  /** Make the cards of a batch, in one person's chat, show the present state; send the first where there is none. */
  | {
      readonly kind: 'card';
      readonly batch: RequestId;
      readonly person: UserId;
      readonly audience: Audience;
      /** Sends none where there is none: this person was not asked yet. */
      readonly onlyEdits?: true;
    }
  /** Tell one person, once, what became of a request. */
  | { readonly kind: 'tell'; readonly request: RequestId; readonly person: UserId; readonly news: News }
  /** Forget the cards of a batch, long after all of it was closed. */
  | { readonly kind: 'forget'; readonly batch: RequestId }
  /** What comes again by itself: see `recurring`. */
  | { readonly kind: Recurring };

/**
 * `sweep`: give work to what is due and has none. `hand-over`: put requests before those who decide now. `returns`: look
 * for what was deleted or out of sight. `tidy`: forget what is kept for a day only.
 */
export const recurringKinds = ['sweep', 'hand-over', 'returns', 'tidy'] as const;
export type Recurring = (typeof recurringKinds)[number];

/** The request that a task is about, for a card the first of its batch; null: it is about none. */
export function subjectOf(task: Task): RequestId | null {
  switch (task.kind) {
    case 'card':
    case 'forget':
      return task.batch;
    case 'advance':
    case 'tell':
      return task.request;
    default:
      return null;
  }
}

/** How pressing work is. `waiting`: a person waits for it; `rest`: edits of what was decided, news for others. */
export type Rank = 'end' | 'apply' | 'waiting' | 'rest';

export interface NewWork {
  readonly task: Task;
  /** Whose doing it is; Behalf's own where nobody has asked. Due work goes in turns by requester: much of one keeps nobody else's waiting. */
  readonly requester: UserId | 'behalf';
  /** Ends go before what is applied; of a requester's cards and news, each rank has turns of its own. */
  readonly rank: Rank;
  /** Unique among what is not done: the same work is never queued twice. */
  readonly id: string;
  /** Work with the same lane runs one at a time: in turns by requester, each requester's in order of due time. */
  readonly lane: string;
  readonly due: At;
  /**
   * What becomes of the same work that waits already. `sooner` (default): the earlier due holds, and work in hand is run
   * again. `moved`: due, rank and lane are the new ones. `kept`: only its due comes nearer, nothing is run again.
   */
  readonly meets?: 'sooner' | 'moved' | 'kept';
}
