import type { Decided } from '../domain/accept.ts';
import type { RequestId, UserId } from '../domain/ids.ts';
import { keepsLine } from '../domain/policy.ts';
import type { Refusal } from '../domain/refusal.ts';
import { decisionOf, type Request } from '../domain/request.ts';
import { statusOf } from '../domain/status.ts';
import { Fault } from '../ports/faults.ts';
import type { Sentence } from '../present/notice.ts';
import { alsoAsked } from './asked.ts';
import { type Context, notice, type Replies } from './command.ts';
import { withAddress } from './facts/names.ts';
import { namesFor } from './facts/names-for.ts';
import { batchView, pressedLines } from './lines.ts';
import type { Repeated } from './settle.ts';
import { decidable } from './tasks/deciders.ts';

/** What became of the decision on one line. */
export interface Tried {
  readonly id: RequestId;
  readonly result: Decided | Repeated;
}

/** The card as it is after the decisions, or the sentence that says why there was none. */
export async function answerDecided(
  context: Context,
  batchId: RequestId,
  tried: readonly Tried[],
  fresh: readonly RequestId[] = [],
): Promise<Replies> {
  const { deps, speaker } = context;
  const batch = await deps.store.find({ of: 'batch', batch: batchId });
  const [first] = tried;
  const state = batch.find(({ id }) => id === first?.id);
  if (first === undefined || state === undefined) return notice('request-unknown', { request: batchId });
  const refused = 'refused' in first.result ? first.result.refused : null;
  if (refused !== null && !stillSeen.has(refused)) {
    const group = (await namesFor(deps, speaker.id, [], [state.group])).where(state.group);
    return notice(refused, { request: state.id, group: withAddress(group) });
  }
  const late = refused === 'already-decided' && !decidedBySelf(state, speaker.id);
  const shown = batch.some((one) => keepsLine(one, speaker.id) || (!late && one.id === state.id));
  if (late && !shown)
    return wasDecided(state)
      ? notice('already-decided-by', await decidedBy(context, state))
      : notice('already-decided', {});
  const view = await cardFor(context, batch, [...(late ? [] : tried.map(({ id }) => id)), ...fresh]);
  const open = tried.filter(({ result }) => 'refused' in result && result.refused === 'changed').map(({ id }) => id);
  const again = refused === 'already-approved' ? ({ notice: refused, args: {} } as const) : null;
  const note = again ?? (await noteOf(context, late ? state : null, [...open, ...fresh]));
  return [{ show: { ...view, note }, copy: { batch: batchId, audience: 'approver' } }];
}

/** The pressed card as it is now, with these lines besides: the speaker may decide on them, or has. */
export async function cardFor(context: Context, found: readonly Request[], besides: readonly RequestId[]) {
  const { deps, speaker } = context;
  const shown = await alsoAsked(
    context,
    found.filter(({ id }) => besides.includes(id)),
  );
  const batch = found.map((one) => shown.find(({ id }) => id === one.id) ?? one);
  const pressed = await pressedLines(context, batch[0]?.batch as RequestId);
  const only = pressed && [...pressed, ...besides];
  return batchView(deps, batch, speaker.id, 'approver', { decides: besides, only });
}

/** What was decided stands, and is told, also when the directory cannot say what else there is to see. */
async function orNone({ deps, turn }: Context, look: Promise<readonly RequestId[]>): Promise<readonly RequestId[]> {
  try {
    return await look;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('other-lines-not-read', { code: error.code, correlation: turn.correlation, error });
    return [];
  }
}

/** What must be said above the lines: what nothing was decided on comes before that somebody else was first. */
async function noteOf(context: Context, late: Request | null, open: readonly RequestId[]): Promise<Sentence | null> {
  const [request, another] = open;
  if (another !== undefined) return { notice: 'changed', args: { ids: open.join(', ') } };
  if (request !== undefined) return { notice: 'changed', args: { request } };
  // What nobody decided says itself why nothing can be decided any more.
  return late === null || !wasDecided(late)
    ? null
    : { notice: 'already-decided-by', args: await decidedBy(context, late) };
}

const wasDecided = (state: Request) => state.status === 'cancelled' || decisionOf(state) !== null;

const decidedBySelf = (state: Request, person: UserId) => decisionOf(state)?.by === person;

/** Who decided, and what: told to whoever comes second. */
async function decidedBy({ deps }: Context, state: Request) {
  const by = state.status === 'cancelled' ? state.by : (decisionOf(state)?.by ?? state.requester);
  const names = await deps.names([by], []);
  return { request: state.id, name: withAddress(names.who(by)), status: statusWord(state) };
}

/** What was decided, whatever has become of it since; a request that was stopped in time was cancelled. */
const statusWord = (state: Request) =>
  state.approvals.length > 0 && state.status !== 'cancelled' ? 'approved' : statusOf(state);

/** Refusals after which this person still sees the line. */
export const stillSeen: ReadonlySet<Refusal> = new Set<Refusal>(['already-decided', 'already-approved', 'changed']);

/** Lines of the batch that this person may decide now, and that neither the button nor any card of theirs has. */
export async function newLines(
  context: Context,
  batch: readonly Request[],
  lines: ReadonlyMap<RequestId, unknown>,
): Promise<readonly RequestId[]> {
  const others = batch.filter(({ id, status }) => status === 'pending' && !lines.has(id));
  const [one] = others;
  if (one === undefined) return [];
  const { deps, speaker } = context;
  const asks = (await deps.chats.copies(one.batch)).filter((copy) => copy.audience === 'approver');
  const known = new Set(asks.filter(({ person }) => person === speaker.id).flatMap((copy) => copy.lines));
  const fresh = others.filter(({ id }) => !known.has(id));
  return orNone(context, decidable(deps, fresh, speaker.id));
}
