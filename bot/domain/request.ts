import type { Ending, Grant } from './grant.ts';
import type { At, GroupId, RequestId, UserId } from './ids.ts';
import type { Stamp } from './stamp.ts';

export type { Stamp, WorkHours } from './stamp.ts';
export { WEEKDAYS } from './stamp.ts';

export const RIGHTS = ['sendAs', 'sendOnBehalf'] as const;
export type Right = (typeof RIGHTS)[number];

/** How long a right is wanted. The clock of `for` starts when the right is applied; `until` means the end of that day. */
export type Term =
  | { readonly kind: 'for'; readonly duration: string; readonly zone: string }
  | { readonly kind: 'until'; readonly date: string; readonly zone: string };

/** The group's owners, the admins, or a set of people of the policy file. The compiler finds each place that must know a further kind. */
export const PANEL_KINDS = ['owners', 'admins', 'set'] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];

/** A body of people of whom a number must approve. */
export interface Seat {
  readonly of: PanelKind;
  /** Name of the set. */
  readonly set?: string;
  /** Approvals needed; the built-in rule needs one. */
  readonly needed: number;
}
/** Those who are asked for a seat. */
export interface Panel extends Seat {
  readonly people: readonly UserId[];
  /** Those among them who are never notified: they decide when they look. */
  readonly quiet?: readonly UserId[];
}

/** What was asked. Never changes after `request.made`. */
export interface Asked {
  readonly id: RequestId;
  /** Requests of one sentence share a batch: the id of the first of them. */
  readonly batch: RequestId;
  readonly requester: UserId;
  readonly beneficiary: UserId;
  readonly group: GroupId;
  readonly right: Right;
  readonly term: Term | null;
  readonly reason: string | null;
  readonly askedAt: At;
  /** The rights that Exchange showed when it was asked; null when Exchange could not be read. */
  readonly held: readonly Right[] | null;
  readonly policy: Stamp;
}

export interface Approval {
  readonly by: UserId;
  readonly as: PanelKind;
  /** Name of the set of people, where it was decided as one of them. */
  readonly set?: string;
  readonly at: At;
}
/** The denial of a request; also how its cards name an approval, which has no reason. */
export interface Decision extends Approval {
  readonly reason: string | null;
}

/** Everybody who holds a right on a group, by the names that Exchange gives. */
export interface Delegates {
  readonly sendAs: readonly string[];
  readonly sendOnBehalf: readonly string[];
}

/** Somebody who has come to hold a right while Behalf was giving it to somebody else, and whom no request is about. */
export interface Stray {
  readonly right: Right;
  /** Entra object id; null where Exchange does not say whose the entry is. */
  readonly id: string | null;
  readonly name: string;
  readonly address: string | null;
  /** `behalf`: Exchange has taken this one for the person of the request, and Behalf takes it back. Else it is left. */
  readonly by: 'behalf' | 'others';
  /** Exchange has answered that it is taken away. */
  readonly gone: boolean;
}

/** Written before the first change in Exchange: what stood there, so that a crash cannot make us forget whose grant it is. */
export interface Applying {
  readonly at: At;
  readonly held: readonly Right[];
  readonly before: Delegates;
  /** Entra object ids of those among them who held the right that is asked for, where Exchange says them. */
  readonly ids?: readonly string[];
  /** Written before the other right is taken away: from then on it may be gone. */
  readonly replacing?: true;
  /** Written before anything is taken back because the request lost its ground: from then on it fails for this reason. */
  readonly undoing?: Failure;
}

/** The delegates as Exchange has shown them. What was not read is not the same as nobody. */
export type DelegatesRead = Delegates | 'not-read';

/** What makes a request wait, for moments or hours. `until`: the next try. */
export interface Pause {
  readonly why:
    | 'throttled'
    | 'busy'
    | 'unavailable'
    | 'refused'
    | 'blocked'
    | 'readback'
    | 'still-shown'
    | 'directory'
    /** The directory knows the group, Exchange does not. */
    | 'group-unknown'
    /** What was away is there again. */
    | 'returned';
  readonly until: At;
  /** Since when it has been for this reason, without another in between. */
  readonly since?: At;
  /** The entry of the group that is in the way of the change (`blocked`), as Exchange names it. */
  readonly entry?: string;
}

