import type { UserId } from '../ids.ts';
import type { Failure, Request } from '../request.ts';
import { isAbsent, type Sought } from './accounts.ts';
import { countApprovals, type DecideFacts, mayDecide } from './deciding.ts';
import { decidersOf } from './panels.ts';
import type { Ruling } from './rules/ruling.ts';

/** What a request stands on: read live at the click and again before applying. */
export interface Ground {
  readonly requester: Sought;
  readonly beneficiary: Sought;
  readonly beneficiaryIsMember: boolean;
  /** What the company's policy says of the right on the group today. */
  readonly ruling: Ruling;
  /** `other-kind`: it is no Microsoft 365 group any more. */
  readonly group: 'stands' | 'deleted' | 'other-kind' | 'absent';
}

/** Is one of the accounts there, but unknown whether it may be used? Then nothing is approved or applied, nor lost. */
export const isUnclear = ({ requester, beneficiary }: Ground, decider?: Sought) =>
  [requester, beneficiary, decider].some((one) => one !== undefined && 'enabled' in one && one.enabled === null);

const isGone = (account: Sought) => ('enabled' in account ? account.enabled === false : account.unseen === 'deleted');

/** Has the request lost its ground? The failure, or null. What is absent is no loss: see `absentOf`. */
export function lostGround(ground: Ground): Failure | null {
  const { requester, beneficiary, group } = ground;
  const gone = lostGroup(ground);
  if (gone !== null) return gone;
  if (isGone(requester) || ('guest' in requester && requester.guest)) return 'requester-gone';
  if (isGone(beneficiary)) return 'beneficiary-gone';
  if (!('guest' in beneficiary)) return null;
  if (beneficiary.guest) return 'beneficiary-guest';
  return group === 'stands' && ground.ruling.values.membersOnly && !ground.beneficiaryIsMember
    ? 'beneficiary-not-member'
    : null;
}

export const lostGroup = ({ group }: Ground): 'group-gone' | null =>
  group === 'deleted' || group === 'other-kind' ? 'group-gone' : null;

/** What the directory does not find just now, so that nothing can be decided: the group, or whose account. Null: nothing. */
export function absentOf({ group, requester, beneficiary }: Ground): 'group' | UserId | null {
  if (group === 'absent') return 'group';
  return [requester, beneficiary].find(isAbsent)?.id ?? null;
}

/** What is in the way: it is absent and must be waited for, or the company's policy asks for more approvals by now. */
export type Obstacle = { readonly absent: 'group' | UserId } | { readonly more: number };

/**
 * May what was approved still be applied? Everything may have changed since the click. Gives the failure, what is in the
 * way, or null.
 */
export function mayApply(
  request: Pick<Request, 'requester' | 'beneficiary' | 'escalated' | 'policy'>,
  ground: Ground,
  approvers: readonly DecideFacts[],
): Failure | Obstacle | null {
  const lost = lostGround(ground);
  if (lost !== null) return lost;
  if (ground.ruling.values.apply === 'handoff') return 'by-hand';
  const absent = absentOf(ground);
  if (absent !== null) return { absent };
  if (approvers.length === 0) return 'approver-lost-right';
  const rule = decidersOf(request, ground.ruling);
  const refused = approvers.flatMap((approver) => {
    const may = mayDecide(rule, request, approver);
    return 'refused' in may ? [{ approver, why: may.refused }] : [];
  });
  if (refused.some(({ why }) => why !== 'not-checkable')) return 'approver-lost-right';
  const unseen = refused[0]?.approver;
  if (unseen !== undefined) return { absent: unseen.owners === 'unknown' ? 'group' : unseen.decider.id };
  const count = countApprovals(rule, request, approvers);
  return 'left' in count && count.left > 0 ? { more: count.left } : null;
}
