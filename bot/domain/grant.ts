import type { At, RequestId, UserId } from './ids.ts';
import type { Delay, Delegates, DelegatesRead, PanelKind, Stuck } from './request.ts';

/** `granted`: Behalf made it. `found`: it stood in Exchange already; no clock of ours ends it. */
export type Origin = 'granted' | 'found';

/** Why a right ends: its holder gave it back, an owner or admin took it away, its time is up, another right replaced it. */
export type EndCause = 'given-back' | 'taken-away' | 'expired' | 'replaced';

export interface Ending {
  readonly by: UserId | 'behalf';
  /** As what it was taken away or replaced; left out: given back by its holder or who asked, or ended by the clock. */
  readonly as?: PanelKind;
  readonly cause: EndCause;
  readonly reason: string | null;
  readonly at: At;
}

/** Why a right is known to have ended. */
export type EndProof =
  /** Exchange has answered the removal: done, or nothing left to remove. */
  | 'answered'
  /** Exchange has shown the entry before, and shows it no more. */
  | 'read'
  /** A newer request has taken over the same right. */
  | 'continued'
  /** What was deleted cannot be restored any more. */
  | 'group-beyond-restoring'
  | 'person-beyond-restoring';

/** What the end of a right rests on: Exchange's delegates before and after, and the proof. */
export interface Evidence {
  readonly before: DelegatesRead;
  readonly after: DelegatesRead;
  readonly proof: EndProof;
}

interface Base {
  readonly origin: Origin;
  readonly appliedAt: At;
  readonly readBackAt: At;
  readonly endsAt: At | null;
  readonly before: Delegates;
}
/** `ending` is set from the moment that its end is decided until Exchange has been read back. */
export type ActiveGrant = Base & {
  readonly status: 'active';
  readonly after: Delegates;
  readonly ending: Ending | null;
  readonly delay: Delay | null;
  readonly stuck: Stuck | null;
};
export type EndedGrant = Base & {
  readonly status: 'ended';
  readonly after: DelegatesRead;
  readonly proof: EndProof;
  readonly ending: Ending;
  readonly endedAt: At;
  readonly replacedBy: RequestId | null;
};
export type Grant = ActiveGrant | EndedGrant;
