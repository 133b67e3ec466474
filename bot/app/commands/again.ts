import type { RequestId } from '../../domain/ids.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { batchView } from '../lines.ts';
import { askAgain } from './request.ts';

/** Ask the same again, after it failed, lapsed or ended: one press. */
export const again: Command = {
  verbs: ['again'],
  async pressed(context, _verb, data) {
    const [old] = data.request === null ? [] : await context.deps.store.get([data.request]);
    if (old === undefined || old.requester !== context.speaker.id) {
      return notice('request-unknown', { request: data.request ?? '' });
    }
    return askAgain(context, old);
  },
};

/** Teams refreshes a card by itself: the present state, and nothing else happens. */
export const refresh: Command = {
  verbs: ['refresh'],
  pressed: async (context, _verb, data) => (data.request === null ? [] : showBatch(context, data.request)),
};

async function showBatch({ deps, speaker }: Context, id: RequestId): Promise<Replies> {
  const [request] = await deps.store.get([id]);
  if (request === undefined) return [];
  const batch = await deps.store.find({ of: 'batch', batch: request.batch });
  const asker = batch.some(({ requester }) => requester === speaker.id);
  const approver = batch.some(({ approvers }) => approvers.includes(speaker.id));
  if (!asker && !approver) return notice('request-unknown', { request: id });
  return [{ show: await batchView(deps, batch, speaker.id, asker ? 'asker' : 'approver') }];
}
