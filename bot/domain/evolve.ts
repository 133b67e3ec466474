import type { Event } from './events.ts';
import type { ActiveGrant } from './grant.ts';
import {
  type Applied,
  type Applying,
  type Approved,
  type Delay,
  isStuck,
  type Pending,
  type Request,
  type Stray,
  type Stuck,
} from './request.ts';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;
/** What can happen to a request that is there; the other events begin one. */
type Happening = Exclude<Event, Of<'request.made'> | Of<'right.found'>>;

/** An event that does not fit the state: the record is damaged, nothing may go on. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/**
 * State and event → next state. Pure; throws HistoryError for a history that `decide` could not have written. Each switch
 * names every event, so that a new one does not compile before each status has an answer to it.
 */
export function evolve(state: Request | null, event: Event): Request {
  if (event.type === 'request.made') return { ...begun(event), status: 'pending' };
  if (event.type === 'right.found') return { ...begun(event), status: 'applied', grant: found(event) };
  if (state === null) throw new HistoryError(`${event.type} without a request`);
  const next = step(state, event);
  if (next === null) throw new HistoryError(`${event.type} on a request that is ${state.status}`);
  return { ...next, revision: state.revision + 1 };
}

const begun = ({ asked, panels }: Of<'request.made'> | Of<'right.found'>) =>
  ({ ...asked, revision: 1, asked: panels, askedBefore: [], approvals: [], terms: 1, reminded: 0 }) as const;

/** Null: the event does not fit. */
function step(state: Request, event: Happening): Request | null {
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

function pending(state: Pending, event: Happening): Request | null {
  const { at } = event;
  switch (event.type) {
    case 'request.approved': {
      const approval = { by: event.by, ...sits(event), at };
      const [first = approval, ...others] = [...state.approvals, approval];
      const approvals = [first, ...others] as const;
      if (event.left > 0) return { ...state, approvals };
      return { ...state, status: 'approved', approvals, ...onItsWay };
    }
    case 'request.denied':
      return { ...state, status: 'denied', decision: { by: event.by, ...sits(event), at, reason: event.reason } };
    case 'request.passed':
      return passed(state, event);
    case 'request.reminded':
      return { ...state, reminded: event.count };
    case 'request.cancelled':
      return { ...state, status: 'cancelled', by: event.by, reason: event.reason, closedAt: at };
    case 'request.lapsed':
      return { ...state, status: 'lapsed', closedAt: at, answered: event.answered };
    case 'request.failed':
      return { ...state, status: 'failed', why: event.why, closedAt: at };
    case 'right.applying':
    case 'right.delayed':
    case 'right.applied':
    case 'drift.found':
    case 'drift.gone':
    case 'right.ending':
    case 'right.ended':
      return null;
  }
}

const onItsWay = { applying: null, delay: null, stuck: null, stop: null } as const;

const sits = ({ as, set }: Of<'request.approved'> | Of<'request.denied'>) => ({
  as,
  ...(set !== undefined && { set }),
});

/** Whoever was asked and is not any more stays in the history. */
const passed = <T extends Request>(state: T, { from, to, escalated }: Of<'request.passed'>): T => {
  const before = [...state.askedBefore, ...from.flatMap(({ people }) => people)];
  const more = escalated === undefined ? {} : { escalated };
  return { ...state, asked: to, askedBefore: [...new Set(before)], terms: state.revision + 1, ...more };
};

function approved(state: Approved, event: Happening): Request | null {
  switch (event.type) {
    case 'right.applying':
      return { ...state, applying: applyingOf(event) };
    case 'request.passed':
      return event.more === undefined ? passed(state, event) : waitsAgain(state, event);
    case 'right.delayed':
      return { ...state, ...delayed(state, event.delay) };
    case 'drift.found':
      return { ...state, strays: [...(state.strays ?? []), event.stray] };
    case 'drift.gone':
      return { ...state, strays: (state.strays ?? []).map((one) => (isSame(one, event.stray) ? event.stray : one)) };
    case 'right.ending':
      return state.stop === null ? { ...state, stop: event.ending } : null;
    case 'request.cancelled':
      return { ...settled(state), status: 'cancelled', by: event.by, reason: event.reason, closedAt: event.at };
    case 'request.failed':
      return { ...settled(state), status: 'failed', why: event.why, closedAt: event.at };
    case 'right.applied':
      return state.stop === null ? { ...settled(state), status: 'applied', grant: granted(event) } : null;
    case 'request.approved':
    case 'request.denied':
    case 'request.reminded':
    case 'request.lapsed':
    case 'right.ended':
      return null;
  }
}

/** Nothing of it was begun in Exchange: it waits for the approvals that are missing. */
function waitsAgain(state: Approved, event: Of<'request.passed'>): Pending | null {
  const waiting: Pending = { ...settled(state), status: 'pending' };
  return state.applying === null ? passed(waiting, event) : null;
}

/** Without what only matters on the way to Exchange. */
function settled({ applying: _applying, delay: _delay, stuck: _stuck, stop: _stop, ...rest }: Approved) {
  return rest;
}

function applied(state: Applied, event: Happening): Request | null {
  const { grant } = state;
  if (grant.status === 'ended') return null;
  switch (event.type) {
    case 'request.passed':
      return passed(state, event);
    case 'right.delayed':
      return { ...state, grant: { ...grant, ...delayed(grant, event.delay) } };
    case 'right.ending':
      return { ...state, grant: { ...grant, ending: event.ending, delay: null, stuck: null } };
    case 'right.ended': {
      const { delay: _delay, stuck: _stuck, ...rest } = grant;
      const { ending, replacedBy, after, proof } = event;
      return { ...state, grant: { ...rest, status: 'ended', ending, endedAt: event.at, replacedBy, after, proof } };
    }
    case 'request.approved':
    case 'request.denied':
    case 'request.reminded':
    case 'request.cancelled':
    case 'request.lapsed':
    case 'request.failed':
    case 'right.applying':
    case 'right.applied':
    case 'drift.found':
    case 'drift.gone':
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

const fresh = { status: 'active', ending: null, delay: null, stuck: null } as const;

const granted = ({ at, origin, readBackAt, endsAt, before, after }: Of<'right.applied'>): ActiveGrant => ({
  ...{ ...fresh, origin, appliedAt: at, readBackAt, endsAt, before, after },
});

const found = ({ at, delegates }: Of<'right.found'>): ActiveGrant => ({
  ...{ ...fresh, origin: 'found', appliedAt: at, readBackAt: at, endsAt: null, before: delegates, after: delegates },
});
