import { at, type RequestId } from '../../domain/ids.ts';
import { mayMute } from '../../domain/policy.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { batchView, pressedLines } from '../lines.ts';

const muteDays = 30;

/**
 * Whoever has denied a request gets no cards of what its requester asks for, for a month. The requests still wait, for
 * the other owners and under *what is waiting for me*.
 */
export const mute: Command = {
  verbs: ['mute', 'unmute'],
  async pressed(context, verb, data) {
    const { deps, speaker } = context;
    const [state] = data.request === null ? [] : await deps.store.get([data.request]);
    if (state === undefined || !mayMute(state, speaker.id))
      return notice('request-unknown', { request: data.request ?? '' });
    const until = at(new Date(deps.clock.now().getTime() + muteDays * 86_400_000));
    if (verb === 'mute') await deps.mutes.mute(speaker.id, state.requester, until);
    else await deps.mutes.unmute(speaker.id, state.requester);
    return cardAgain(context, state.batch);
  },
};

async function cardAgain(context: Context, batchId: RequestId): Promise<Replies> {
  const { deps, speaker } = context;
  const batch = await deps.store.find({ of: 'batch', batch: batchId });
  const only = await pressedLines(context, batchId);
  // Who decided without having been asked sees the lines of that card, or what was decided.
  const decides = only ?? batch.filter((one) => mayMute(one, speaker.id)).map(({ id }) => id);
  const show = await batchView(deps, batch, speaker.id, 'approver', { decides, only });
  return [{ show, copy: { batch: batchId, audience: 'approver' } }];
}
