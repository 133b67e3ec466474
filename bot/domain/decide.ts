import { type Accepted, accept, type Decided, together } from './accept.ts';
import type { Event } from './events.ts';
import type { Ending, Evidence } from './grant.ts';
import type { At, RequestId, UserId } from './ids.ts';
import { type AskFacts, type DecideFacts, mayAsk, mayEnd, type Policy, panelsOf, stampOf } from './policy.ts';
import type {
  Answered,
  Applied,
  Approved,
  Asked,
  Delegates,
  Failure,
  Panel,
  Pending,
  Request,
  Right,
} from './request.ts';
import { restsUntil } from './rest.ts';
import { endOf } from './term.ts';

export * from './decisions.ts';

/**
 * Commands: state, facts and the time in; events, next states and work out, or a refusal. Pure: the facts are
 * gathered by app/, the result is committed there.
 */

/** What somebody asks for, before it is a request. */
export type Wish = Pick<Asked, 'id' | 'batch' | 'requester' | 'beneficiary' | 'group' | 'right' | 'term' | 'reason'>;

/** Ask for a right. */
export function ask(policy: Policy, wish: Wish, facts: AskFacts, now: At): Decided {
  const refused = mayAsk(policy, wish, now, facts);
  if (refused !== null) return { refused };
  if (restsUntil(policy, facts.denied, wish, now) !== null) return { refused: 'rests' };
  const asking = panelsOf(facts.ruling.values, facts, wish);
  if ('refused' in asking) return asking;
  const { panels } = asking;
  const stamp = stampOf(facts.ruling, policy.book.hash);
  const asked: Asked = { ...wish, askedAt: now, held: facts.held, policy: stamp };
  return accept(null, { type: 'request.made', request: wish.id, at: now, actor: wish.requester, asked, panels });
}

/** Take back one's own request: at once while it waits; on its way to Exchange it is stopped first. */
export function cancel(state: Request, by: UserId, now: At): Decided {
  if (state.requester !== by) return { refused: 'not-requester' };
  if (state.status === 'approved') return stop(state, { by, cause: 'given-back', reason: null, at: now });
  if (state.status !== 'pending') return { refused: 'already-decided' };
  const event: Event = { type: 'request.cancelled', request: state.id, at: now, actor: by, by, reason: null };
  return accept(state, event);
}

/** The stop of an approved request is written first; the worker undoes what was done, and then cancels it. */
function stop(state: Approved, why: Ending): Decided {
  return state.stop === null ? accept(state, ending(state, why)) : { refused: 'already-ending' };
}

/** Nothing of a stopped request stands in Exchange. */
export function stopped(state: Approved, now: At): Accepted {
  const { id: request, requester } = state;
  const by = state.stop === null || state.stop.by === 'behalf' ? requester : state.stop.by;
  const reason = state.stop?.reason ?? null;
  return accept(state, { type: 'request.cancelled', request, at: now, actor: by, by, reason });
}

/** Nobody has decided in time (null), or nothing is left to decide: another request for the same right has been applied. */
export function lapse(state: Pending, answered: Answered | null, now: At): Accepted {
  return accept(state, { type: 'request.lapsed', request: state.id, at: now, actor: 'behalf', answered });
}

/** Written before the first change in Exchange. `ids`: who held the right then. */
export function startApplying(
  state: Approved,
  held: readonly Right[],
  before: Delegates,
  now: At,
  ids?: readonly string[],
): Accepted {
  const known = ids === undefined ? {} : { ids };
  return accept(state, { type: 'right.applying', request: state.id, at: now, actor: 'behalf', held, before, ...known });
}

/** Written before the other right is taken away; null: it is written already. */
export function startReplacing(state: Approved, now: At): Accepted | null {
  const { id: request, applying } = state;
  if (applying === null || applying.replacing) return null;
  const { at: _, ...begun } = applying;
  return accept(state, { type: 'right.applying', request, at: now, actor: 'behalf', ...begun, replacing: true });
}

