import type { RequestId } from '../../domain/ids.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { batchView } from '../lines.ts';
import { visible } from '../visible.ts';
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

async function showBatch(context: Context, id: RequestId): Promise<Replies> {
  const { deps, speaker } = context;
  const found = await visible(context, id);
  if ('hidden' in found) return notice('request-unknown', { request: id });
  const batch = await deps.store.find({ of: 'batch', batch: found.state.batch });
  if (batch.some(({ requester }) => requester === speaker.id))
    return [{ show: await batchView(deps, batch, speaker.id, 'asker') }];
  const show = await batchView(deps, batch, speaker.id, 'approver');
  return show.lines.length > 0 ? [{ show }] : notice('request-unknown', { request: id });
}
