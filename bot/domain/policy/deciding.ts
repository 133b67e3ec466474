import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Request, Seat } from '../request.ts';
import { type Account, isAbsent, type Pair, type Sought, usable } from './accounts.ts';
import { type Bodies, type Deciders, filled, seatOf, seatsOf, usableOf } from './parties.ts';

export interface DecideFacts extends Omit<Bodies, 'owners'> {
  readonly decider: Sought;
  /** Unknown: the directory does not find the group. */
  readonly owners: readonly Account[] | 'unknown';
  /** Unknown: the directory does not find the admins' group. */
  readonly deciderIsAdmin: boolean | 'unknown';
}

/** As what somebody may decide, or the rule that forbids it. */
export type Deciding = { readonly as: Seat } | { readonly refused: Refusal };

/** Whose decision it is, and who is asked beside since it was escalated. */
type Decidable = Pair & Pick<Request, 'escalated'>;

/** May this person decide on this request, now? */
export function mayDecide(rule: Deciders, request: Decidable, facts: DecideFacts): Deciding {
  const { decider, owners } = facts;
  if (decider.id === request.requester) return { refused: 'self-approval' };
  if (decider.id === request.beneficiary) return { refused: 'beneficiary-approval' };
  if (isAbsent(decider)) return { refused: 'not-checkable' };
  if (!usable(decider)) return { refused: 'not-approver' };
  if (owners === 'unknown') return { refused: 'not-checkable' };
  const bodies = { ...facts, owners };
  const seats = seatsOf(rule, request, bodies) ?? [];
  const sits = seats.map((seat) => sitsOn(seat, request, bodies));
  const seat = seats[sits.indexOf(true)];
  if (seat !== undefined) return { as: seat };
  return { refused: sits.includes('unknown') ? 'not-checkable' : 'not-approver' };
}

type Read = DecideFacts & { readonly owners: readonly Account[] };

/** Is somebody on a seat today: of its body, or of those to whom the request was escalated? */
function sitsOn(seat: Seat, request: Decidable, facts: Read): boolean | 'unknown' {
  const own = isOf(seat, request, facts);
  const { escalated } = request;
  if (own === true || escalated === undefined) return own;
  const also = isOf(seatOf({ from: escalated, count: 1 }), request, facts);
  return also === true ? also : own === 'unknown' ? own : also;
}

function isOf(seat: Seat, pair: Pair, facts: Read): boolean | 'unknown' {
  if (seat.of === 'admins') return facts.deciderIsAdmin;
  const people = usableOf(seat, facts, pair);
  return people === 'unread' ? 'unknown' : people.some(({ id }) => id === facts.decider.id);
}

/** Has this person approved it already? A person counts once. */
export const hasApproved = ({ approvals }: Pick<Request, 'approvals'>, person: UserId): boolean =>
  approvals.some(({ by }) => by === person);

/** What becomes of an approval: how many are still missing, or why it cannot be said. */
export type Count = { readonly left: number } | { readonly refused: Refusal };

/** Approvals that are still missing when each of these people has approved; who may not decide any more does not count. */
export function countApprovals(rule: Deciders, request: Decidable, approvers: readonly DecideFacts[]): Count {
  const [first] = approvers;
  if (first === undefined || first.owners === 'unknown') return { refused: 'not-checkable' };
  const seats = seatsOf(rule, request, { ...first, owners: first.owners });
  if (seats === null) return { refused: 'no-approver' };
  const sitters = approvers.map((facts) => ({
    id: facts.decider.id,
    may: mayDecide(rule, request, facts),
    seats: seats.map((seat) =>
      facts.owners === 'unknown' ? 'unknown' : sitsOn(seat, request, { ...facts, owners: facts.owners }),
    ),
  }));
  // Nobody's approval is lost because the directory does not find somebody just now.
  if (sitters.some(({ may }) => 'refused' in may && may.refused === 'not-checkable'))
    return { refused: 'not-checkable' };
  const counting = sitters
    .filter(({ may }) => 'as' in may)
    .map(({ id, seats: on }) => ({ id, seats: on.flatMap((sits, n) => (sits === true ? [n] : [])) }));
  const missing = filled(
    seats.map(({ needed }) => needed),
    counting,
  );
  return { left: missing.reduce((sum, one) => sum + one, 0) };
}

/** May this person mute who asked: whoever has denied the request. */
export const mayMute = (request: Request, person: UserId) =>
  request.status === 'denied' && request.decision.by === person;
