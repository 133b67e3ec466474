import type { Ending, Evidence, Origin } from './grant.ts';
import {
  type At,
  type GroupId,
  parseGroupId,
  parseRequestId,
  parseUserId,
  type RequestId,
  type UserId,
} from './ids.ts';
import type { Answered, Applying, Asked, Delay, Delegates, Failure, Panel, PanelKind, Stray } from './request.ts';

/** Who caused an event: a person, Behalf itself (for what the clock or Exchange causes), or the policy rule that decided. */
export type Actor = UserId | 'behalf' | `policy:${string}`;

/** An actor as it is stored; null for any other value. */
export function parseActor(value: unknown): Actor | null {
  if (value === 'behalf') return value;
  const [, rule] = typeof value === 'string' ? (/^policy:(.+)$/s.exec(value) ?? []) : [];
  if (rule !== undefined) return `policy:${rule}`;
  return exact(parseUserId, value);
}

/** What an event belongs to: the order of events within a stream is that of its history. */
export type Stream = `request:${RequestId}` | `group:${GroupId}` | `person:${UserId}` | 'system';

/** A stream as it is stored; null for any other value. */
export function parseStream(value: unknown): Stream | null {
  if (value === 'system') return value;
  const [, kind, id] = typeof value === 'string' ? (/^(request|group|person):(.+)$/s.exec(value) ?? []) : [];
  const [request, group, person] = [exact(parseRequestId, id), exact(parseGroupId, id), exact(parseUserId, id)];
  if (kind === 'request' && request !== null) return `request:${request}`;
  if (kind === 'group' && group !== null) return `group:${group}`;
  return kind === 'person' && person !== null ? `person:${person}` : null;
}

/** What is stored has been normalised already: another spelling is another value. */
function exact<Id extends string>(parse: (value: unknown) => Id | null, value: unknown): Id | null {
  const id = parse(value);
  return id === value ? id : null;
}

interface Base {
  readonly request: RequestId;
  readonly at: At;
  readonly actor: Actor;
  /** The `client-request-id`s of the calls of Exchange that it rests on; added when it is committed. */
  readonly exchange?: readonly string[];
}

/** As what somebody has decided. */
interface Sits {
  readonly as: PanelKind;
  /** Name of the set of people. */
  readonly set?: string;
}

/** What has happened. Written once, never changed: the audit is this list. The codes are part of the outside contract. */
export type Event =
  | (Base & { readonly type: 'request.made'; readonly asked: Asked; readonly panels: readonly Panel[] })
  /** Nobody who was asked can decide any more: others are asked in their place. */
  | (Base & {
      readonly type: 'request.passed';
      readonly from: readonly Panel[];
      readonly to: readonly Panel[];
      /** Approvals that the policy asks for by now: what was approved waits again. */
      readonly more?: number;
      /** These are asked beside the others from now on. */
      readonly escalated?: string;
    })
  /** These people were reminded; `count` reminders are behind it by now. */
  | (Base & { readonly type: 'request.reminded'; readonly people: readonly UserId[]; readonly count: number })
  /** `left`: approvals that are still missing; it is approved when there are none. */
  | (Base & { readonly type: 'request.approved'; readonly by: UserId; readonly left: number } & Sits)
  | (Base & {
      readonly type: 'request.denied';
      readonly by: UserId;
      readonly reason: string | null;
    } & Sits)
  | (Base & { readonly type: 'request.cancelled'; readonly by: UserId; readonly reason: string | null })
  | (Base & { readonly type: 'request.lapsed'; readonly answered: Answered | null })
  | (Base & { readonly type: 'request.failed'; readonly why: Failure })
  | (Base & { readonly type: 'right.applying' } & Omit<Applying, 'at'>)
  | (Base & { readonly type: 'right.delayed'; readonly delay: Delay })
  | (Base & {
      readonly type: 'right.applied';
      readonly origin: Origin;
      readonly readBackAt: At;
      readonly endsAt: At | null;
      readonly before: Delegates;
      readonly after: Delegates;
    })
  /** `panels`: the group's owners, whose matter it is; nobody was asked. */
  | (Base & {
      readonly type: 'right.found';
      readonly asked: Asked;
      readonly panels: readonly Panel[];
      readonly delegates: Delegates;
    })
  /** An entry that no request is about, and what has become of one that was Behalf's mistake. */
  | (Base & { readonly type: 'drift.found'; readonly stray: Stray })
  | (Base & { readonly type: 'drift.gone'; readonly stray: Stray })
  | (Base & { readonly type: 'right.ending'; readonly ending: Ending })
  | (Base &
      Evidence & { readonly type: 'right.ended'; readonly ending: Ending; readonly replacedBy: RequestId | null });

export type EventType = Event['type'];
/** Every code, in the order of a request's life; the compiler finds one that is missing here. */
export const EVENT_TYPES: readonly string[] = Object.keys({
  'request.made': true,
  'request.passed': true,
  'request.reminded': true,
  'request.approved': true,
  'request.denied': true,
  'request.cancelled': true,
  'request.lapsed': true,
  'request.failed': true,
  'right.applying': true,
  'right.delayed': true,
  'right.applied': true,
  'right.found': true,
  'right.ending': true,
  'right.ended': true,
  'drift.found': true,
  'drift.gone': true,
} satisfies Record<EventType, true>);
/** The events of one type. */
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
/** The fields of an event that no other column of its record holds. */
export type EventData<T extends EventType = EventType> = Omit<EventOf<T>, 'type' | 'request' | 'at' | 'actor'>;
