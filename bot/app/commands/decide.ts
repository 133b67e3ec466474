import type { Decided } from '../../domain/accept.ts';
import { approve, deny } from '../../domain/decide.ts';
import type { RequestId, UserId } from '../../domain/ids.ts';
import { maySeeGroupAudit } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { standing } from '../gather.ts';
import { batchView, shown } from '../lines.ts';
import { looker } from '../roles.ts';
import { type Repeated, settle } from '../settle.ts';
import { showPending } from './pending.ts';

/** Approve or deny: by a card, or typed with the request's id. */
export const decide: Command = {
  intents: ['approve', 'deny'],
  verbs: ['approve', 'deny', 'approve-all', 'deny-all'],
  async said(context, said) {
    if (said.id === null) return askWhich(context, said.intent === 'deny' ? 'deny' : 'approve');
    return decideOne(context, said.id as RequestId, said.intent === 'deny' ? { deny: said.reason } : 'approve');
  },
  async pressed(context, verb, data) {
    if (data.request === null) return notice('request-unknown', { request: '' });
    if (verb === 'approve') return decideOne(context, data.request, 'approve');
    if (verb === 'deny') return decideOne(context, data.request, { deny: data.reason });
    return decideAll(context, data.request, verb === 'approve-all' ? 'approve' : { deny: data.reason });
  },
};

/**
 * Without an id, also "approve all", nothing is decided: something may wait that was never seen. All that waits is shown,
 * to press or to name.
 */
export async function askWhich(context: Context, what: 'approve' | 'deny'): Promise<Replies> {
  const cards = await showPending(context);
  const ids = cards.flatMap(({ show }) => (show.view === 'requests' ? show.lines.map(({ id }) => id) : []));
  return ids.length === 0 ? cards : [...notice('decide-which', { what, ids: ids.join(', ') }), ...cards];
}

type Choice = 'approve' | { readonly deny: string | null };

async function decideOne(context: Context, id: RequestId, choice: Choice): Promise<Replies> {
  const before = await visible(context, id);
  if (before === null) return notice('request-unknown', { request: id });
  return answer(context, before.batch, [{ id, result: await attempt(context, id, choice) }]);
}

/** Every line of a batch that this person may decide, each by itself: what is refused stays as it is. */
async function decideAll(context: Context, id: RequestId, choice: Choice): Promise<Replies> {
  const first = await visible(context, id);
  if (first === null) return notice('request-unknown', { request: id });
  const batch = await context.deps.store.find({ of: 'batch', batch: first.batch });
  const waiting = batch.filter(({ status }) => status === 'pending');
  const tried = await Promise.allSettled(
    waiting.map(async (one) => ({ id: one.id, result: await attempt(context, one.id, choice) })),
  );
  const done = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const mine = done.filter(({ result }) => !('refused' in result) || result.refused === 'already-decided');
  const [fault] = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (mine.length === 0 && fault !== undefined) throw fault;
  const told = mine.length > 0 ? mine : done;
  return answer(context, first.batch, told.length > 0 ? told : [{ id, result: { refused: 'already-decided' } }]);
}

async function attempt(context: Context, id: RequestId, choice: Choice): Promise<Decided | Repeated> {
  const { deps, speaker, now } = context;
  return settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    if (state === undefined) return { refused: 'not-found' };
    if (state.status !== 'pending') return { refused: 'already-decided' };
    const { facts, ground } = await standing(deps, state, speaker.id);
    return choice === 'approve'
      ? approve(deps.policy, state, facts, ground, now)
      : deny(state, facts, ground, choice.deny, now);
  });
}

/** The request, if this person may know of it: who is involved, the group's owners, auditors and admins. */
async function visible({ deps, speaker }: Context, id: RequestId): Promise<Request | null> {
  const [state] = await deps.store.get([id]);
  if (state === undefined) return null;
  const involved = [state.requester, state.beneficiary, ...state.approvers];
  if (involved.includes(speaker.id)) return state;
  return maySeeGroupAudit(await looker(deps, speaker.id, state.group)) ? state : null;
}

interface Tried {
  readonly id: RequestId;
  readonly result: Decided | Repeated;
}

async function answer(context: Context, batchId: RequestId, tried: readonly Tried[]): Promise<Replies> {
  const { deps, speaker } = context;
  const batch = await deps.store.find({ of: 'batch', batch: batchId });
  const [first] = tried;
  const state = batch.find(({ id }) => id === first?.id);
  if (first === undefined || state === undefined) return notice('request-unknown', { request: batchId });
  const refused = 'refused' in first.result ? first.result.refused : null;
  if (refused !== null && refused !== 'already-decided') {
    const group = (await deps.names([], [state.group])).where(state.group);
    return notice(refused, { request: state.id, group: group.name });
  }
  const late = refused !== null && !decidedBySelf(state, speaker.id);
  const shown = batch.some(({ approvers, id }) => approvers.includes(speaker.id) || (!late && id === state.id));
  if (late && !shown) return notice('already-decided-by', await decidedBy(context, state));
  const decided = late ? [] : tried.map(({ id }) => id);
  const view = await batchView(deps, batch, speaker.id, 'approver', decided);
  const note = late ? ({ notice: 'already-decided-by', args: await decidedBy(context, state) } as const) : null;
  return [{ show: { ...view, note }, copy: { batch: batchId, audience: 'approver' } }];
}

const decidedBySelf = (state: Request, person: UserId) => 'decision' in state && state.decision?.by === person;

/** Who decided, and what: told to whoever comes second. */
async function decidedBy({ deps }: Context, state: Request) {
  const decision = 'decision' in state ? state.decision : null;
  const by = state.status === 'cancelled' ? state.by : (decision?.by ?? state.requester);
  const names = await deps.names([by], []);
  return { request: state.id, name: names.who(by).name, status: statusWord(state) };
}

/** What was decided, whatever has become of it since; a request that was stopped in time was cancelled. */
const statusWord = (state: Request) =>
  'decision' in state && state.decision !== null && state.status !== 'denied' && state.status !== 'cancelled'
    ? 'approved'
    : shown(state);
