import type { At, RequestId, UserId } from './ids.ts';

/** Which message a person gets about the outcome of a request. */
export type News =
  | 'applied'
  | 'failed'
  | 'denied'
  | 'cancelled'
  | 'lapsed'
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
  /** Apply an approved request in Exchange. */
  | { readonly kind: 'apply'; readonly request: RequestId }
  /** Take a right away: its end was decided, or its time is up. */
  | { readonly kind: 'end'; readonly request: RequestId }
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
  | { readonly kind: 'tell'; readonly request: RequestId; readonly person: UserId; readonly news: News };

/** The request that a task is about; for a card, the first of its batch. */
export const subjectOf = (task: Task): RequestId => (task.kind === 'card' ? task.batch : task.request);

/** How pressing work is. `waiting`: a person waits for it; `rest`: edits of what was decided, news for others. */
export type Rank = 'end' | 'apply' | 'waiting' | 'rest';

export interface NewWork {
  readonly task: Task;
  /** Whose doing it is. Due work goes in turns by requester, so that much of one keeps nobody else's waiting. */
  readonly requester: UserId;
  /** Ends go before what is applied; of a requester's cards and news, each rank has turns of its own. */
  readonly rank: Rank;
  /** Unique among what is not done: the same work is never queued twice. */
  readonly id: string;
  /** Work with the same lane runs one at a time: in turns by requester, each requester's in order of due time. */
  readonly lane: string;
  readonly due: At;
}
