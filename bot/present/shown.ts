import type { EndCause } from '../domain/grant.ts';
import type { At, GroupId, RequestId, UserId } from '../domain/ids.ts';
import type { PanelKind, Right } from '../domain/request.ts';

/** People, groups and what they did, as views show them. */

/** `deleted`: shown by the name that it had, and its id; `unknown`: by its id, since nobody says what it is called. */
type Lost = 'deleted' | 'unknown';

/** A person as shown: the address tells apart two people of one name. */
export interface Who {
  readonly id: UserId;
  readonly name: string;
  readonly address: string;
  readonly title: string | null;
  readonly department: string | null;
  /** Left out: it is in the directory. */
  readonly lost?: Lost;
}

export interface Where {
  readonly id: GroupId;
  readonly name: string;
  readonly address: string | null;
  /** Who is a member follows from a rule; left out: people are added by hand, or that is not known. */
  readonly dynamic?: boolean;
  readonly lost?: Lost;
}

/** A delegate as Exchange names it. */
export interface HolderShown {
  readonly name: string;
  readonly address: string | null;
}

/** Who did something about a request, as what, when, and what was written to it. */
export interface Step {
  /** Null: Behalf's clock. */
  readonly by: Who | null;
  /** Null: as the one who asked, or whom it is about. */
  readonly as: PanelKind | null;
  readonly at: At;
  readonly reason: string | null;
}

/** One row of the audit: a change of a right with all that led to it, or a request that came to nothing. */
export interface AuditShown {
  /** Sequence numbers of the record that names the row, and of the oldest one that is folded into it. */
  readonly seq: number;
  readonly oldest: number;
  readonly at: At;
  /** The event that it is called by. */
  readonly event: string;
  /** Whether a right was changed, or was about to be. */
  readonly changed: boolean;
  readonly request: RequestId;
  readonly right: Right;
  readonly group: Where;
  readonly person: Who;
  readonly asked: Step | null;
  readonly approved: Step | null;
  /** Who denied, withdrew or ended it. */
  readonly closed: (Step & { readonly how: 'denied' | 'withdrawn' | EndCause }) | null;
  /** Who was asked before and since, where a request was passed to others. */
  readonly passed: { readonly from: readonly Who[]; readonly to: readonly Who[] } | null;
  /** Names before and after, for changes in Exchange. */
  readonly before: readonly HolderShown[] | 'not-read' | null;
  readonly after: readonly HolderShown[] | 'not-read' | null;
  /** Further requests that went the same way, folded into this row: the latest first. */
  readonly folded: readonly { readonly request: RequestId; readonly askedAt: At | null }[];
}
