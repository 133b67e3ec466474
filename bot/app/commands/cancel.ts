import type { Decided } from '../../domain/accept.ts';
import { cancel as cancelRequest } from '../../domain/decide.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import { stillShows } from '../../domain/seen.ts';
import { statusOf } from '../../domain/status.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { candidates, findGroup } from '../facts/resolve.ts';
import { batchView } from '../lines.ts';
import { settle } from '../settle.ts';

/** Take back one's own request while it waits. */
export const cancel: Command = {
  intents: ['cancel'],
  verbs: ['cancel'],
  async said(context, said) {
    if (said.id !== null) return cancelOne(context, said.id as RequestId);
    const own = await context.deps.store.find({ of: 'openBy', person: context.speaker.id, limit: 10 });
    const waiting = own.filter(({ status }) => status === 'pending');
    if (waiting.length === 0) return notice('nothing-to-cancel');
    const meant = said.groups.length === 0 ? waiting : await about(context, waiting, said.groups);
    const [only, other] = meant;
    // Of a group that none of them is about, nothing is guessed.
    if (only === undefined) return notice('nothing-about-that', { words: said.groups.join(', '), ids: ids(waiting) });
    if (other !== undefined) return notice('which-request', { ids: ids(meant) });
    return cancelOne(context, only.id);
  },
  async pressed(context, _verb, data) {
    if (data.request === null) return notice('request-unknown', { request: '' });
    return cancelOne(context, data.request, (state) => stillShows(state, data.revision));
  },
};

const ids = (requests: readonly Request[]) => requests.map(({ id }) => id).join(', ');

/** Those about one of the groups that these words may mean. */
async function about(context: Context, requests: readonly Request[], words: readonly string[]) {
  const matches = await Promise.all(words.map((each) => findGroup(context, each)));
  const meant = new Set(matches.flatMap(candidates).map(({ id }) => id));
  return requests.filter(({ group }) => meant.has(group));
}

/** `holds`: is what was on the pressed card still so? Typed words are about what is there now. */
export async function cancelOne(
  context: Context,
  id: RequestId,
  holds: (state: Request) => boolean = () => true,
): Promise<Replies> {
  const { deps, speaker, now } = context;
  const result = await settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    // Of other people's requests nobody learns here that they exist.
    if (state === undefined || state.requester !== speaker.id) return { refused: 'not-found' };
    const cancelled = cancelRequest(state, speaker.id, now);
    return 'refused' in cancelled || holds(state) ? cancelled : { refused: 'changed' };
  });
  if ('refused' in result && result.refused === 'not-found') return notice('request-unknown', { request: id });
  const [state] = await deps.store.get([id]);
  if (state === undefined) return notice('request-unknown', { request: id });
  const batch = await deps.store.find({ of: 'batch', batch: state.batch });
  const view = await batchView(deps, batch, speaker.id, 'asker');
  const changed = 'refused' in result && result.refused === 'changed';
  if (changed)
    return [
      {
        show: { ...view, note: { notice: 'changed', args: { request: id } } },
        copy: { batch: state.batch, audience: 'asker' },
      },
    ];
  // Whoever has cancelled it already, and presses again, hears nothing new.
  const own = state.status === 'cancelled' && state.by === speaker.id;
  const late = 'refused' in result && result.refused !== 'already-ending' && !own;
  const note = late ? ({ notice: 'no-longer-open', args: { request: id, status: statusOf(state) } } as const) : null;
  return [{ show: { ...view, note }, copy: { batch: state.batch, audience: 'asker' } }];
}