/** Written before anything of a request that lost its ground is taken back; null: nothing was begun, or it is written. */
export function startUndoing(state: Approved, why: Failure, now: At): Accepted | null {
  const { id: request, applying } = state;
  if (applying === null || applying.undoing !== undefined) return null;
  const { at: _, ...begun } = applying;
  return accept(state, { type: 'right.applying', request, at: now, actor: 'behalf', ...begun, undoing: why });
}

/**
 * The right stands in Exchange and was read back. `replaced` are the pair's other active grants of ours: their right
 * is gone from Exchange now.
 */
export function applied(
  state: Approved,
  replaced: readonly Applied[],
  after: Delegates,
  readBackAt: At,
  now: At,
): Accepted {
  // What an earlier grant of ours had put there is ours, and the new clock counts.
  const ours = replaced.some(({ right, grant }) => right === state.right && grant.origin === 'granted');
  const origin = state.applying?.held.includes(state.right) && !ours ? 'found' : 'granted';
  const before = state.applying?.before ?? after;
  const endsAt = origin === 'granted' ? endOf(state.term, now) : null;
  const { id: request } = state;
  const event: Event = {
    type: 'right.applied',
    request,
    at: now,
    actor: 'behalf',
    origin,
    readBackAt,
    endsAt,
    before,
    after,
  };
  const ending = replacing(state, now);
  return together([
    accept(state, event),
    ...replaced.map((old) => {
      const proof = old.right === state.right ? 'continued' : 'answered';
      return ended(old, { before, after, proof }, now, old.grant.ending ?? ending, request);
    }),
  ]);
}

/** How another right ends that this one takes the place of: by whoever approved this one. */
export function replacing({ approvals }: Approved, now: At): Ending {
  const { by, as } = approvals.at(-1) ?? approvals[0];
  return { by, as, cause: 'replaced', reason: null, at: now };
}

/** A right that stands in Exchange without a record of ours gets one, so that its end can be recorded. */
export function find(asked: Asked, panels: readonly Panel[], delegates: Delegates, now: At): Accepted {
  const { id: request, requester: actor } = asked;
  return accept(null, { type: 'right.found', request, at: now, actor, asked, panels, delegates });
}

/** Give a right back, or take it away; one that is only on its way is stopped. */
export function end(state: Request, facts: DecideFacts, reason: string | null, now: At): Decided {
  const may = mayEnd(state.beneficiary, facts);
  if ('refused' in may) return may;
  const why = { by: facts.decider.id, ...may, reason, at: now };
  if (state.status === 'approved') return stop(state, why);
  if (state.status !== 'applied' || state.grant.status === 'ended') return { refused: 'nothing-held' };
  if (state.grant.ending !== null) return { refused: 'already-ending' };
  return accept(state, ending(state, why));
}

/** The clock ends a right of ours whose time is up; null when it is not, or is not ours to end. */
export function expire(state: Applied, now: At): Accepted | null {
  const { grant } = state;
  if (grant.ending !== null || grant.origin === 'found') return null;
  if (grant.endsAt === null || grant.endsAt > now) return null;
  return accept(state, ending(state, { by: 'behalf', cause: 'expired', reason: null, at: now }));
}

function ending(state: Request, why: Ending): Event {
  return { type: 'right.ending', request: state.id, at: why.at, actor: why.by, ending: why };
}

/** The right is gone: it counts as that by its evidence only. */
export function ended(
  state: Applied,
  evidence: Evidence,
  now: At,
  why = state.grant.ending,
  replacedBy: RequestId | null = null,
): Accepted {
  const ending = why ?? { by: 'behalf', cause: 'expired', reason: null, at: now };
  const actor = ending.by;
  return accept(state, { type: 'right.ended', request: state.id, at: now, actor, ending, ...evidence, replacedBy });
}
