import type { Event, EventOf } from './events.ts';
import type { At, RequestId, UserId } from './ids.ts';
import { type DueWork, isOver, nextDue } from './next-due.ts';
import { askedPeople, isParty, noticedPeople, passedBetween, toldOf } from './policy.ts';
import type { Request } from './request.ts';
import {
  type Audience,
  type News,
  type NewWork,
  type Rank,
  type Recurring,
  recurringKinds,
  type Task,
} from './work.ts';

/** The turn that asks shows the card itself; only if that was lost does this send it. */
const ownCardAfterMs = 10_000;

/** So many of a group's owners are asked at once, and the next ones later while nobody has decided: most have fewer. */
export const askedAtOnce = 5;
const nextAskedAfterMs = 60 * 60_000;

/** Cards are forgotten so long (ms) after the last request of their batch was closed. */
const cardsKeptMs = 30 * 24 * 60 * 60_000;

/** What must be done because of an event, on the state after it. Pure. */
export function followUp(state: Request, event: Event): readonly NewWork[] {
  const now = ofEvent(state, event);
  return isOver(state) && event.type !== 'right.found' ? [...now, forget(state, later(event.at, cardsKeptMs))] : now;
}

function ofEvent(state: Request, event: Event): readonly NewWork[] {
  const { at } = event;
  const told = toldOf(state, event);
  switch (event.type) {
    case 'request.made':
      return [
        ...questions(state, at, noticedPeople(state)),
        ...advance(state),
        card(state, state.requester, 'asker', later(at, ownCardAfterMs)),
      ];
    case 'request.passed':
      return passed(state, event);
    case 'request.approved':
      return [...advance(state, state.status === 'approved' ? at : null), ...cards(state, at)];
    case 'request.reminded':
      return [...advance(state), ...cards(state, at), ...tell(state, 'waiting', at, told)];
    case 'request.denied':
      return [...cards(state, at), ...tell(state, 'denied', at, told)];
    case 'request.failed':
      return [...cards(state, at), ...tell(state, 'failed', at, told)];
    case 'right.applied':
      return [...advance(state), ...cards(state, at), ...tell(state, 'applied', at, told)];
    case 'right.ending':
      // The clock's end goes on at once, and the cards show what comes of it: applied until then, or delayed.
      return event.ending.cause === 'expired' ? [] : [...advance(state, at), ...cards(state, at)];
    case 'right.ended':
      return [...cards(state, at), ...tell(state, 'ended', at, told)];
    case 'request.cancelled':
      return [...cards(state, at), ...tell(state, 'cancelled', at, told)];
    case 'request.lapsed':
      return [...cards(state, at), ...tell(state, 'lapsed', at, told)];
    case 'right.delayed':
      return cards(state, at);
    case 'right.applying':
    case 'right.found':
    case 'drift.found':
    case 'drift.gone':
      return [];
  }
}

/** New people get the question; whoever was asked before sees who is asked now, or that others decide. */
function passed(state: Request, { at, from, to }: EventOf<'request.passed'>): readonly NewWork[] {
  const { before, came } = passedBetween(from, to);
  const edited = edits(state, at, before);
  if (state.status !== 'pending') return edited;
  const noticed = noticedPeople(state);
  const asked = questions(
    state,
    at,
    came.filter((person) => noticed.includes(person)),
  );
  return [...advance(state), ...asked, ...edited, card(state, state.requester, 'asker', at)];
}

const later = (at: At, ms: number) => new Date(Date.parse(at) + ms).toISOString() as At;
const pair = (state: Request) => `pair:${state.group}:${state.beneficiary}`;

/** The one piece of work that a request has moves with it: to the time that somebody has asked for, else to its own. */
function advance(state: Request, at: At | null = null): readonly NewWork[] {
  const due = nextDue(state);
  return due === null ? [] : [{ ...advancing(state, due.why, at ?? due.at), meets: 'moved' }];
}

/** The same at once, whatever has become of the work that was queued; none where nothing is due. */
export function advanceNow(state: Request, now: At): readonly NewWork[] {
  const due = nextDue(state);
  return due === null ? [] : [advancing(state, due.why, now)];
}

