import { at, type UserId } from '../../domain/ids.ts';
import { isParty } from '../../domain/policy.ts';
import type { Request, Stray } from '../../domain/request.ts';
import { statusOf } from '../../domain/status.ts';
import { lookAgain } from '../../domain/work-of.ts';
import type { Done, Task } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { Line, View } from '../../present/view.ts';
import type { Deps } from '../deps.ts';
import { withAddress } from '../facts/names.ts';
import { fingerprint } from '../fingerprint.ts';
import { toLines } from '../lines.ts';
import { readerFor } from '../reader.ts';
import { editAll } from './copies.ts';
import { stillConcerned } from './deciders.ts';
import { pause } from './effect.ts';
import { reach, sendTo } from './reach.ts';
import { remindPerson } from './remind.ts';

type TellTask = Extract<Task, { kind: 'tell' }>;

/** Tells one person what became of a request, as a new message: an edited card makes no sound. */
export async function tell(deps: Deps, { request, person, news }: TellTask, attempt: number): Promise<Done> {
  const [state] = await deps.store.get([request]);
  if (state === undefined) return 'done';
  const concerned = isParty(state, person) || (await stillConcerned(deps, state, person));
  // Nobody who is only out of sight for a while goes without news; who stays away does.
  if (concerned === null && attempt < mostTries) return { again: pause(deps, attempt, 1000, 10 * 60_000) };
  if (concerned !== true) return 'done';
  if (news === 'waiting') return remindPerson(deps, state, person);
  const composed = await compose(deps, state, person, news);
  if (composed === null) return 'done';
  const { message, recipient } = composed;
  const to = await reach(deps, recipient);
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, recipient, to, message);
  if (sent === 'done' || 'again' in sent) return sent;
  if (news !== 'applied' || person !== state.beneficiary) return 'done';
  // The holder gives back from this card: it must not offer that after the end.
  const copy = { batch: request, person, audience: 'holder', address: to, activity: sent.activity } as const;
  await deps.chats.saveCopy({ ...copy, lines: [request], shows: fingerprint(message) });
  const [now] = await deps.store.get([request]);
  if (now !== undefined && now.revision !== state.revision) await lookAtNews(deps, state, sent.activity);
  return 'done';
}

/** About three hours. */
const mostTries = 25;

/** What ended while its news was on the way: this task must not run again for it, or it would tell twice. */
async function lookAtNews(deps: Deps, { batch, requester }: Request, activity: string): Promise<void> {
  const again = lookAgain({ batch, person: requester, audience: 'asker' }, activity, requester, at(deps.clock.now()));
  await deps.store.commit({ requests: [], events: [], work: [again] });
  deps.work.nudge();
}

/** The news that holders have of rights that are ending, or have ended, say so. */
export async function keepNews(deps: Deps, requests: readonly Request[]): Promise<Done> {
  let done: Done = 'done';
  for (const state of requests.filter((one) => ['ending', 'ended'].includes(statusOf(one)))) {
    const copies = await deps.chats.copies(state.id);
    for (const copy of copies.filter(({ audience }) => audience === 'holder')) {
      const composed = await compose(deps, state, copy.person, 'applied');
      const edited = composed === null ? 'done' : await editAll(deps, [copy], composed.message);
      if (edited !== 'done') done = edited;
    }
  }
  return done;
}

async function compose(deps: Deps, state: Request, person: UserId, news: TellTask['news']) {
  const contact = await deps.chats.contact(person);
  const asker = await deps.chats.contact(state.requester);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const [line] = await toLines(deps, [state], person);
  if (line === undefined) return null;
  const audience = state.beneficiary === person ? 'holder' : state.requester === person ? 'asker' : 'approver';
  const view = noticeFor(state, line, news) ?? { view: 'news', news: news as LineNews, line, audience };
  return { message: present(view, reader), recipient: { person, contact, reader } };
}

type LineNews = Extract<View, { view: 'news' }>['news'];

/** What admins are told is a sentence, and no card of the request. */
function noticeFor(state: Request, line: Line, news: TellTask['news']): View | null {
  if (news === 'refused') return { view: 'notice', notice: 'change-refused', args: refusalArgs(line) };
  if (news !== 'mistook' && news !== 'stray') return null;
  const { id, group, person, right } = line;
  const by = news === 'mistook' ? 'behalf' : 'others';
  const args = {
    ...{ request: id, group: withAddress(group), right, person: withAddress(person) },
    ids: (state.strays ?? [])
      .filter((one) => one.by === by)
      .map(called)
      .join('; '),
  };
  return { view: 'notice', notice: news === 'mistook' ? 'exchange-mistook' : 'right-strayed', args };
}

/** The name is chosen by somebody: it is what is cut. */
function called({ name, address, id }: Stray): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const certain = [address, id].filter((each) => each !== null && each !== name);
  return certain.length === 0 ? short : `${short} (${certain.join(', ')})`;
}

/** What an admin must know of a change that Exchange refuses. */
function refusalArgs({ id, group, person, right, status, delay }: Line) {
  const of = status === 'failed' || (delay?.why === 'forbidden' && delay.of !== 'change') ? 'group' : 'change';
  const what = status === 'failed' ? 'give' : 'take';
  return { request: id, group: withAddress(group), person: withAddress(person), right, of, what };
}
