import { at, type RequestId, type UserId } from '../domain/ids.ts';
import {
  actionsOf,
  approvalsOf,
  askedPeople,
  asksAdmins,
  type Knowledge,
  keepsLine,
  knowledgeOf,
  stillAsked,
} from '../domain/policy.ts';
import { type Delay, decisionOf, type Request } from '../domain/request.ts';
import { statusOf } from '../domain/status.ts';
import { timersOf } from '../domain/timers.ts';
import { waiting } from '../domain/waiting.ts';
import type { Audience } from '../domain/work.ts';
import type { Beside, Button, Line, View } from '../present/view.ts';
import { besideOf } from './beside.ts';
import type { Context } from './command.ts';
import type { Deps } from './deps.ts';
import type { Names } from './facts/names.ts';
import { namesFor } from './facts/names-for.ts';

/** Requests → what one reader sees of them. */
export async function toLines(
  deps: Deps,
  requests: readonly Request[],
  reader: UserId,
  decides: readonly RequestId[] = [],
  beside: ReadonlyMap<RequestId, readonly Request[]> = new Map(),
): Promise<readonly Line[]> {
  const others = [...beside.values()].flat();
  const known = await namesFor(
    deps,
    reader,
    [...requests, ...others].flatMap(peopleOf),
    requests.map(({ group }) => group),
  );
  const lines = requests.map((request) => ({
    ...toLine(request, known, reader, decides),
    beside: (beside.get(request.id) ?? []).map((one) => toBeside(one, known)),
  }));
  // Whoever has no admins has told nobody.
  return deps.adminGroup === null ? lines.map((line) => ({ ...line, adminsTold: false })) : lines;
}

function toBeside(request: Request, { who }: Names): Beside {
  const { id, right, requester } = request;
  const endsAt = request.status === 'applied' ? request.grant.endsAt : null;
  return { request: id, right, requester: who(requester), status: statusOf(request), endsAt };
}

interface Drawn {
  /** Lines that the reader may decide by what was just read live, whoever was asked before. */
  readonly decides?: readonly RequestId[];
  /** The lines of this card; null: all that the reader asked for, or was asked to decide. */
  readonly only?: readonly RequestId[] | null;
  /** Lines of which none who may decide has got the question. */
  readonly unreached?: readonly RequestId[];
}

/** The card of a batch for one reader: the lines that this reader asked for, or was asked to decide. */
export async function batchView(
  deps: Deps,
  batch: readonly Request[],
  reader: UserId,
  audience: Audience,
  { decides = [], only = null, unreached = [] }: Drawn = {},
): Promise<Extract<View, { view: 'requests' }>> {
  const approver = (one: Request) => keepsLine(one, reader) || decides.includes(one.id);
  const mine = batch.filter((one) => (audience === 'asker' ? one.requester === reader : approver(one)));
  const own = mine.filter(({ id }) => only === null || only.includes(id));
  const beside = audience === 'approver' ? await besideOf(deps, own) : undefined;
  const lines = await toLines(deps, own, reader, decides, beside);
  const noted = audience === 'approver' ? await withMutes(deps, reader, lines) : lines;
  const told = noted.map((line) => (unreached.includes(line.id) ? { ...line, unreached: true } : line));
  return { view: 'requests', audience, lines: told, note: null };
}

/** Requesters of a card that its reader has muted: then the button undoes it. */
async function withMutes({ mutes, clock }: Deps, reader: UserId, lines: readonly Line[]): Promise<readonly Line[]> {
  const now = at(clock.now());
  return Promise.all(
    lines.map(async (line): Promise<Line> => {
      if (!line.may.includes('mute')) return line;
      const mutedUntil = await mutes.until(reader, line.requester.id, now);
      return mutedUntil === null ? line : { ...line, mutedUntil, may: ['unmute'] };
    }),
  );
}