function advancing(state: Request, why: DueWork, due: At): NewWork {
  const { id: request, requester } = state;
  // One that was stopped takes away what it has begun.
  const stopped = state.status === 'approved' && state.stop !== null;
  const rank = stopped ? 'end' : rankOf[why];
  return { task: { kind: 'advance', request }, requester, rank, id: `advance:${request}`, lane: pair(state), due };
}

const rankOf: Readonly<Record<DueWork, Rank>> = {
  ...{ apply: 'apply', expire: 'end', end: 'end' },
  ...{ remind: 'rest', escalate: 'rest', lapse: 'rest' },
};

function forget({ batch, requester }: Request, due: At): NewWork {
  const task = { kind: 'forget', batch } as const;
  return { task, requester, rank: 'rest', id: `forget:${batch}`, lane: `forget:${batch}`, due, meets: 'moved' };
}

/** Time (ms) between two runs of what comes again. */
const recurEveryMs: Readonly<Record<Recurring, number>> = {
  sweep: 60_000,
  'hand-over': 60_000,
  returns: 5 * 60_000,
  tidy: 24 * 60 * 60_000,
};

/** When a recurring task is due again. */
export const nextRun = (kind: Recurring, now: At): At => later(now, recurEveryMs[kind]);

/** The rows of what comes again: none is lost, and none is due later than its next run from now. */
export const recurring = (now: At, first: 'now' | 'next'): readonly NewWork[] =>
  recurringKinds.map((kind) => ({
    ...{ task: { kind }, requester: 'behalf', rank: 'rest', id: kind, lane: kind, meets: 'kept' },
    due: first === 'now' ? now : nextRun(kind, now),
  }));

function card(state: Request, person: UserId, audience: Audience, due: At, rank: Rank = 'waiting') {
  const { batch, id, revision, requester } = state;
  const key = `card:${batch}:${person}:${audience}:${id}.${revision}`;
  const task = { kind: 'card', batch, person, audience } as const;
  return { task, requester, rank, id: key, lane: `chat:${person}`, due };
}

/**
 * A look at one card that was just put into a chat: what happened while it was on its way is not on it yet. Idle when
 * nothing did. `requester` is whose doing it is.
 */
export function lookAgain(
  { batch, person, audience, onlyEdits }: Omit<Extract<Task, { kind: 'card' }>, 'kind'>,
  activity: string,
  requester: UserId,
  due: At,
): NewWork {
  const id = `card:${batch}:${person}:${audience}:${activity}`;
  const task = { kind: 'card', batch, person, audience, ...(onlyEdits && { onlyEdits }) } as const;
  return { task, requester, rank: 'rest', id, lane: `chat:${person}`, due };
}

/** The cards of those who decide show what has happened beside a request since. */
export const redraw = (state: Request, cause: RequestId, due: At): readonly NewWork[] =>
  askedPeople(state).map((person) =>
    lookAgain(
      { batch: state.batch, person, audience: 'approver', onlyEdits: true },
      `beside:${state.id}:${cause}`,
      state.requester,
      due,
    ),
  );

const questions = (state: Request, at: At, people: readonly UserId[]) =>
  people.map((person, index) =>
    card(state, person, 'approver', later(at, Math.floor(index / askedAtOnce) * nextAskedAfterMs)),
  );
const edits = (state: Request, at: At, people: readonly UserId[]): readonly NewWork[] =>
  people.map((person) => {
    const { task, ...work } = card(state, person, 'approver', at, 'rest');
    return { ...work, task: { ...task, onlyEdits: true } };
  });
const cards = (state: Request, at: At) => [
  ...edits(state, at, askedPeople(state)),
  card(state, state.requester, 'asker', at),
];

/** A message about a request to each of these people. */
export function tell(state: Request, news: News, due: At, people: readonly UserId[]): readonly NewWork[] {
  return [...new Set(people)].map((person) => ({
    task: { kind: 'tell', request: state.id, person, news },
    requester: state.requester,
    rank: isParty(state, person) ? 'waiting' : 'rest',
    id: `tell:${state.id}:${news}:${person}`,
    lane: `chat:${person}`,
    due,
  }));
}
