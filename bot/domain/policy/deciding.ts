import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { PanelKind, Request } from '../request.ts';
import { type Account, isAbsent, type Pair, type Sought, usable, usableOwners } from './accounts.ts';
import { panelFor } from './panels.ts';

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
  const as = panelFor(owners, pair);
  const sits = isOn(as, pair, decider, { owners, deciderIsAdmin });
  if (sits === 'unknown') return { refused: 'not-checkable' };
  return sits ? { as } : { refused: 'not-approver' };
}

/** Is somebody on the panel that decides today? */
function isOn(
  kind: PanelKind,
  pair: Pair,
  { id }: Account,
  { owners, deciderIsAdmin }: { readonly owners: readonly Account[] } & Pick<DecideFacts, 'deciderIsAdmin'>,
): boolean | 'unknown' {
  switch (kind) {
    case 'owners':
      return usableOwners(owners, pair).some((owner) => owner.id === id);
    case 'admins':
      return deciderIsAdmin;
  }
}

/** May this person mute who asked: whoever has denied the request. */
export const mayMute = (request: Request, person: UserId) =>
  request.status === 'denied' && request.decision.by === person;
