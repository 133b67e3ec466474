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

/** As what somebody may decide, or the rule that forbids it. */
export type Deciding = { readonly as: PanelKind } | { readonly refused: Refusal };

/** May this person decide on this request, now? */
export function mayDecide(pair: Pair, facts: DecideFacts): Deciding {
  const { decider, owners, deciderIsAdmin } = facts;
  if (decider.id === pair.requester) return { refused: 'self-approval' };
  if (decider.id === pair.beneficiary) return { refused: 'beneficiary-approval' };
  if (isAbsent(decider)) return { refused: 'not-checkable' };
  if (!usable(decider)) return { refused: 'not-approver' };
  if (owners === 'unknown') return { refused: 'not-checkable' };
  const byOwners = usableOwners(owners, pair);
  if (byOwners.some(({ id }) => id === decider.id)) return { as: 'owners' };
  if (byOwners.length > 0 || deciderIsAdmin === false) return { refused: 'not-approver' };
  return deciderIsAdmin === true ? { as: 'admins' } : { refused: 'not-checkable' };
}

/** May this person mute who asked: whoever has denied the request. */
export const mayMute = (request: Request, person: UserId) =>
  request.status === 'denied' && request.decision.by === person;