/** The lines of the card that was pressed; null: words were typed, or nothing is known of the card. */
export async function pressedLines(
  { deps, turn, speaker }: Pick<Context, 'deps' | 'turn' | 'speaker'>,
  batch: RequestId,
): Promise<readonly RequestId[] | null> {
  if (turn.kind !== 'action' || turn.card === null) return null;
  const copies = await deps.chats.copies(batch);
  return copies.find(({ activity, person }) => activity === turn.card && person === speaker.id)?.lines ?? null;
}

function peopleOf(request: Request): readonly UserId[] {
  const others: (UserId | 'behalf')[] = [];
  const decision = decisionOf(request);
  if (decision !== null) others.push(decision.by);
  others.push(...approvalsOf(request).by);
  if (request.status === 'applied' && request.grant.ending !== null) others.push(request.grant.ending.by);
  if (request.status === 'approved' && request.stop !== null) others.push(request.stop.by);
  if (request.status === 'cancelled') others.push(request.by);
  const missed = missedOf(request);
  if (missed !== null) others.push(missed);
  const known = others.filter((one): one is UserId => one !== 'behalf');
  return [request.requester, request.beneficiary, ...askedPeople(request), ...known];
}

/** What it waits for: what only people can end goes before a passing delay, with the time of the next try. */
function delayFor(request: Request, { delegates }: Knowledge): Delay | null {
  const { delay, stuck } = waiting(request);
  if (stuck !== null) return { ...stuck, until: delay?.until ?? stuck.until };
  if (delay === null || !('entry' in delay)) return delay;
  const { entry: _, ...rest } = delay;
  return delegates ? delay : rest;
}

function missedOf(request: Request): UserId | null {
  const { stuck } = waiting(request);
  return stuck === null || stuck.why === 'forbidden' ? null : stuck.person;
}

/** What the reader can do: `decides` were read live just now. */
function buttons(request: Request, reader: UserId, decides: readonly RequestId[]): readonly Button[] {
  const may = decides.includes(request.id) ? { decide: true, end: true, ask: true } : 'as-asked';
  return actionsOf(request, { id: reader, may });
}

function toLine(request: Request, { who, where }: Names, reader: UserId, decides: readonly RequestId[]): Line {
  const { id, revision, right, term, reason, askedAt, held } = request;
  const grant = request.status === 'applied' ? request.grant : null;
  const decision = decisionOf(request);
  const ending = grant?.ending ?? (request.status === 'approved' ? request.stop : null);
  const { stuck } = waiting(request);
  const missed = missedOf(request);
  const knows = knowledgeOf(request, { id: reader, role: 'as-asked' });
  const so = approvalsOf(request);
  return {
    id,
    revision,
    right,
    term,
    reason,
    askedAt,
    held: held === null || knows.held ? held : [],
    status: statusOf(request),
    person: who(request.beneficiary),
    requester: who(request.requester),
    group: where(request.group),
    waitingFor: request.status === 'pending' ? stillAsked(request).map(who) : [],
    approvals: { by: so.by.map(who), needed: so.needed },
    rule: request.policy.rule,
    timers: request.status === 'pending' ? timersOf(request) : [],
    byAdmins: asksAdmins(request),
    unreached: false,
    decision:
      decision && request.status !== 'pending'
        ? { by: who(decision.by), at: decision.at, reason: decision.reason }
        : null,
    delay: delayFor(request, knows),
    missed: missed && who(missed),
    adminsTold: request.status === 'failed' || (stuck?.why === 'forbidden' && stuck.told),
    appliedAt: grant?.appliedAt ?? null,
    readBackAt: grant?.readBackAt ?? null,
    endsAt: grant?.endsAt ?? null,
    origin: grant?.origin ?? null,
    failure: request.status === 'failed' ? request.why : null,
    ended: ending && {
      at: grant?.status === 'ended' ? grant.endedAt : null,
      by: ending.by === 'behalf' ? null : who(ending.by),
      cause: ending.cause,
      reason: ending.reason,
      proof: grant?.status === 'ended' ? grant.proof : null,
    },
    cancelled:
      request.status === 'cancelled' ? { by: who(request.by), at: request.closedAt, reason: request.reason } : null,
    answered: request.status === 'lapsed' ? request.answered : null,
    beside: [],
    may: buttons(request, reader, decides),
  };
}
