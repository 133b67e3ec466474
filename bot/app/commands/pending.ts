import type { Request } from '../../domain/request.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { batchView } from '../lines.ts';
import { watcher } from '../roles.ts';

/** What waits for me: the requests that I may decide, read live. */
export const pending: Command = {
  intents: ['pending'],
  said: (context) => showPending(context),
};

const most = 50;
const cards = 5;

export async function showPending(context: Context): Promise<Replies> {
  const { deps, speaker } = context;
  const [{ owned }, { admin, usable }] = await Promise.all([
    deps.directory.groupsOf(speaker.id),
    watcher(deps, speaker.id),
  ]);
  if (!usable) return notice('nothing-waiting');
  const found = await Promise.all([
    owned.length > 0 ? deps.store.find({ of: 'pending', groups: owned.map(({ id }) => id), limit: most }) : [],
    admin ? deps.store.find({ of: 'admins', limit: most }) : [],
  ]);
  const mine = found
    .flat()
    .filter(({ requester, beneficiary }) => requester !== speaker.id && beneficiary !== speaker.id);
  if (mine.length === 0) return notice('nothing-waiting');
  const batches = Map.groupBy(mine, ({ batch }: Request) => batch);
  return Promise.all(
    [...batches].slice(0, cards).map(async ([batch, requests]) => ({
      show: await batchView(deps, requests, speaker.id, 'approver', {
        decides: requests.map(({ id }) => id),
        only: requests.map(({ id }) => id),
      }),
      copy: { batch, audience: 'approver' as const },
    })),
  );
}
