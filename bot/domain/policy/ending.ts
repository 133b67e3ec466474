import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { PanelKind } from '../request.ts';
import { isAbsent, usable } from './accounts.ts';
import type { DecideFacts } from './deciding.ts';

/** Why a right ends by hand, and as what it is taken away; or the rule that forbids it. */
export type EndingByHand =
  | { readonly cause: 'given-back' }
  | { readonly cause: 'taken-away'; readonly as: PanelKind }
  | { readonly refused: Refusal };

/**
 * May this person end the right: its holder, a usable owner of the group, or an admin? An admin who owns the group too
 * does it as its owner.
 */
export function mayEnd(holder: UserId, facts: DecideFacts): EndingByHand {
  const { decider, owners, deciderIsAdmin } = facts;
  if (isAbsent(decider)) return { refused: 'not-checkable' };
  if (!usable(decider)) return { refused: 'not-allowed-to-end' };
  if (decider.id === holder) return { cause: 'given-back' };
  const listed = owners === 'unknown' ? undefined : owners.find(({ id }) => id === decider.id);
  if (deciderIsAdmin === true) return { cause: 'taken-away', as: listed === undefined ? 'admins' : 'owners' };
  if (owners === 'unknown') return { refused: 'not-checkable' };
  if (listed !== undefined && usable(listed)) return { cause: 'taken-away', as: 'owners' };
  return { refused: deciderIsAdmin === 'unknown' ? 'not-checkable' : 'not-allowed-to-end' };
}
