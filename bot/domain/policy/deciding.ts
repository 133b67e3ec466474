import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { PanelKind, Request } from '../request.ts';
import { type Account, isAbsent, type Pair, type Sought, usable, usableOwners } from './accounts.ts';

export interface DecideFacts {
  readonly decider: Sought;
  /** Unknown: the directory does not find the group. */
  readonly owners: readonly Account[] | 'unknown';
  /** Unknown: the directory does not find the admins' group. */
  readonly deciderIsAdmin: boolean | 'unknown';
}

/** May this person decide on this request, now? As what, or the rule that forbids it. */
export function mayDecide(pair: Pair, facts: DecideFacts): PanelKind | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (decider.id === pair.requester) return 'self-approval';
  if (decider.id === pair.beneficiary) return 'beneficiary-approval';
  if (isAbsent(decider)) return 'not-checkable';
  if (!usable(decider)) return 'not-approver';
  if (owners === 'unknown') return 'not-checkable';
  const byOwners = usableOwners(owners, pair);
  if (byOwners.some(({ id }) => id === decider.id)) return 'owners';
  if (byOwners.length > 0 || deciderIsAdmin === false) return 'not-approver';
  return deciderIsAdmin === true ? 'admins' : 'not-checkable';
}

/** May this person mute who asked: whoever has denied the request. */
export const mayMute = (request: Request, person: UserId) =>
  request.status === 'denied' && request.decision.by === person;
