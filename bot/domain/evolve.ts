import type { Event } from './events.ts';
import type { ActiveGrant } from './grant.ts';
import {
  type Applied,
  type Applying,
  type Approved,
  type Delay,
  isStuck,
  type Request,
  type Stray,
  type Stuck,
} from './request.ts';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

/** An event that does not fit the state: the record is damaged, nothing may go on. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/** State and event → next state. Pure; throws HistoryError for a history that `decide` could not have written. */
export function evolve(state: Request | null, event: Event): Request {
  if (event.type === 'request.made') return { ...event.asked, status: 'pending', revision: 1 };
  if (event.type === 'right.found') return found(event);
  if (state === null) throw new HistoryError(`${event.type} without a request`);
  const next = step(state, event);
  if (next === null) throw new HistoryError(`${event.type} on a request that is ${state.status}`);
  return { ...next, revision: state.revision + 1 };
}

function step(state: Request, event: Exclude<Event, Of<'request.made'> | Of<'right.found'>>): Request | null {
  switch (state.status) {
    case 'pending':
      return pending(state, event);
    case 'approved':
      return approved(state, event);
    case 'applied':
      return applied(state, event);
    case 'denied':
    case 'cancelled':
    case 'lapsed':
    case 'failed':
      return null;
  }
}

function pending(state: Extract<Request, { status: 'pending' }>, event: Event): Request | null {
  switch (event.type) {
    case 'request.approved': {
      const decision = { by: event.by, as: event.as, at: event.at, reason: null };
      return { ...state, status: 'approved', decision, applying: null, delay: null, stuck: null, stop: null };
    }
    case 'request.denied':
      return {
        ...state,
        status: 'denied',
        decision: { by: event.by, as: event.as, at: event.at, reason: event.reason },
      };
    case 'request.cancelled':
      return {
        ...state,
        status: 'cancelled',
        by: event.by,
        reason: event.reason,
        closedAt: event.at,
        decision: null,
      };
    case 'request.lapsed':
      return { ...state, status: 'lapsed', closedAt: event.at, answered: event.answered };
    case 'request.failed':
      return { ...state, status: 'failed', decision: null, why: event.why, closedAt: event.at };
    default:
      return null;
  }
}

function applyingOf({ at, held, before, ids, replacing, undoing }: Of<'right.applying'>): Applying {
  return {
    ...{ at, held, before },
    ...(ids && { ids }),
    ...(replacing && { replacing }),
    ...(undoing && { undoing }),
  };
}

const isSame = (one: Stray, other: Stray) =>
  one.right === other.right && one.id === other.id && one.name === other.name;

/** What only people can end stays on record beside a passing delay. */
function delayed({ stuck }: { readonly stuck: Stuck | null }, delay: Delay) {
  if (isStuck(delay)) return { delay, stuck: delay };
  return { delay, stuck: delay.why === 'returned' ? null : stuck };
}

function approved(state: Approved, event: Event): Request | null {
  switch (event.type) {
    case 'right.applying':
      return { ...state, applying: applyingOf(event) };
    case 'right.delayed':
      return { ...state, ...delayed(state, event.delay) };
    case 'drift.found':
      return { ...state, strays: [...(state.strays ?? []), event.stray] };
    case 'drift.gone':
      return { ...state, strays: (state.strays ?? []).map((one) => (isSame(one, event.stray) ? event.stray : one)) };
    case 'right.ending':
      return state.stop === null ? { ...state, stop: event.ending } : null;
    case 'request.cancelled': {
      const { applying: _applying, delay: _delay, stuck: _stuck, stop: _stop, ...rest } = state;
      return { ...rest, status: 'cancelled', by: event.by, reason: event.reason, closedAt: event.at };
    }
    case 'request.failed': {
      const { applying: _applying, delay: _delay, stuck: _stuck, stop: _stop, ...rest } = state;
      return { ...rest, status: 'failed', why: event.why, closedAt: event.at };
    }
    case 'right.applied': {
      if (state.stop !== null) return null;
      const { applying: _applying, delay: _delay, stuck: _stuck, stop: _stop, ...rest } = state;
      const { origin, readBackAt, endsAt, before, after } = event;
      const grant: ActiveGrant = {
        status: 'active',
        origin,
        appliedAt: event.at,
        readBackAt,
        endsAt,
        before,
        after,
        ending: null,
        delay: null,
        stuck: null,
      };
      return { ...rest, status: 'applied', grant };
    }
    default:
      return null;
  }
}

function applied(state: Applied, event: Event): Request | null {
  const { grant } = state;
  if (grant.status === 'ended') return null;
  switch (event.type) {
    case 'right.delayed':
      return { ...state, grant: { ...grant, ...delayed(grant, event.delay) } };
    case 'right.ending':
      return { ...state, grant: { ...grant, ending: event.ending, delay: null, stuck: null } };
    case 'right.ended': {
      const { delay: _delay, stuck: _stuck, ...rest } = grant;
      const { ending, replacedBy, after, proof } = event;
      return { ...state, grant: { ...rest, status: 'ended', ending, endedAt: event.at, replacedBy, after, proof } };
    }
    default:
      return null;
  }
}

function found(event: Of<'right.found'>): Request {
  const { delegates, at } = event;
  const grant: ActiveGrant = {
    status: 'active',
    origin: 'found',
    appliedAt: at,
    readBackAt: at,
    endsAt: null,
    before: delegates,
    after: delegates,
    ending: null,
    delay: null,
    stuck: null,
  };
  return { ...event.asked, status: 'applied', revision: 1, decision: null, grant };
}
