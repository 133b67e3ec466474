import type { Decided } from '../../domain/accept.ts';
import { approve, deciding, deny } from '../../domain/decide.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import { stillShows } from '../../domain/seen.ts';
import type { Understood } from '../../language/intent.ts';
import { todayOf } from '../asked.ts';
import { type Command, type Context, notice, type Replies, type Reply } from '../command.ts';
import { answerDecided, newLines, stillSeen, type Tried } from '../decided.ts';
import { approversOf, standing } from '../facts/gather.ts';
import { isNamed } from '../facts/names.ts';
import { namesFor } from '../facts/names-for.ts';
import { candidates, findGroup, findPerson } from '../facts/resolve.ts';
import type { Pressed } from '../pressed.ts';
import { type Repeated, settle } from '../settle.ts';
import { type Visible, visible, visibleToDecide } from '../visible.ts';
import { showPending } from './pending.ts';

/** Approve or deny: by a card, or typed with the request's id. */
export const decide: Command = {
  intents: ['approve', 'deny'],
  verbs: ['approve', 'deny', 'approve-all', 'deny-all'],
  async said(context, said) {
    const choice = said.intent === 'deny' ? { deny: said.reason } : 'approve';
    if (said.id === null) return askWhich(context, choice === 'approve' ? 'approve' : 'deny');
    const id = said.id as RequestId;
    if (choice === 'approve' && (await saysOtherwise(context, id, said))) return showInstead(context, id);
    return decideOne(context, id, choice, asItIs);
  },
  async pressed(context, verb, data) {
    const choice = verb.startsWith('approve') ? 'approve' : { deny: data.reason };
    if (verb.endsWith('-all')) return decideAll(context, data, choice);
    if (data.request === null) return notice('request-unknown', { request: '' });
    return decideOne(context, data.request, choice, (state) => stillShows(state, data.revision));
  },
};

/** Is what the decision was made on still so? */
type Holds = (state: Request) => boolean;
/** Typed words name no revision: they are about what is there now. */
const asItIs: Holds = () => true;

/**
 * Without an id, also "approve all", nothing is decided: something may wait that was never seen. All that waits is shown,
 * to press or to name.
 */
export async function askWhich(context: Context, what: 'approve' | 'deny'): Promise<Replies> {
  const cards = await showPending(context, null);
  const ids = cards.flatMap(({ show }) => (show.view === 'requests' ? show.lines.map(({ id }) => id) : []));
  return ids.length === 0 ? cards : [...notice('decide-which', { what, ids: ids.join(', ') }), ...cards];
}

type Choice = 'approve' | { readonly deny: string | null };

async function decideOne(context: Context, id: RequestId, choice: Choice, holds: Holds): Promise<Replies> {
  const before = await visibleToDecide(context, id);
  if ('hidden' in before) return notKnown(before, id);
  return answerDecided(context, before.state.batch, [{ id, result: await attempt(context, id, choice, holds) }]);
}

/** Whoever has left hears that only owners decide, not whether anybody has. */
const notKnown = ({ hidden }: Extract<Visible, { hidden: unknown }>, id: RequestId) =>
  hidden === 'left' ? notice('not-approver', { group: '' }) : notice('request-unknown', { request: id });

/**
 * Does an approval by number say more than the number: an end, or somebody or something that the request is not about?
 * What is approved is the request as it was asked, so the rest would be lost without a word.
 */
async function saysOtherwise(context: Context, id: RequestId, said: Understood): Promise<boolean> {
  if (said.duration !== null || said.until !== null) return true;
  const [words, found] = [said.reason, await visible(context, id)];
  if (words === null || 'hidden' in found) return false;
  const { state } = found;
  const names = await namesFor(context.deps, context.speaker.id, [state.requester, state.beneficiary], [state.group]);
  const own = [names.who(state.requester), names.who(state.beneficiary), names.where(state.group)];
  if (own.some((it) => isNamed(it, words) || isNamed({ name: it.name.split(' ')[0] ?? '' }, words))) return false;
  if (/^["“'‘]?\p{Lu}/u.test(words)) return true;
  const [group, person] = await Promise.all([findGroup(context, words), findPerson(context, words)]);
  return [...candidates(group), ...candidates(person)].some((it) => isNamed(it, words));
}

/** The card with its buttons in the place of a decision. */
async function showInstead(context: Context, id: RequestId): Promise<Replies> {
  const replies = await decideOne(context, id, 'approve', () => false);
  const note = { notice: 'approve-as-asked', args: {} } as const;
  const isOpen = ({ show }: Reply) => show.view === 'requests' && show.note?.notice === 'changed';
  return replies.map((reply) =>
    isOpen(reply) ? { ...reply, show: { ...reply.show, note } as typeof reply.show } : reply,
  );
}

/**
 * Every line that the button stood for and that this person may decide, each by itself: what is refused stays as it is. A line
 * that came to this person later is shown first.
 */
async function decideAll(context: Context, { request, lines }: Pressed, choice: Choice): Promise<Replies> {
  const [anchor = request, ...others] = lines.keys();
  if (anchor === null) return notice('request-unknown', { request: '' });
  // Of a card with several lines, somebody may have left the group of the first.
  const known = await Promise.all([anchor, ...others].map((id) => visibleToDecide(context, id)));
  const first = known.flatMap((one) => ('state' in one ? [one.state] : []))[0];
  if (first === undefined) return known.flatMap((one) => ('hidden' in one ? notKnown(one, anchor) : [])).slice(0, 1);
  const batch = await context.deps.store.find({ of: 'batch', batch: first.batch });
  // Of a card that names no lines nothing is known: whoever may decide has to look again.
  const named = lines.size > 0 ? lines : new Map(batch.map(({ id }) => [id, 0] as const));
  const waiting = batch.filter(({ id, status }) => status === 'pending' && named.has(id));
  const holds: Holds = (state) => stillShows(state, named.get(state.id) ?? null);
  const tried = await Promise.allSettled(
    waiting.map(async ({ id }) => ({ id, result: await attempt(context, id, choice, holds) })),
  );
  const done = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const mine = done.filter(({ result }) => !('refused' in result) || stillSeen.has(result.refused));
  const [fault] = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (mine.length === 0 && fault !== undefined) throw fault;
  const told = mine.length > 0 ? mine : done;
  const late: Tried = { id: first.id, result: { refused: 'already-decided' } };
  return answerDecided(context, first.batch, told.length > 0 ? told : [late], await newLines(context, batch, named));
}

async function attempt(context: Context, id: RequestId, choice: Choice, holds: Holds): Promise<Decided | Repeated> {
  const { deps, speaker, now } = context;
  return settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    if (state === undefined) return { refused: 'not-found' };
    if (state.status !== 'pending') return { refused: 'already-decided' };
    const [{ facts, ground, found }, earlier] = await Promise.all([
      standing(deps, state, speaker.id),
      choice === 'approve' ? approversOf(deps, state) : [],
    ]);
    const decide = (it: Request) =>
      choice === 'approve' ? approve(it, facts, ground, now, earlier) : deny(it, facts, ground, choice.deny, now);
    const decided = decide(state);
    if ('refused' in decided) return decided;
    // Only who may decide hears that there is something to look at again.
    if (!holds(state)) return { refused: 'changed' };
    return deciding(state, await todayOf(deps, state, found), now, decide);
  });
}
