import { type Command, notice } from '../command.ts';
import { toLines } from '../lines.ts';

/** My requests, newest first. */
export const mine: Command = {
  intents: ['mine'],
  async said({ deps, speaker }) {
    const found = await deps.store.find({ of: 'requester', person: speaker.id, limit: most + 1 });
    if (found.length === 0) return notice('no-requests');
    const lines = await toLines(deps.names, found.slice(0, most), speaker.id);
    return [{ show: { view: 'mine', lines, more: found.length > most } }];
  },
};

const most = 10;
