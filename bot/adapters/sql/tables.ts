import type { Generated, Insertable } from 'kysely';
import type { GroupId } from '../../domain/ids.ts';
import { nextDue } from '../../domain/next-due.ts';
import { waitsForAdmins } from '../../domain/policy.ts';
import type { ChainedRecord } from '../../domain/record.ts';
import type { Request } from '../../domain/request.ts';
import { writeRequest } from '../../domain/stored/request.ts';
import { waiting } from '../../domain/waiting.ts';

/** The tables, the same on both engines. Instants are ISO text, JSON is text, yes and no are 1 and 0. */
export interface Tables {
  /** `mode` and `tenant` (the stamp), `service-url` (the one that Teams used last). */
  meta: { key: string; value: string };
  requests: RequestRow;
  /** The one row that every commit takes first: the end of the audit's chain. */
  chain: { id: number; seq: number; hash: string };
  audit: AuditRow;
  /** What earlier deliveries have made; `at`: since when. */
  turns: { key: string; requests: string; at: string };
  askings: { person: string; request: string };
  deliveries: { key: string; answer: string; at: string };
  contacts: ContactRow;
  copies: CopyRow;
  mutes: { person: string; requester: string; until: string };
  questions: { person: string; key: string; value: string };
  work: WorkRow;
}

/** A request: the whole of it in `doc`, and beside it what is searched for. */
export interface RequestRow {
  id: string;
  revision: number;
  status: string;
  batch: string;
  requester: string;
  beneficiary: string;
  group_id: string;
  right: string;
  deciders: string;
  asked_at: string;
  /** 1: somebody asked for it; 0: it was only found in Exchange. */
  asked: number;
  /** 1 while a grant is active. */
  granted: number;
  /** Since when, or from when on, the sweep must look at it; null: never. */
  due_at: string | null;
  /** 1 while it waits for a group or an account that is deleted or missing. */
  away: Generated<number>;
  doc: string;
}

/** A record of the audit, with its data as JSON. */
export type AuditRow = { -readonly [C in Exclude<keyof ChainedRecord, 'data' | 'group'>]: ChainedRecord[C] } & {
  group_id: GroupId | null;
  data: string;
};

export interface ContactRow {
  person: string;
  name: string;
  service_url: string | null;
  conversation: string | null;
  locale: string | null;
  zone: string | null;
  welcomed: number;
}

export interface CopyRow {
  conversation: string;
  activity: string;
  service_url: string;
  batch: string;
  person: string;
  audience: string;
  /** Ids with spaces between them. */
  lines: string;
  shows: string;
}

export interface WorkRow {
  /** Order of enqueueing, for work that is due at the same instant. */
  seq: Generated<number>;
  id: string;
  lane: string;
  due: string;
  /** Its place among all that is due (turns.ts); null: not due yet, or not placed yet. */
  turn: number | null;
  requester: string;
  /** A number for `Rank` (turns.ts). */
  rank: number;
  task: string;
  /** The correlation of the turn that it goes back to. */
  cause: string | null;
  /** Grows when the same work is enqueued again, so that what was enqueued while it ran is not lost. */
  version: Generated<number>;
  /** Tries so far, and of those the last ones that failed in a row. */
  tries: Generated<number>;
  failures: Generated<number>;
}

/** Request → its row. */
export const toRow = (request: Request): Insertable<RequestRow> => ({ ...toLasting(request), ...toChanging(request) });

/** The columns that stay as they are from the first event on. */
export function toLasting(request: Request) {
  return {
    id: request.id,
    batch: request.batch,
    requester: request.requester,
    beneficiary: request.beneficiary,
    group_id: request.group,
    right: request.right,
    asked_at: request.askedAt,
    asked: wasAskedFor(request) ? 1 : 0,
  };
}

/** The others. An update names no more than these: SQLite writes each index again that holds a column of the update. */
export function toChanging(request: Request) {
  return {
    revision: request.revision,
    status: request.status,
    deciders: waitsForAdmins(request) ? 'admins' : 'owners',
    granted: request.status === 'applied' && request.grant.status === 'active' ? 1 : 0,
    due_at: nextDue(request)?.at ?? null,
    away: isAway(request) ? 1 : 0,
    doc: writeRequest(request),
  };
}

/** What was found in Exchange and taken away was never asked for. */
const wasAskedFor = (request: Request): boolean =>
  request.status !== 'applied' || request.grant.origin !== 'found' || request.approvals.length > 0;

function isAway(request: Request): boolean {
  const { stuck } = waiting(request);
  return stuck !== null && stuck.why !== 'forbidden';
}
