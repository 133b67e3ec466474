import { type Accepted, accept, type Decided, inOrder, telling } from './accept.ts';
import type { At, UserId } from './ids.ts';
import { isOver } from './next-due.ts';
import {
  absentOf,
  countApprovals,
  type DecideFacts,
  type Deciders,
  decidersOf,
  type Ground,
  hasApproved,
  isAsked,
  isUnclear,
  lostGround,
  lostGroup,
  mayDecide,
  panelsLeft,
  panelsNow,
  panelsToday,
  type Today,
  toRemind,
} from './policy.ts';
import type { Approved, Failure, Pending, Request, Seat } from './request.ts';
import { isOver as isPast } from './term.ts';
import { remindersBy } from './timers.ts';

/** Decisions on a request, and who is asked for them. */

/**
 * Approve a pending request: it is approved when nobody is missing any more. One that has lost its ground fails instead,
 * with the reason. `earlier` are those who have approved it before, as they are now.
 */
export function approve(
  state: Request,
  facts: DecideFacts,
  ground: Ground,
  now: At,
  earlier: readonly DecideFacts[] = [],
): Decided {
  if (state.status !== 'pending') return { refused: 'already-decided' };
  const rule = decidersOf(state, ground.ruling);
  const may = mayDecide(rule, state, facts);
  const lost = lostGround(ground);
  // Of a group that is gone nobody is an owner any more: whoever was asked to decide may hear that.
  const asked = lost === 'group-gone' && isAsked(state, facts.decider.id);
  if (lost !== null && ('as' in may || asked)) return fail(state, lost, now);
  if ('refused' in may) return may;
  if (absentOf(ground) !== null) return { refused: 'not-checkable' };
  if (isUnclear(ground)) return { refused: 'account-unclear' };
  if (isPast(state.term, now)) return fail(state, 'end-passed', now);
  const by = facts.decider.id;
  if (hasApproved(state, by)) return { refused: 'already-approved' };
  const count = countApprovals(rule, state, [...earlier, facts]);
  if ('refused' in count) return count;
  const { left } = count;
  return accept(state, { type: 'request.approved', request: state.id, at: now, actor: by, by, ...sits(may.as), left });
}

const sits = ({ of, set }: Seat) => ({ as: of, ...(set !== undefined && { set }) });

/** Deny a pending request. Of a group that is gone it fails, like an approval. */
export function deny(state: Request, facts: DecideFacts, ground: Ground, reason: string | null, now: At): Decided {
  if (state.status !== 'pending') return { refused: 'already-decided' };
  const may = mayDecide(decidersOf(state, ground.ruling), state, facts);
  const gone = lostGroup(ground);
  if (gone !== null && isAsked(state, facts.decider.id)) return fail(state, gone, now);
  if ('refused' in may) return may;
  const by = facts.decider.id;
  return accept(state, { type: 'request.denied', request: state.id, at: now, actor: by, by, ...sits(may.as), reason });
}

/** Who could be asked today, and by which rule. */
export interface Asks extends Today {
  readonly rule: Deciders;
}

/**
 * Who is asked follows the owners: new ones are asked while it waits, and who has left is not asked any more. Null: nothing
 * has changed, or nothing is left to follow.
 */
export function passOn(state: Request, today: Asks | null, now: At): Accepted | null {
  if (today === null) return null;
  const { rule } = today;
  const left = () => (isOver(state) ? null : panelsLeft(rule, state, today));
  const to = state.status === 'pending' ? panelsToday(rule, state, today) : left();
  if (to === null) return null;
  return accept(state, { type: 'request.passed', request: state.id, at: now, actor: 'behalf', from: state.asked, to });
}

/** Decides on a request, and records in the same step who is asked today; null: that was not read. A refusal changes nothing. */
export function deciding(state: Request, today: Asks | null, now: At, decide: (state: Request) => Decided): Decided {
  const passed = passOn(state, today, now);
  if (passed === null) return decide(state);
  const decided = decide(passed.requests[0]?.next ?? state);
  return 'refused' in decided ? decided : inOrder(passed, decided);
}

/** What was approved waits again: by now the company's policy asks for so many approvals more. Null: it is begun already. */
export function waitAgain(state: Approved, more: number, today: Asks, now: At): Accepted | null {
  if (state.applying !== null || state.stop !== null) return null;
  const to = panelsNow(today.rule, state, today);
  const event = { type: 'request.passed', request: state.id, at: now, actor: 'behalf' } as const;
  return accept(state, { ...event, from: state.asked, to, more });
}

/** Reminds those whose answer is missing. */
export function remind(state: Pending, now: At): Accepted {
  const people = toRemind(state);
  const count = remindersBy(state, now);
  return accept(state, { type: 'request.reminded', request: state.id, at: now, actor: 'behalf', people, count });
}

/** More people are asked beside the others, who may still decide. */
export function escalate(state: Pending, to: string, today: Asks, now: At): Accepted {
  const panels = panelsNow(today.rule, { ...state, escalated: to }, today);
  const event = { type: 'request.passed', request: state.id, at: now, actor: 'behalf' } as const;
  return accept(state, { ...event, from: state.asked, to: panels, escalated: to });
}

/** An approved request loses its ground, or Exchange will not have it: then these admins are told. */
export function fail(state: Pending | Approved, why: Failure, now: At, admins: readonly UserId[] = []): Accepted {
  const failed = accept(state, { type: 'request.failed', request: state.id, at: now, actor: 'behalf', why });
  return telling(failed, admins, now);
}
