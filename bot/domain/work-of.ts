import type { Event } from './events.ts';
import type { At, RequestId, UserId } from './ids.ts';
import { askedPeople } from './policy.ts';
import type { Request } from './request.ts';
import type { Audience, News, NewWork, Rank, Task } from './work.ts';

/** The turn that asks shows the card itself; only if that was lost does this send it. */
const ownCardAfterMs = 10_000;

/** So many of a group's owners are asked at once, and the next ones later while nobody has decided: most have fewer. */
export const askedAtOnce = 5;
const nextAskedAfterMs = 60 * 60_000;

/** What must be done because of an event, on the state after it. Pure. */
export function followUp(state: Request, event: Event): readonly NewWork[] {
  const { at } = event;
  switch (event.type) {
    case 'request.made':
      return [...questions(state, at), card(state, state.requester, 'asker', later(at, ownCardAfterMs))];
    case 'request.passed':
      // The card of the one who asked keeps the cards of those who were asked before in step, too.
      return [...questions(state, at), card(state, state.requester, 'asker', at)];
    case 'request.approved':
      return [apply(state, at), ...cards(state, at)];
    case 'request.denied':
      return [...cards(state, at), ...tell(state, 'denied', at, parties(state))];
    case 'request.failed':
      return [...cards(state, at), ...tell(state, 'failed', at, [...parties(state), ...askedPeople(state)])];
    case 'right.applied': {
      const ends = event.endsAt === null ? [] : [end(state, event.endsAt, 'clock')];
      return [...ends, ...cards(state, at), ...tell(state, 'applied', at, parties(state))];
    }
    case 'right.ending':
      return [state.status === 'approved' ? apply(state, at, 'stop') : end(state, at, 'now'), ...cards(state, at)];
    case 'right.ended': {
      // Whose right was replaced hears of the new one; a second message would only confuse.
      const silent = event.replacedBy !== null && event.ending.cause === 'replaced';
      const told = silent ? [] : [state.beneficiary, ...askedPeople(state)];
      return [...cards(state, at), ...tell(state, 'ended', at, told)];
    }
    case 'request.cancelled': {
      // Of a request that nobody had decided only its cards tell; one that was stopped is news.
      const stopped = state.status === 'cancelled' && state.approvals.length > 0;
      return [...cards(state, at), ...tell(state, 'cancelled', at, stopped ? parties(state) : [])];
    }
    case 'request.lapsed': {
      // Who gets the right hears of it as news of the request that was applied.
      const asked = event.answered !== null && state.requester !== state.beneficiary;
      return [...cards(state, at), ...tell(state, 'lapsed', at, asked ? [state.requester] : [])];
    }
    case 'right.delayed':
      return cards(state, at);
    case 'right.applying':
    case 'right.found':
    case 'drift.found':
    case 'drift.gone':
      return [];
  }
}

/** What a request still needs now, whatever has become of the work that was queued for it. */
export function due(state: Request, now: At): readonly NewWork[] {
  if (state.status === 'approved') return [apply(state, now)];
  if (state.status !== 'applied' || state.grant.status !== 'active') return [];
  return [end(state, now, state.grant.ending === null ? 'clock' : 'now')];
}

const later = (at: At, ms: number) => new Date(Date.parse(at) + ms).toISOString() as At;
const parties = (state: Request) => [state.requester, state.beneficiary];
const pair = (state: Request) => `pair:${state.group}:${state.beneficiary}`;

function apply(state: Request, due: At, why = 'go'): NewWork {
  const { id, requester } = state;
  // One that was stopped takes away what it has begun.
  const rank = state.status === 'approved' && state.stop !== null ? 'end' : 'apply';
  return { task: { kind: 'apply', request: id }, requester, rank, id: `apply:${id}:${why}`, lane: pair(state), due };
}

/** One for the clock and one for each decision to end: whichever comes second finds nothing to do. */
function end(state: Request, due: At, why: 'clock' | 'now'): NewWork {
  const { id, requester } = state;
  const task = { kind: 'end', request: id } as const;
  return { task, requester, rank: 'end', id: `end:${id}:${why}`, lane: pair(state), due };
}

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

const questions = (state: Request, at: At) =>
  askedPeople(state).map((person, index) =>
    card(state, person, 'approver', later(at, Math.floor(index / askedAtOnce) * nextAskedAfterMs)),
  );
const edits = (state: Request, at: At): readonly NewWork[] =>
  askedPeople(state).map((person) => {
    const { task, ...work } = card(state, person, 'approver', at, 'rest');
    return { ...work, task: { ...task, onlyEdits: true } };
  });
const cards = (state: Request, at: At) => [...edits(state, at), card(state, state.requester, 'asker', at)];

/** A message about a request to each of these people. */
export function tell(state: Request, news: News, due: At, people: readonly UserId[]): readonly NewWork[] {
  return [...new Set(people)].map((person) => ({
    task: { kind: 'tell', request: state.id, person, news },
    requester: state.requester,
    rank: parties(state).includes(person) ? 'waiting' : 'rest',
    id: `tell:${state.id}:${news}:${person}`,
    lane: `chat:${person}`,
    due,
  }));
}
