import { at, type RequestId, type UserId } from '../../domain/ids.ts';
import { askedPeople, isAsked, keepsLine, wasPassed } from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import { lookAgain } from '../../domain/work-of.ts';
import type { Copy } from '../../ports/store.ts';
import { concerns } from '../../ports/story.ts';
import type { Audience, Done, Task } from '../../ports/work.ts';
import { present } from '../../present/present.ts';
import type { View } from '../../present/view.ts';
import type { Deps } from '../deps.ts';
import { fingerprint } from '../fingerprint.ts';
import { batchView } from '../lines.ts';
import { readerFor } from '../reader.ts';
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

/**
 * Makes every copy of a batch's card in one person's chat show the present state of its own lines; sends a card of the
 * lines that are on none.
 */
export async function card(deps: Deps, { batch, person, audience, onlyEdits }: CardTask): Promise<Done> {
  const requests = await deps.store.find({ of: 'batch', batch });
  if (requests.length === 0) return 'done';
  for (const { id } of requests) concerns(id);
  const copies = await deps.chats.copies(batch);
  const own = copies.filter((copy) => copy.person === person && copy.audience === audience);
  const cards = { requests, copies };
  const kept = await keep(deps, cards, own);
  const sent = onlyEdits ? 'done' : await first(deps, cards, person, audience);
  const done = sent === 'done' ? kept : sent;
  if (done !== 'done' || audience === 'approver') return done;
  // Those who were asked before, and have left, have copies too; so have holders their news.
  const asked = ({ lines, person }: Copy) =>
    lines.every((id) => requests.some((one) => one.id === id && isAsked(one, person)));
  const others = copies.filter((copy) => copy.audience === 'approver' && !asked(copy));
  const all = await keep(deps, cards, others);
  return all === 'done' ? keepNews(deps, requests) : all;
}

/** Edits copies, each as its owner may see it. */
async function keep(deps: Deps, cards: Cards, copies: readonly Copy[]): Promise<Done> {
  let done: Done = 'done';
  const alike = ({ person, audience, lines }: Copy) => [person, audience, ...lines].join(' ');
  for (const [, same] of Map.groupBy(copies, alike)) {
    const [one] = same;
    if (one === undefined || one.audience === 'holder') continue;
    const { message, last } = await compose(deps, cards, one.person, one.audience, one.lines);
    const edited = await editAll(deps, same, message);
    if (edited !== 'done') done = edited;
    else if (last) for (const copy of same) await deps.chats.dropCopy(copy);
  }
  return done;
}

/** By now a question has arrived if it could; and one that is put later is not new any more. */
const lateAfterMs = 10_000;
const isLate = ({ clock }: Deps, { askedAt }: Request) => clock.now().getTime() - Date.parse(askedAt) >= lateAfterMs;

/**
 * Sends a card of the lines that are on none in this person's chat. Who was never shown a question needs no news of its
 * answer here.
 */
async function first(deps: Deps, cards: Cards, person: UserId, audience: Audience): Promise<Done> {
  const [request] = cards.requests;
  const from = performance.now();
  if (request !== undefined && audience === 'approver' && (await hasMuted(deps, person, request))) return 'done';
  const { fresh, waiting } = await unseen(deps, cards, person, audience);
  if (request === undefined || fresh.length === 0)
    return (await mayBeAsked(deps, waiting, person)) ? { again: pause(deps, 10, 500) } : 'done';
  const lines = fresh.map(({ id }) => id);
  const { message, recipient } = await compose(deps, cards, person, audience, lines);
  const to = await reach(deps, recipient);
  if (to === 'done' || 'again' in to) return to;
  const sent = await sendTo(deps, recipient, to, message, unchanged(deps, fresh, from));
  if (sent === 'done' || 'again' in sent) return sent;
  const { batch, requester } = request;
  const shows = fingerprint(message);
  await deps.chats.saveCopy({ batch, person, audience, lines, address: to, activity: sent.activity, shows });
  const asked = fresh.every((one) => isAsked(one, person) && !wasPassed(one));
  if (audience === 'asker' || (!isLate(deps, request) && asked)) return 'done';
  // The one who asked may have been told that nobody was reached, or of owners who have left.
  const again = lookAgain(
    { batch, person: requester, audience: 'asker' },
    sent.activity,
    requester,
    at(deps.clock.now()),
  );
  await deps.store.commit({ requests: [], events: [], work: [again] });
  deps.work.nudge();
  return 'done';
}

