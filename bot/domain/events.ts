import type { Ending, Evidence, Origin } from './grant.ts';
import type { At, RequestId, UserId } from './ids.ts';
import type { Answered, Applying, Asked, Deciders, Delay, Delegates, Failure, Stray } from './request.ts';

interface Base {
  readonly request: RequestId;
  readonly at: At;
  /** Who caused it; `behalf` for what the clock or Exchange caused. */
  readonly actor: UserId | 'behalf';
  /** The `client-request-id`s of the calls of Exchange that it rests on; added when it is committed. */
  readonly exchange?: readonly string[];
}

/** What has happened. Written once, never changed: the audit is this list. The codes are part of the outside contract. */
export type Event =
  | (Base & { readonly type: 'request.made'; readonly asked: Asked })
  | (Base & { readonly type: 'request.approved'; readonly by: UserId; readonly as: Deciders })
  | (Base & {
      readonly type: 'request.denied';
      readonly by: UserId;
      readonly as: Deciders;
      readonly reason: string | null;
    })
  | (Base & { readonly type: 'request.cancelled'; readonly by: UserId; readonly reason: string | null })
  | (Base & { readonly type: 'request.lapsed'; readonly answered: Answered | null })
  | (Base & { readonly type: 'request.failed'; readonly why: Failure })
  | (Base & { readonly type: 'right.applying' } & Omit<Applying, 'at'>)
  | (Base & { readonly type: 'right.delayed'; readonly delay: Delay })
  | (Base & {
      readonly type: 'right.applied';
      readonly origin: Origin;
      readonly readBackAt: At;
      readonly endsAt: At | null;
      readonly before: Delegates;
      readonly after: Delegates;
    })
  | (Base & { readonly type: 'right.found'; readonly asked: Asked; readonly delegates: Delegates })
  /** An entry that no request is about, and what has become of one that was Behalf's mistake. */
  | (Base & { readonly type: 'drift.found'; readonly stray: Stray })
  | (Base & { readonly type: 'drift.gone'; readonly stray: Stray })
  | (Base & { readonly type: 'right.ending'; readonly ending: Ending })
  | (Base &
      Evidence & { readonly type: 'right.ended'; readonly ending: Ending; readonly replacedBy: RequestId | null });

export type EventType = Event['type'];
