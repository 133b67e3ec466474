import type { At, RequestId, UserId } from './ids.ts';
import type { Delay, Delegates } from './request.ts';

/** `granted`: Behalf made it. `found`: it stood in Exchange already; no clock of ours ends it. */
export type Origin = 'granted' | 'found';

/** Why a right ends: its holder gave it back, an owner or admin took it away, its time is up, another right replaced it. */
export type EndCause = 'given-back' | 'taken-away' | 'expired' | 'replaced';

export interface Ending {
  readonly by: UserId | 'behalf';
  readonly cause: EndCause;
  readonly reason: string | null;
  readonly at: At;
}

interface Base {
  readonly origin: Origin;
  readonly appliedAt: At;
  readonly readBackAt: At;
  readonly endsAt: At | null;
  readonly before: Delegates;
  readonly after: Delegates;
}
/** `ending` is set from the moment that its end is decided until Exchange has been read back. */
export type ActiveGrant = Base & {
  readonly status: 'active';
  readonly ending: Ending | null;
  readonly delay: Delay | null;
};
export type EndedGrant = Base & {
  readonly status: 'ended';
  readonly ending: Ending;
  readonly endedAt: At;
  readonly replacedBy: RequestId | null;
};
export type Grant = ActiveGrant | EndedGrant;
