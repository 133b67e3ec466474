import { at, type UserId } from '../../domain/ids.ts';
import { toRemind } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import { lookAgain } from '../../domain/work-of.ts';
import type { Done } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { Deps } from '../deps.ts';
import { fingerprint } from '../fingerprint.ts';
import { batchView } from '../lines.ts';
import { readerFor } from '../reader.ts';
import { reach, sendTo } from './reach.ts';

/**
 * Reminds one person whose answer is missing, with a card of their own to decide on: it is kept in step like the first one.
 * Nobody is reminded who has answered meanwhile, or who wants to hear nothing of the one who asks.
 */
export async function remindPerson(deps: Deps, state: Request, person: UserId): Promise<Done> {
  if (state.status !== 'pending' || !toRemind(state).includes(person)) return 'done';
  const now = at(deps.clock.now());
  if ((await deps.mutes.until(person, state.requester, now)) !== null) return 'done';
  const contact = await deps.chats.contact(person);
  const asker = contact?.zone ? null : await deps.chats.contact(state.requester);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, now);
  const view = await batchView(deps, [state], person, 'approver');
  const shown = present({ ...view, note: { notice: 'reminder', args: { request: state.id } } }, reader);
  const recipient = { person, contact, reader };
  const to = await reach(deps, recipient);
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, recipient, to, shown);
  if (sent === 'done' || 'again' in sent) return sent;
  const { batch, id, requester } = state;
  const copy = { batch, person, audience: 'approver', address: to, activity: sent.activity } as const;
  await deps.chats.saveCopy({ ...copy, lines: [id], shows: fingerprint(shown) });
  // What was decided while it was on its way is not on it yet.
  const [current] = await deps.store.get([id]);
  if (current?.revision === state.revision) return 'done';
  const work = lookAgain({ batch, person, audience: 'approver', onlyEdits: true }, sent.activity, requester, now);
  await deps.store.commit({ requests: [], events: [], work: [work] });
  deps.work.nudge();
  return 'done';
}
