import type { Place } from '../../bot/domain/cursor.ts';
import type { Event } from '../../bot/domain/events.ts';
import { type At, at, type GroupId, type RequestId, type UserId } from '../../bot/domain/ids.ts';
import type { Approved, Delegates, Pending, Request } from '../../bot/domain/request.ts';
import type { Clock } from '../../bot/ports/clock.ts';
import type { Log } from '../../bot/ports/log.ts';
import type { Change, Query } from '../../bot/ports/store.ts';
import type { NewWork } from '../../bot/ports/work.ts';
import { stamp } from '../support/build.ts';

/** Builders for the conformance suites: the least that is a valid request, change or piece of work. */

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

const guid = (kind: string, n: number) => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const person = (n: number) => guid('a', n) as UserId;
export const group = (n: number) => guid('b', n) as GroupId;
export const id = (n: number) => `K${String(n).padStart(3, '7')}` as RequestId;
export const start = Date.UTC(2026, 10, 22, 9);
export const minute = (n: number): At => at(new Date(start + n * 60_000));

/** A clock that stands still until it is turned. */
export function turnable(now = start): Clock & { turn(ms: number): void } {
  return {
    now: () => new Date(now),
    turn: (ms) => {
      now += ms;
    },
  };
}

export function pending(n: number, over: Partial<Pending> = {}): Pending {
  return {
    status: 'pending',
    revision: 1,
    id: id(n),
    batch: id(n),
    requester: person(1),
    beneficiary: person(n),
    group: group(1),
    right: 'sendAs',
    term: null,
    reason: null,
    askedAt: minute(n),
    held: [],
    policy: stamp,
    terms: 1,
    reminded: 0,
    asked: [{ of: 'owners', people: [person(90)], needed: 1 }],
    askedBefore: [],
    approvals: [],
    ...over,
  };
}

export function approved(n: number, over: Partial<Approved> = {}): Approved {
  const approval = { by: person(90), as: 'owners', at: minute(n + 1) } as const;
  return {
    ...pending(n),
    status: 'approved',
    revision: 2,
    approvals: [approval],
    applying: null,
    delay: null,
    stuck: null,
    stop: null,
    ...over,
  } as Approved;
}

const nobody: Delegates = { sendAs: [], sendOnBehalf: [] };

/** An applied request with an active grant; `endsAt` and `ending` as given. */
export function active(
  n: number,
  endsAt: At | null = null,
  ending: At | null = null,
  over: Partial<Pending> = {},
): Request {
  const { delay: _delay, stuck: _stuck, applying: _applying, stop: _stop, ...base } = approved(n);
  const times = { appliedAt: minute(n + 2), readBackAt: minute(n + 2), endsAt };
  const why = ending && ({ by: 'behalf', cause: 'expired', reason: null, at: ending } as const);
  const grant = {
    status: 'active',
    origin: 'granted',
    ...times,
    before: nobody,
    after: nobody,
    ending: why,
    delay: null,
    stuck: null,
  } as const;
  return { ...base, ...over, status: 'applied', revision: 3, grant };
}

export function made(request: Request): Event {
  const {
    revision: _,
    status: _status,
    asked: panels,
    askedBefore: _before,
    approvals: _approvals,
    terms: _terms,
    reminded: _reminded,
    ...asked
  } = pending(0, request as Pending);
  return { type: 'request.made', request: request.id, at: request.askedAt, actor: request.requester, asked, panels };
}

export function denied(request: Request, reason: string | null = null): Event {
  return {
    type: 'request.denied',
    request: request.id,
    at: minute(60),
    actor: person(90),
    by: person(90),
    as: 'owners',
    reason,
  };
}

/** A change that makes requests, with their events. */
export function making(...requests: Request[]): Change {
  return { requests: requests.map((next) => ({ next, expected: 0 })), events: requests.map(made), work: [] };
}

/** A change that replaces one request, with one event. */
export function changing(next: Request, expected: number, event: Event = denied(next)): Change {
  return { requests: [{ next, expected }], events: [event], work: [] };
}

export function work(name: string, over: Partial<NewWork> = {}): NewWork {
  const { lane = name } = over;
  const rank = lane.startsWith('pair:') ? 'apply' : 'waiting';
  const task = { kind: 'advance', request: id(1) } as const;
  return { id: name, lane, due: minute(0), task, requester: person(1), rank, ...over };
}

export const queueing = (...items: NewWork[]): Change => ({ requests: [], events: [], work: items });

export const place = ({ askedAt, batch, id }: Request): Place => ({ askedAt, batch, id });

const limit = 10;
/** One of each kind that a store must answer. */
export const everyQuery: readonly Query[] = [
  { of: 'away', limit: 5 },
  { of: 'batch', batch: id(1) },
  { of: 'requester', person: person(1), after: null, limit },
  { of: 'requester', person: person(1), after: place(pending(1)), limit },
  { of: 'open', group: group(1), person: person(1) },
  { of: 'denied', requester: person(1), person: person(1), group: group(1), right: 'sendAs', limit },
  { of: 'active', limit },
  { of: 'active', group: group(1), limit },
  { of: 'active', person: person(1), limit },
  { of: 'active', group: group(1), person: person(1), limit },
  { of: 'pending', groups: [group(1), group(2)], limit },
  { of: 'waiting', groups: [group(1), group(2)], admins: true, apart: person(1), after: null, limit },
  { of: 'waiting', groups: [group(1)], admins: false, apart: person(1), after: place(pending(1)), limit },
  { of: 'waiting', groups: [], admins: true, apart: person(1), after: null, limit },
  { of: 'openBy', person: person(1), limit },
  { of: 'unattended', now: minute(1), by: minute(2), limit },
];
