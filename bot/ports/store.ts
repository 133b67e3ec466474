import type { OwnPlace, Place } from '../domain/cursor.ts';
import type { Event } from '../domain/events.ts';
import type { At, GroupId, RequestId, UserId } from '../domain/ids.ts';
import type { AuditRecord, ChainedRecord } from '../domain/record.ts';
import type { Request, Right } from '../domain/request.ts';
import type { Address, Contact } from './messenger.ts';
import type { NewWork } from './work.ts';

/** Everything that changes together. One transaction: all of it, or nothing. */
export interface Change {
  /** The new states; each is written only if the stored revision is `expected` (0: must not exist yet). */
  readonly requests: readonly { readonly next: Request; readonly expected: number }[];
  /** In order; appended to the hash-chained audit. */
  readonly events: readonly Event[];
  readonly work: readonly NewWork[];
  /** The correlation of the turn that the work goes back to. */
  readonly cause?: string;
  /** The turn that caused it, so that the same activity sent again has no second effect. */
  readonly turn?: { readonly key: string; readonly requests: readonly RequestId[] };
  /**
   * Lost (`revision`) when this person would have more open requests than that, or would have asked for more since then:
   * several turns count at once.
   */
  readonly quota?: {
    readonly person: UserId;
    readonly most: number;
    readonly asked?: readonly { readonly since: At; readonly most: number }[];
  };
  /**
   * When the power fails it may be forgotten, with whatever soft was written after it: only for one piece of work that
   * looks once more at what is looked at anyway.
   */
  readonly soft?: true;
}

/** `revision`: somebody else was first. `open`: the requester has the same open already. `id`: the id is taken. `turn`: done before. */
export type Committed = { readonly committed: true } | { readonly conflict: 'revision' | 'open' | 'id' | 'turn' };

export type Query =
  | { readonly of: 'batch'; readonly batch: RequestId }
  /** What somebody asked for, after a place in it; newest first. What was only found in Exchange is not among it. */
  | { readonly of: 'requester'; readonly person: UserId; readonly after: OwnPlace | null; readonly limit: number }
  /** Pending or approved, for one person on one group; oldest first. At most one a requester and right. */
  | { readonly of: 'open'; readonly group: GroupId; readonly person: UserId }
  /** Denied, of one requester for one person, group and right; newest first. */
  | {
      readonly of: 'denied';
      readonly requester: UserId;
      readonly person: UserId;
      readonly group: GroupId;
      readonly right: Right;
      readonly limit: number;
    }
  /** With an active grant. At most one a pair and right. */
  | { readonly of: 'active'; readonly group?: GroupId; readonly person?: UserId; readonly limit: number }
  /** Pending on these groups, whoever was asked to decide; oldest first. */
  | { readonly of: 'pending'; readonly groups: readonly GroupId[]; readonly limit: number }
  /** What waits for one person, after a place in it; oldest first, batches together. */
  | (Waiting & { readonly of: 'waiting'; readonly after: Place | null; readonly limit: number })
  /** Pending and approved requests of one requester: for the quota. */
  | { readonly of: 'openBy'; readonly person: UserId; readonly limit: number }
  /** Waiting for a group or an account that is deleted or missing; which is looked at next comes first. */
  | { readonly of: 'away'; readonly limit: number }
  /** For the sweep: approved requests, grants that are ending, grants whose end is past; without work due by then. */
  | { readonly of: 'unattended'; readonly now: At; readonly by: At; readonly limit: number };

/** Pending on these groups, and with `admins` what the admins decide; but for what `apart` has asked or would get. */
export interface Waiting {
  readonly groups: readonly GroupId[];
  readonly admins: boolean;
  readonly apart: UserId;
}

/** Requests, their grants and what must be done about them. Throws `Fault` `store-unavailable` or `store-unreadable`. */
export interface Store {
  commit(change: Change): Promise<Committed>;
  /** In the order of `ids`; unknown ones are left out. */
  get(ids: readonly RequestId[]): Promise<readonly Request[]>;
  find(query: Query): Promise<readonly Request[]>;
  /** How many requests wait for one person, after a place in them. */
  countWaiting(waiting: Waiting, after: Place | null): Promise<number>;
  /** Groups with a request that waits, whether for owners or for admins. */
  waitingGroups(): Promise<readonly GroupId[]>;
  /** What an earlier delivery of this turn has made; null when it is new. */
  turn(key: string): Promise<readonly RequestId[] | null>;
  /** Forgets the turns from before then, and says how many: nobody sends those again. */
  forgetTurns(before: At): Promise<number>;
  /** Is the store able to write? For `/readyz`. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** What somebody wants to see the audit of; empty: everything. `before`: only what is older than this sequence number. */
export interface AuditOf {
  readonly group?: GroupId;
  readonly person?: UserId;
  readonly before?: number;
}

export type { AuditRecord, ChainedRecord } from '../domain/record.ts';

export interface Audit {
  /** Newest first, for the chat. */
  latest(of: AuditOf, limit: number): Promise<readonly AuditRecord[]>;
  /** The same, only of what changed a right or was about to: whatever came to nothing takes none of its places. */
  latestChanges(of: AuditOf, limit: number): Promise<readonly AuditRecord[]>;
  /** All that is recorded of these requests, but for delays; oldest first. */
  ofRequests(requests: readonly RequestId[]): Promise<readonly AuditRecord[]>;
  /** Oldest first, all of it, in pages behind the scenes; also what this release does not know. */
  all(): AsyncIterable<ChainedRecord>;
}

/** A card that stands in somebody's chat and must keep in step with its batch. */
export interface Copy {
  readonly batch: RequestId;
  readonly person: UserId;
  /** Which side of the request it shows. `holder`: news of one request, whose own id then stands for the batch. */
  readonly audience: 'asker' | 'approver' | 'holder';
  /** The requests that it shows: a card keeps to its lines, what comes later has a card of its own. */
  readonly lines: readonly RequestId[];
  readonly address: Address;
  readonly activity: string;
  /** Hash of what it shows now: nothing is sent when nothing changed. */
  readonly shows: string;
}

/** People's chats, the cards in them, and the question that each was last asked. */
export interface Chats {
  contact(person: UserId): Promise<Contact | null>;
  /** Insert or update; a null in `address`, `locale` or `zone` leaves what is stored. */
  saveContact(contact: Contact): Promise<void>;
  /** The chat is gone or stuck: forget its address. */
  dropAddress(person: UserId): Promise<void>;
  /** The service URL that Teams used last, in any chat. */
  lastServiceUrl(): Promise<string | null>;
  copies(batch: RequestId): Promise<readonly Copy[]>;
  saveCopy(copy: Copy): Promise<void>;
  /** The same for a card that was saved before: soft, since the worst is that it is edited once more. */
  markCopy(copy: Copy): Promise<void>;
  dropCopy(copy: Pick<Copy, 'address' | 'activity'>): Promise<void>;
  /** One open question a person: an opaque JSON value, replaced by the next. */
  question(person: UserId): Promise<{ readonly key: string; readonly value: unknown } | null>;
  saveQuestion(person: UserId, key: string, value: unknown): Promise<void>;
  dropQuestion(person: UserId): Promise<void>;
}
