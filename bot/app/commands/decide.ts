import { approve, type Decided, deny } from '../../domain/decide.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { standing } from '../gather.ts';
import { batchView, shown } from '../lines.ts';
import type { Pressed } from '../pressed.ts';
import { sight } from '../roles.ts';
import { type Repeated, settle } from '../settle.ts';
import { showPending } from './pending.ts';

/** Approve or deny: by a card, or typed with the request's id. */
export const decide: Command = {
  intents: ['approve', 'deny'],
  verbs: ['approve', 'deny', 'approve-all', 'deny-all'],
  async said(context, said) {
    // Without an id nothing is decided on a guess: the cards are shown to choose from.
    if (said.id === null) return showPending(context);
    return decideOne(context, said.id as RequestId, said.intent === 'deny' ? { deny: said.reason } : 'approve');
  },
  async pressed(context, verb, data) {
    if (data.request === null) return notice('request-unknown', { request: '' });
    if (verb === 'approve') return decideOne(context, data.request, 'approve');
    if (verb === 'deny') return decideOne(context, data.request, { deny: reasonOf(data) });
    return decideAll(context, data.request, verb === 'approve-all' ? 'approve' : { deny: data.input('reason') });
  },
};

type Choice = 'approve' | { readonly deny: string | null };

/** On a card with several lines each has an input of its own. */
const reasonOf = (data: Pressed) => data.input(`reason-${data.request}`) ?? data.input('reason');

async function decideOne(context: Context, id: RequestId, choice: Choice): Promise<Replies> {
  const before = await visible(context, id);
  if (before === null) return notice('request-unknown', { request: id });
  const result = await attempt(context, id, choice);
  const state = (await context.deps.store.get([id]))[0] ?? before;
  return answer(context, state, result);
}

/** Every line of a batch that waits for this person. */
async function decideAll(context: Context, batch: RequestId, choice: Choice): Promise<Replies> {
  const first = await visible(context, batch);
  if (first === null) return notice('request-unknown', { request: batch });
  const all = await context.deps.store.find({ of: 'batch', batch: first.batch });
  const mine = all.filter(({ status, approvers }) => status === 'pending' && approvers.includes(context.speaker.id));
  let last: Decided | Repeated = { refused: 'already-decided' };
  for (const { id } of mine) last = await attempt(context, id, choice);
  const state = (await context.deps.store.get([mine[0]?.id ?? first.id]))[0] ?? first;
  return answer(context, state, last);
}

async function attempt(context: Context, id: RequestId, choice: Choice): Promise<Decided | Repeated> {
  const { deps, speaker, now } = context;
  return settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    if (state === undefined) return { refused: 'not-found' };
    if (state.status !== 'pending') return { refused: 'already-decided' };
    const ground = await standing(deps, state, speaker.id);
    return choice === 'approve'
      ? approve(deps.policy, state, ground.facts, ground, now)
      : deny(state, ground.facts, choice.deny, now);
  });
}

/** The request, if it exists for this person: one about a hidden group only for who may see that group. */
async function visible({ deps, speaker }: Context, id: RequestId): Promise<Request | null> {
  const [state] = await deps.store.get([id]);
  if (state === undefined) return null;
  const involved = [state.requester, state.beneficiary, ...state.approvers];
  if (involved.includes(speaker.id)) return state;
  const group = (await deps.directory.groups([state.group])).get(state.group);
  return group !== undefined && (await sight(deps, speaker.id)(group)) ? state : null;
}

async function answer(context: Context, state: Request, result: Decided | Repeated): Promise<Replies> {
  const { deps, speaker } = context;
  if ('refused' in result && result.refused !== 'already-decided') {
    const group = (await deps.names([], [state.group])).where(state.group);
    return notice(result.refused, { request: state.id, group: group.name });
  }
  const late = 'refused' in result;
  if (late && !state.approvers.includes(speaker.id))
    return notice('already-decided-by', await decidedBy(context, state));
  const batch = await deps.store.find({ of: 'batch', batch: state.batch });
  const view = await batchView(deps.names, batch, speaker.id, 'approver');
  const copy = { batch: state.batch, audience: 'approver' } as const;
  if (!late) return [{ show: view, copy }];
  return [{ show: { ...view, note: { notice: 'already-decided-by', args: await decidedBy(context, state) } }, copy }];
}

/** Who decided, and what: told to whoever comes second. */
async function decidedBy({ deps }: Context, state: Request) {
  const decision = 'decision' in state ? state.decision : null;
  const by = decision?.by ?? (state.status === 'cancelled' ? state.by : state.requester);
  const names = await deps.names([by], []);
  return { request: state.id, by: names.who(by).name, status: shown(state) };
}