const hasMuted = async ({ mutes, clock }: Deps, person: UserId, { requester }: Request) =>
  (await mutes.until(person, requester, at(clock.now()))) !== null;

/** For so long a card counts as on its way: what happens then is for the edit that follows (ms). */
const onItsWayMs = 200;

/** Are these lines still as they were read at `from`? Looked up only where the card had to wait for its turn. */
function unchanged({ store }: Deps, lines: readonly Request[], from: number): () => Promise<boolean> {
  return async () => {
    if (performance.now() - from < onItsWayMs) return true;
    const now = await store.get(lines.map(({ id }) => id));
    return lines.every((line) => now.some(({ id, revision }) => id === line.id && revision === line.revision));
  };
}

interface Unseen {
  /** The lines that this person should have a card of, and has not: where there is anything to decide. */
  readonly fresh: readonly Request[];
  /** Those of them that wait for a decision, whoever can make it. */
  readonly waiting: readonly Request[];
}

/** Whoever was asked a moment ago may decide; later, or when it was passed on, that is looked up again. */
async function unseen(deps: Deps, { requests, copies }: Cards, person: UserId, audience: Audience): Promise<Unseen> {
  const own = copies.filter((copy) => copy.person === person && copy.audience === audience);
  if (audience === 'asker')
    return { fresh: own.length > 0 ? [] : requests.filter(({ requester }) => requester === person), waiting: [] };
  const left = requests
    .filter((one) => isAsked(one, person))
    .filter(({ id }) => !own.some(({ lines }) => lines.includes(id)));
  const waiting = left.filter(({ status }) => status === 'pending');
  const old = waiting.filter((one) => isLate(deps, one) || wasPassed(one));
  const may = await decidable(deps, old, person);
  const some = old.length < waiting.length || may.length > 0;
  return { fresh: some ? left : [], waiting };
}

/** Somebody or something is out of sight, which mostly passes: a question is not dropped for that within a day. */
async function mayBeAsked(deps: Deps, requests: readonly Request[], person: UserId): Promise<boolean> {
  const since = deps.clock.now().getTime() - day;
  const recent = requests.filter(({ askedAt }) => Date.parse(askedAt) > since);
  return recent.length > 0 && (await outOfSight(deps, recent, person));
}
const day = 86_400_000;

async function compose(
  deps: Deps,
  { requests, copies }: Cards,
  person: UserId,
  audience: Audience,
  only: readonly RequestId[],
) {
  const contact = await deps.chats.contact(person);
  const asker = contact?.zone ? null : await deps.chats.contact(requests[0]?.requester as UserId);
  const reader = await readerFor(deps, person, contact, asker?.zone ?? null, at(deps.clock.now()));
  const shown = requests.filter(({ id }) => only.includes(id));
  const unreached = audience === 'asker' ? await withoutCard(deps, requests, copies) : [];
  const left = audience === 'approver' ? shown.filter((one) => !keepsLine(one, person)).map(({ id }) => id) : [];
  // Whoever decides on none of it any more is told that, once, and hears of nothing that happened since.
  const last = shown.length > 0 && left.length === shown.length;
  const view: View = last
    ? { view: 'notice', notice: 'no-longer-decides', args: { ids: left.join(', ') } }
    : await batchView(deps, requests, person, audience, { only, unreached });
  return { message: present(view, reader), recipient: { person, contact, reader }, last };
}

/** Requests of which nobody has got a card to decide on in time, though nobody has muted who asks. */
async function withoutCard(
  deps: Deps,
  requests: readonly Request[],
  copies: readonly Copy[],
): Promise<readonly RequestId[]> {
  const asks = copies.filter(({ audience }) => audience === 'approver');
  const without = ({ id }: Request) => !asks.some(({ lines }) => lines.includes(id));
  const late = requests.filter((one) => one.status === 'pending' && isLate(deps, one) && without(one));
  const muted = await Promise.all(
    late.map(async (one) => (await Promise.all(askedPeople(one).map((id) => hasMuted(deps, id, one)))).includes(true)),
  );
  return late.filter((_, n) => !muted[n]).map(({ id }) => id);
}
