import type { AuditPlace } from '../domain/cursor.ts';
import type { EndCause, EndProof, Origin } from '../domain/grant.ts';
import type { At, RequestId } from '../domain/ids.ts';
import type { Action, Ruling } from '../domain/policy.ts';
import type { Delay, Failure, Right, Term } from '../domain/request.ts';
import type { Status } from '../domain/status.ts';
import type { Timer } from '../domain/timers.ts';
import type { Sentence } from './notice.ts';
import type { AuditShown, HolderShown, Where, Who } from './shown.ts';

export type { AuditShown, HolderShown, Step, Where, Who } from './shown.ts';

/** Whom a message is for: language, clock and zone of the reader. */
export interface Reader {
  readonly locale: 'en' | 'nl';
  /** IANA. */
  readonly zone: string;
  readonly now: At;
}

export type Button = Action | 'unmute';

/** One request as one line of a card; everything is already decided, the presenter only draws. */
export interface Line {
  readonly id: RequestId;
  readonly revision: number;
  readonly status: Status;
  readonly right: Right;
  readonly person: Who;
  readonly requester: Who;
  readonly group: Where;
  readonly term: Term | null;
  readonly reason: string | null;
  readonly askedAt: At;
  /** Names of those who may decide; empty once decided. */
  readonly waitingFor: readonly Who[];
  /** Who has approved it, and how many must in all. */
  readonly approvals: { readonly by: readonly Who[]; readonly needed: number };
  /** What comes while nobody decides, the earliest first. */
  readonly timers: readonly Timer[];
  /** Name of the company's rule that it was asked under; null: none. */
  readonly rule: string | null;
  /** True: the admins decide, because no owner can. */
  readonly byAdmins: boolean;
  /** None of those who may decide has got the question yet. */
  readonly unreached: boolean;
  readonly decision: { readonly by: Who; readonly at: At; readonly reason: string | null } | null;
  /** Rights held when it was asked; null: Exchange could not be read then. */
  readonly held: readonly Right[] | null;
  readonly delay: Delay | null;
  /** Whose account is deleted or missing, where that is why it waits. */
  readonly missed: Who | null;
  /** The admins know that Exchange refuses. */
  readonly adminsTold: boolean;
  readonly appliedAt: At | null;
  readonly readBackAt: At | null;
  readonly endsAt: At | null;
  readonly origin: Origin | null;
  readonly failure: Failure | null;
  readonly ended: {
    readonly at: At | null;
    readonly by: Who | null;
    readonly cause: EndCause;
    readonly reason: string | null;
    /** Null: it has not ended yet. */
    readonly proof: EndProof | null;
  } | null;
  /** Who has withdrawn it, or stopped it on its way to Exchange. */
  readonly cancelled: { readonly by: Who; readonly at: At; readonly reason: string | null } | null;
  /** Why it lapsed, where another request was applied instead; null: nobody decided in time, or it has not. */
  readonly answered: { readonly request: RequestId; readonly endsAt: At | null } | null;
  /** What else there is for the same person on the same group; for those who decide. */
  readonly beside: readonly Beside[];
  /** Until when this reader has muted the requester; left out: not. */
  readonly mutedUntil?: At;
  /** What this reader may do now; each becomes a button with the same verb typed as command. */
  readonly may: readonly Button[];
}

/** Another request for the person of a line, on its group. */
export interface Beside {
  readonly request: RequestId;
  readonly right: Right;
  readonly requester: Who;
  readonly status: Status;
  readonly endsAt: At | null;
}

/** What is known of a wish so far: fills the form, and the cards that ask for what is missing. */
export interface Draft {
  readonly right: Right | null;
  readonly people: readonly Who[];
  readonly groups: readonly Where[];
  readonly term: Term | null;
  readonly reason: string | null;
}

export type FormField = 'right' | 'people' | 'group' | 'until' | 'reason';
/** What is not right yet with a field of the form. */
export const formErrors = [
  'right-missing',
  'people-missing',
  'people-unknown',
  'group-missing',
  'group-unknown',
  'end-in-past',
  'end-unreadable',
  'too-many',
] as const;
export type FormError = (typeof formErrors)[number];

export interface DelegateShown extends HolderShown {
  readonly right: Right;
  /** Behalf's own record of it. */
  readonly request: RequestId | null;
  readonly endsAt: At | null;
  /** Both rights are set: the mail is sent as the group. */
  readonly overridden: boolean;
}

