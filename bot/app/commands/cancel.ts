import { cancel as cancelRequest, type Decided } from '../../domain/decide.ts';
import type { RequestId } from '../../domain/ids.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { batchView, shown } from '../lines.ts';
import { settle } from '../settle.ts';

/** Take back one's own request while it waits. */
export const cancel: Command = {
  intents: ['cancel'],
  verbs: ['cancel'],
  async said(context, said) {
    if (said.id !== null) return cancelOne(context, said.id as RequestId);
    const own = await context.deps.store.find({ of: 'openBy', person: context.speaker.id, limit: 10 });
    const waiting = own.filter(({ status }) => status === 'pending');
    const [only] = waiting;
    if (only === undefined) return notice('no-requests');
    return waiting.length === 1
      ? cancelOne(context, only.id)
      : notice('which-request', { ids: waiting.map(({ id }) => id).join(', ') });
  },
  async pressed(context, _verb, data) {
    return data.request === null ? notice('request-unknown', { request: '' }) : cancelOne(context, data.request);
  },
};

export async function cancelOne(context: Context, id: RequestId): Promise<Replies> {
  const { deps, speaker, now } = context;
  const result = await settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    // Of other people's requests nobody learns here that they exist.
    return state === undefined || state.requester !== speaker.id
      ? { refused: 'not-found' }
      : cancelRequest(state, speaker.id, now);
  });
  if ('refused' in result && result.refused === 'not-found') return notice('request-unknown', { request: id });
  const [state] = await deps.store.get([id]);
  if (state === undefined) return notice('request-unknown', { request: id });
  const batch = await deps.store.find({ of: 'batch', batch: state.batch });
  const view = await batchView(deps, batch, speaker.id, 'asker');
  // Whoever has cancelled it already, and presses again, hears nothing new.
  const own = state.status === 'cancelled' && state.by === speaker.id;
  const late = 'refused' in result && result.refused !== 'already-ending' && !own;
  const note = late ? ({ notice: 'no-longer-open', args: { request: id, status: shown(state) } } as const) : null;
  return [{ show: { ...view, note }, copy: { batch: state.batch, audience: 'asker' } }];
}
