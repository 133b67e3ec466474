import { at } from '../../domain/ids.ts';
import type { Done, Task } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { Deps } from '../deps.ts';
import { toLines } from '../lines.ts';
import { readerFor } from '../reader.ts';
import { reach, sendTo } from './reach.ts';

type TellTask = Extract<Task, { kind: 'tell' }>;

/** Tells one person what became of a request, as a new message: an edited card makes no sound. */
export async function tell(deps: Deps, { request, person, news }: TellTask): Promise<Done> {
  const [state] = await deps.store.get([request]);
  if (state === undefined) return 'done';
  const contact = await deps.chats.contact(person);
  const asker = await deps.chats.contact(state.requester);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const [line] = await toLines(deps.names, [state], person);
  if (line === undefined) return 'done';
  const to = await reach(deps, { person, contact, reader });
  if (to === 'done' || 'again' in to) return to;
  const message = present({ view: 'news', news, line, forYou: state.beneficiary === person }, reader);
  const sent = await sendTo(deps, { person, contact, reader }, to, message);
  return sent === 'done' || 'again' in sent ? sent : 'done';
}
