import { type Command, notice } from '../command.ts';
import { toLines } from '../lines.ts';

/** My requests, newest first. */
export const mine: Command = {
  intents: ['mine'],
  async said({ deps, speaker }) {
    const all = await deps.store.find({ of: 'requester', person: speaker.id, limit: 2 * most });
    // What was found in Exchange and taken away was never asked for.
    const found = all.filter(
      (one) => one.status !== 'applied' || one.grant.origin !== 'found' || one.approvals.length > 0,
    );
    if (found.length === 0) return notice('no-requests');
    const lines = await toLines(deps, found.slice(0, most), speaker.id);
    return [{ show: { view: 'mine', lines, more: found.length > most } }];
  },
};

const most = 10;
