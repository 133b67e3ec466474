import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import { isAbsent, usable } from './accounts.ts';
import type { DecideFacts } from './deciding.ts';

/** May this person end the right: its holder, a usable owner of the group, or an admin. Gives the cause, or the rule. */
export function mayEnd(holder: UserId, facts: DecideFacts): 'given-back' | 'taken-away' | Refusal {
  const { decider, owners, deciderIsAdmin } = facts;
  if (isAbsent(decider)) return 'not-checkable';
  if (!usable(decider)) return 'not-allowed-to-end';
  if (decider.id === holder) return 'given-back';
  if (deciderIsAdmin === true) return 'taken-away';
  if (owners === 'unknown') return 'not-checkable';
  if (owners.some((one) => one.id === decider.id && usable(one))) return 'taken-away';
  return deciderIsAdmin === 'unknown' ? 'not-checkable' : 'not-allowed-to-end';
}