/** Exchange refuses the change. */
interface Refusing {
  readonly why: 'forbidden';
  /** `group`: of this group Behalf may change nothing; `app`: nor read anything; `change`: this one change. */
  readonly of: 'group' | 'app' | 'change';
  readonly since: At;
  /** The admins have been told of it. */
  readonly told: boolean;
  readonly until: At;
}

/** The group, or the account of `person`, is not in the directory: `deleted` can be restored, `missing` was not seen at all. */
export type Away =
  | { readonly why: 'deleted'; readonly person: UserId | null; readonly deletedAt: At; readonly until: At }
  | {
      readonly why: 'missing';
      readonly person: UserId | null;
      /** When it was deleted, where it was seen among the deleted before. */
      readonly deletedAt: At | null;
      readonly since: At;
      readonly until: At;
    };

/** What only people can end. Kept beside a passing delay, and until the matter is settled. */
export type Stuck = Refusing | Away;

/** Exchange (or the directory) makes us wait; shown on the cards. */
export type Delay = Pause | Stuck;

export const isStuck = (delay: Delay): delay is Stuck =>
  delay.why === 'forbidden' || delay.why === 'deleted' || delay.why === 'missing';

/** Why an approved request could not be applied, or lost its ground before that. */
export const failures = [
  'approver-lost-right',
  /** The company's policy asks for more approvals than it had. */
  'policy-changed',
  /** The company's policy wants an admin to apply it by hand. */
  'by-hand',
  'requester-gone',
  'beneficiary-gone',
  'beneficiary-guest',
  'beneficiary-not-member',
  'beneficiary-no-mailbox',
  'group-gone',
  /** The last day that was asked for is over. */
  'end-passed',
  'exchange-forbidden',
  'exchange-refused',
  /** Exchange took somebody else for the person of the request. */
  'exchange-mistook',
] as const;
export type Failure = (typeof failures)[number];

interface Base extends Asked {
  /** Number of events of this request: every write is conditional on it. */
  readonly revision: number;
  /** Who is asked to decide. Who may decide is read live; `request.passed` follows the difference. */
  readonly asked: readonly Panel[];
  /** Everybody who was asked before it was passed on, also those who still are. */
  readonly askedBefore: readonly UserId[];
  /** Every approval so far. Each is checked again before the right is applied. */
  readonly approvals: readonly Approval[];
  /** Revision at which what is decided on, or who is asked, has changed last: cards from then on show what stands. */
  readonly terms: number;
  /** Reminders that are behind it. */
  readonly reminded: number;
  /** To whom it was escalated: they are asked beside the others. */
  readonly escalated?: string;
  /** Who else has come to hold its right while it was applied. */
  readonly strays?: readonly Stray[];
}
export type Pending = Base & { readonly status: 'pending' };
export type Approved = Base & {
  readonly status: 'approved';
  readonly approvals: readonly [Approval, ...Approval[]];
  readonly applying: Applying | null;
  readonly delay: Delay | null;
  readonly stuck: Stuck | null;
  /** Somebody has stopped it on its way: what was done already is undone, then it is cancelled. */
  readonly stop: Ending | null;
};
export type Applied = Base & { readonly status: 'applied'; readonly grant: Grant };
export type Denied = Base & { readonly status: 'denied'; readonly decision: Decision };
export type Cancelled = Base & {
  readonly status: 'cancelled';
  readonly by: UserId;
  readonly reason: string | null;
  readonly closedAt: At;
};
/** Another request for the same right that was applied: nothing was left to decide. */
export interface Answered {
  readonly request: RequestId;
  /** When that one ends. */
  readonly endsAt: At | null;
}
export type Lapsed = Base & {
  readonly status: 'lapsed';
  readonly closedAt: At;
  /** Null: nobody decided in time. */
  readonly answered: Answered | null;
};
export type Failed = Base & {
  readonly status: 'failed';
  readonly why: Failure;
  readonly closedAt: At;
};
/** What was decided last, by whom; null: nobody has decided. */
export function decisionOf(request: Request): Decision | null {
  if (request.status === 'denied') return request.decision;
  const last = request.approvals.at(-1);
  return last === undefined ? null : { ...last, reason: null };
}

/** A request through its whole life; once applied it carries its grant. */
export type Request = Pending | Approved | Applied | Denied | Cancelled | Lapsed | Failed;
