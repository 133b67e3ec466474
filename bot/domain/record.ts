import type { Actor, Event, EventData, EventType, Stream } from './events.ts';
import type { At, GroupId, RequestId, UserId } from './ids.ts';
import type { Asked, Right } from './request.ts';

/** Version of the format of records and of their data. A change of either makes it grow, and adds an upcast to stored/. */
export const RECORD_VERSION = 1;

/** One line of the audit, whatever wrote it: exactly what is exported, and what the chain is made of. */
export interface ChainedRecord {
  readonly v: number;
  /** Counts from 1, without gaps. */
  readonly seq: number;
  readonly at: At;
  readonly stream: Stream;
  /** A code of `EventType`, or one of a newer release. */
  readonly event: string;
  /** What it is about: null for what its stream has not. */
  readonly request: RequestId | null;
  readonly right: Right | null;
  readonly group: GroupId | null;
  readonly person: UserId | null;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
  /** The hash of the record before. */
  readonly prev: string;
  readonly hash: string;
}

/** A record before it has its place in the chain. */
export type Entry = Omit<ChainedRecord, 'v' | 'seq' | 'prev' | 'hash'>;

/** The record of an event whose data have been read: `event` tells what `data` holds. All are about a request today. */
export type AuditRecord = {
  readonly [T in EventType]: Omit<ChainedRecord, 'stream' | 'event' | 'data' | keyof OfRequest> &
    OfRequest & { readonly event: T; readonly data: EventData<T> };
}[EventType];

interface OfRequest {
  readonly stream: `request:${RequestId}`;
  readonly request: RequestId;
  readonly right: Right;
  readonly group: GroupId;
  readonly person: UserId;
}

/** The entry of an event of a request. */
export function toEntry({ type, at, request, actor, ...data }: Event, { right, group, beneficiary }: Asked): Entry {
  return { at, stream: `request:${request}`, event: type, request, right, group, person: beneficiary, actor, data };
}
