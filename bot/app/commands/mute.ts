import { at } from '../../domain/ids.ts';
import { mayMute } from '../../domain/policy.ts';
import { type Command, notice } from '../command.ts';
import { cardFor } from '../decided.ts';

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
    // Whoever has denied it knows of it, whatever they are by now.
    if (state === undefined || !mayMute(state, speaker.id))
      return notice('request-unknown', { request: data.request ?? '' });
    const { id, requester, batch: of } = state;
    const until = at(new Date(deps.clock.now().getTime() + muteDays * 86_400_000));
    if (verb === 'mute') await deps.mutes.mute(speaker.id, requester, until);
    else await deps.mutes.unmute(speaker.id, requester);
    const batch = await deps.store.find({ of: 'batch', batch: of });
    return [{ show: await cardFor(context, batch, [id]), copy: { batch: of, audience: 'approver' } }];
  },
};
