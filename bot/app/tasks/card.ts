import { at, type RequestId, type UserId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import { lookAgain } from '../../domain/work-of.ts';
import type { Copy } from '../../ports/store.ts';
import { concerns } from '../../ports/story.ts';
import type { Audience, Done, Task } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { Deps } from '../deps.ts';
import { fingerprint } from '../fingerprint.ts';
import { batchView } from '../lines.ts';
import { readerFor } from '../reader.ts';
import { isAdmin } from '../roles.ts';
import { editAll } from './copies.ts';
import { decidable, outOfSight } from './deciders.ts';
import { pause } from './effect.ts';
import { reach, sendTo } from './reach.ts';
import { keepNews } from './tell.ts';

type CardTask = Extract<Task, { kind: 'card' }>;

/** A batch, and the cards of it that stand in chats. */
interface Cards {
  readonly requests: readonly Request[];
  readonly copies: readonly Copy[];
}

/** Makes every copy of a batch's card in one person's chat show the present state; sends the first where there is none. */
export async function card(deps: Deps, { batch, person, audience }: CardTask): Promise<Done> {
  const requests = await deps.store.find({ of: 'batch', batch });
  if (requests.length === 0) return 'done';
  for (const { id } of requests) concerns(id);
  const copies = await deps.chats.copies(batch);
  const own = copies.filter((copy) => copy.person === person && copy.audience === audience);
  const cards = { requests, copies };
  const done = own.length > 0 ? await keep(deps, cards, own) : await first(deps, cards, person, audience);
  if (done !== 'done' || audience === 'approver') return done;
  // Owners who were not asked at the time, but looked what waits for them, have copies too; so have holders their news.
  const asked = new Set(requests.flatMap(({ approvers }) => approvers));
  const others = copies.filter((copy) => copy.audience === 'approver' && !asked.has(copy.person));
  const kept = await keep(deps, cards, others);
  return kept === 'done' ? keepNews(deps, requests) : kept;
}

/** Edits copies, each as its owner may see it. */
async function keep(deps: Deps, cards: Cards, copies: readonly Copy[]): Promise<Done> {
  let done: Done = 'done';
  for (const [person, theirs] of Map.groupBy(copies, (copy) => copy.person)) {
    for (const [audience, same] of Map.groupBy(theirs, (copy) => copy.audience)) {
      if (audience === 'holder') continue;
      const { message } = await compose(deps, cards, person, audience);
      const edited = await editAll(deps, same, message);
      if (edited !== 'done') done = edited;
    }
  }
  return done;
}

/** By now a question has arrived if it could; and one that is put later is not new any more. */
const lateAfterMs = 10_000;
const isLate = ({ clock }: Deps, { askedAt }: Request) => clock.now().getTime() - Date.parse(askedAt) >= lateAfterMs;

/** Sends the first card. Who was never shown the question needs no news of its answer here. */
async function first(deps: Deps, cards: Cards, person: UserId, audience: Audience): Promise<Done> {
  const [request] = cards.requests;
  if (request === undefined) return 'done';
  const late = isLate(deps, request);
  if (audience === 'approver' && !(await stillAsked(deps, cards.requests, person, late)))
    return (await mayBeAsked(deps, cards.requests, person)) ? { again: pause(deps, 10, 500) } : 'done';
  const { message, recipient } = await compose(deps, cards, person, audience);
  const to = await reach(deps, recipient);
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, recipient, to, message);
  if (sent === 'done' || 'again' in sent) return sent;
  const { batch, requester } = request;
  const shows = fingerprint(message);
  await deps.chats.saveCopy({ batch, person, audience, address: to, activity: sent.activity, shows });
  const asked = cards.requests.some(({ approvers }) => approvers.includes(person));
  if (audience === 'asker' || (!late && asked)) return 'done';
  // The one who asked may have been told that nobody was reached, or of owners who have left.
  const again = lookAgain(batch, requester, 'asker', sent.activity, at(deps.clock.now()));
  await deps.store.commit({ requests: [], events: [], work: [again] });
  deps.work.nudge();
  return 'done';
}

/** Is there anything for this person to decide? Whoever was asked a moment ago may; later that is looked up again. */
async function stillAsked(deps: Deps, requests: readonly Request[], person: UserId, late: boolean): Promise<boolean> {
  const pending = requests.filter(({ status }) => status === 'pending');
  if (!late && pending.some(({ approvers }) => approvers.includes(person))) return true;
  return (await decidable(deps, pending, person)).length > 0;
}

/** Somebody or something is out of sight, which mostly passes: a question is not dropped for that within a day. */
async function mayBeAsked(deps: Deps, requests: readonly Request[], person: UserId): Promise<boolean> {
  const since = deps.clock.now().getTime() - day;
  const waiting = requests.filter(({ status, askedAt }) => status === 'pending' && Date.parse(askedAt) > since);
  return waiting.length > 0 && (await outOfSight(deps, waiting, person));
}
const day = 86_400_000;

async function compose(deps: Deps, { requests, copies }: Cards, person: UserId, audience: Audience) {
  const contact = await deps.chats.contact(person);
  const asker = contact?.zone ? null : await deps.chats.contact(requests[0]?.requester as UserId);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const decides = audience === 'approver' ? await decidesNow(deps, requests, person) : [];
  const unreached = audience === 'asker' ? withoutCard(deps, requests, copies) : [];
  const view = await batchView(deps, requests, person, audience, decides, unreached);
  return { message: present(view, reader), recipient: { person, contact, reader } };
}

/** Requests of which nobody has got a card to decide on in time. Whoever was not asked at the time has one only to decide. */
function withoutCard(deps: Deps, requests: readonly Request[], copies: readonly Copy[]): readonly RequestId[] {
  const asked = new Set(requests.flatMap(({ approvers }) => approvers));
  const has = new Set(copies.filter(({ audience }) => audience === 'approver').map(({ person }) => person));
  const others = [...has].some((person) => !asked.has(person));
  const without = (request: Request) => !others && !request.approvers.some((person) => has.has(person));
  return requests.filter((one) => one.status === 'pending' && isLate(deps, one) && without(one)).map(({ id }) => id);
}

/** Lines that somebody who was not asked at the time may see: an owner those of the group, an admin what is decided. */
async function decidesNow(deps: Deps, requests: readonly Request[], person: UserId): Promise<readonly RequestId[]> {
  if (requests.some(({ approvers }) => approvers.includes(person))) return [];
  const [{ owned }, admin] = await Promise.all([deps.directory.groupsOf(person), isAdmin(deps, person)]);
  const own = requests.filter(({ group }) => owned.some(({ id }) => id === group)).map(({ id }) => id);
  if (!admin) return own;
  const decided = requests.filter(({ status }) => status !== 'pending').map(({ id }) => id);
  return [...own, ...decided, ...(await decidable(deps, requests, person))];
}