export const roles = ['member', 'owner', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Everything that Behalf can show. One presenter per view, in present/views/. */
export type View =
  /** The lines of one batch for one reader: the asker's status card, an approver's card, the holder's news. */
  | {
      readonly view: 'requests';
      readonly audience: 'asker' | 'approver' | 'holder';
      readonly lines: readonly Line[];
      /** A sentence above the lines: somebody else was first, or it could not be done. */
      readonly note: Sentence | null;
    }
  /** News to one person, once: applied (with how to use it), denied, failed, ended … */
  | {
      readonly view: 'news';
      readonly news: 'applied' | 'failed' | 'denied' | 'approved' | 'cancelled' | 'lapsed' | 'ended';
      readonly line: Line;
      /** Who holds the right, or would; who asked for a colleague; who decides. */
      readonly audience: 'asker' | 'approver' | 'holder';
    }
  /** Right left open: both From lines, what each means. `key` is the question's. */
  | { readonly view: 'which-right'; readonly key: string; readonly draft: Draft; readonly speaker: Who }
  /** Two or more match, or one that the words may not mean: a numbered choice. */
  | {
      readonly view: 'which';
      readonly what: 'person' | 'group';
      readonly key: string;
      readonly words: string;
      readonly candidates: readonly (Who | Where)[];
    }
  /** Which right to mirror, of a colleague's: multi-choice. */
  | {
      readonly view: 'same';
      readonly key: string;
      readonly from: Who;
      readonly to: Who;
      readonly rights: readonly { readonly right: Right; readonly group: Where }[];
      readonly readAt: At;
    }
  | {
      readonly view: 'form';
      readonly key: string;
      readonly draft: Draft;
      readonly errors: readonly { readonly field: FormField; readonly error: FormError }[];
      readonly note: Sentence | null;
      readonly near: readonly (Who | Where)[];
      /** Words that match nobody or nothing: they stay in their fields until they are changed. Left out: none. */
      readonly kept?: { readonly people: readonly string[]; readonly groups: readonly string[] };
      /** Groups of the one who asks, offered first; left out: none. */
      readonly own?: readonly Where[];
      /** Offered first among the people; left out: nobody. */
      readonly speaker?: Who;
    }
  | {
      readonly view: 'policy';
      readonly group: Where;
      /** One for both rights (null), or one each; `file`: where the rule stands, as `policy.yaml:12`. */
      readonly rulings: readonly {
        readonly right: Right | null;
        readonly ruling: Ruling;
        readonly file: string | null;
      }[];
      /** There is no policy file. */
      readonly builtIn: boolean;
    }
  | {
      readonly view: 'who';
      readonly group: Where;
      readonly right: Right | null;
      readonly readAt: At;
      readonly delegates: readonly DelegateShown[];
      /** Those who hold the right that was not asked about; left out: nobody, or both were asked about. */
      readonly others?: readonly HolderShown[];
    }
  /** `done` false: more is being read, the card will be completed. `unread`: groups that could not be read. */
  | {
      readonly view: 'what';
      readonly person: Who;
      readonly right: Right | null;
      readonly rights: readonly {
        readonly group: Where;
        readonly right: Right;
        readonly endsAt: At | null;
        readonly request: RequestId | null;
      }[];
      readonly covered: number;
      readonly unread: readonly Where[];
      readonly readAt: At;
      readonly done: boolean;
      /** Groups of the right that was not asked about; left out: none, or both were asked about. */
      readonly others?: readonly Where[];
      /** The reader is the person; left out: somebody else is. */
      readonly you?: boolean;
    }
  /** What waits beside the cards above: how many `more`, of how many in all, and where they begin. */
  | { readonly view: 'more'; readonly more: number; readonly total: number; readonly after: string }
  | { readonly view: 'mine'; readonly lines: readonly Line[]; readonly more: boolean }
  /** `about` null: everything. `left`: whether there is more than the rows, of either kind. `after`: where this page begins. */
  | {
      readonly view: 'audit';
      readonly about: Who | Where | null;
      readonly entries: readonly AuditShown[];
      readonly left: { readonly changes: boolean; readonly others: boolean };
      readonly after: AuditPlace | null;
    }
  /** All that is recorded of one request, newest first. */
  | { readonly view: 'story'; readonly request: RequestId; readonly entries: readonly AuditShown[] }
  | {
      readonly view: 'help';
      readonly roles: readonly Role[];
      readonly groups: { readonly member: readonly string[]; readonly owned: readonly string[] };
    }
  | { readonly view: 'welcome'; readonly name: string; readonly groups: readonly string[] }
  /** Several sentences in one message: what of a sentence could not be asked, line by line. */
  | { readonly view: 'notices'; readonly notices: readonly Sentence[] }
  | (Sentence & { readonly view: 'notice' });
