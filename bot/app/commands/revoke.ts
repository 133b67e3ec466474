import { type Decided, inOrder } from '../../domain/accept.ts';
import { deciding, end, find } from '../../domain/decide.ts';
import { newRequestId, type RequestId } from '../../domain/ids.ts';
import { BUILT_IN_RULING, keepsLine, mayEnd, ownersPanel, stampOf } from '../../domain/policy.ts';
import type { Applied, Asked, Request, Right } from '../../domain/request.ts';
import { stillShows } from '../../domain/seen.ts';
import { waiting } from '../../domain/waiting.ts';
import { advanceNow } from '../../domain/work-of.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Held } from '../../ports/permissions.ts';
import { todayBy } from '../asked.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { delegates, rightsIn } from '../delegates.ts';
import { endFacts } from '../facts/gather.ts';
import { toWhere, toWho, withAddress } from '../facts/names.ts';
import { namesFor } from '../facts/names-for.ts';
import { askPart, groups, people } from '../facts/resolve.ts';
import { batchView, pressedLines, toLines } from '../lines.ts';
import { settle } from '../settle.ts';
import { type Visible, visible } from '../visible.ts';
import { cancelOne } from './cancel.ts';

/** Give a right back, or take one away: by the request's id, or by saying who and which group. */
export const revoke: Command = {
  intents: ['revoke'],
  verbs: ['revoke'],
  async said(context, said) {
    if (said.id !== null) return endRequest(context, said.id as RequestId, said.reason);
    if (said.groups.length === 0) return notice('which-right', { ids: await held(context) });
    const found = await groups(context, said);
    if ('replies' in found) return found.replies;
    const who = await people(context, { ...said, people: said.people.length > 0 ? said.people : ['me'] });
    if ('replies' in who) return who.replies;
    const part = await askPart(context, said);
    if (part !== null) return part;
    if (found.all.length * who.all.length > mostAtOnce) return notice('too-many', { most: mostAtOnce });
    const pairs = found.all.flatMap((group) => who.all.map((person) => ({ group, person })));
    const replies: Replies[] = [];
    for (const pair of pairs) replies.push(await endPair(context, pair.group, pair.person, said));
    return replies.flat();
  },
  async pressed(context, _verb, data) {
    if (data.request === null) return notice('request-unknown', { request: '' });
    return endRequest(context, data.request, data.reason, (state) => stillShows(state, data.revision));
  },
};

const mostAtOnce = 20;

/** Ids of what the speaker holds by a record of ours: to choose from. */
async function held({ deps, speaker }: Context): Promise<string> {
  const active = await deps.store.find({ of: 'active', person: speaker.id, limit: 10 });
  return active.map(({ id }) => id).join(', ');
}

/** `holds`: is what was on the pressed card still so? Typed words are about what is there now. */
async function endRequest(
  context: Context,
  id: RequestId,
  reason: string | null,
  holds: (state: Request) => boolean = () => true,
): Promise<Replies> {
  const { deps, speaker, now } = context;
  const found = await visible(context, id);
  if ('hidden' in found) return notKnown(found, id);
  const { state } = found;
  // What never was granted is no right to give back, but the speaker's own request: that answers for itself.
  if (state.requester === speaker.id && state.status !== 'approved' && state.status !== 'applied')
    return cancelOne(context, id, holds);
  const result = await settle<Decided>(deps, async () => {
    const [current] = await deps.store.get([id]);
    if (current === undefined) return { refused: 'not-found' };
    const { group, ...facts } = await endFacts(deps, current.group, speaker.id);
    const decide = (state: Request) => end(state, facts, reason, now);
    const ending = decide(current);
    if ('refused' in ending) return ending;
    return holds(current)
      ? deciding(current, await todayBy(deps, current, group, facts.owners), now, decide)
      : { refused: 'changed' };
  });
  return answer(context, id, result);
}

/** Whoever was asked and has left hears who can end it, not how it stands. */
const notKnown = ({ hidden }: Extract<Visible, { hidden: unknown }>, id: RequestId) =>
  hidden === 'left' ? notice('not-allowed-to-end', { group: '' }) : notice('request-unknown', { request: id });

async function answer(
  context: Context,
  id: RequestId,
  result: Decided | { readonly repeated: true },
): Promise<Replies> {
  const { deps, speaker } = context;
  const [state] = await deps.store.get([id]);
  if (state === undefined) return notice('request-unknown', { request: id });
  const changed = 'refused' in result && result.refused === 'changed';
  const note = changed ? ({ notice: 'changed', args: { request: id } } as const) : null;
  if ('refused' in result && !changed) {
    if (result.refused === 'already-ending') await tryNow(context, state);
    const names = await namesFor(deps, speaker.id, [state.beneficiary], [state.group]);
    return notice(result.refused, {
      request: id,
      person: withAddress(names.who(state.beneficiary)),
      group: withAddress(names.where(state.group)),
      you: state.beneficiary === speaker.id ? 'yes' : 'no',
    });
  }
  if (state.requester === speaker.id || keepsLine(state, speaker.id)) {
    const audience = state.requester === speaker.id ? 'asker' : 'approver';
    const batch = await deps.store.find({ of: 'batch', batch: state.batch });
    const only = await pressedLines(context, state.batch);
    const view = await batchView(deps, batch, speaker.id, audience, { only });
    return [{ show: { ...view, note }, copy: { batch: state.batch, audience } }];
  }
  const lines = await toLines(deps, [state], speaker.id);
  return [{ show: { view: 'requests', audience: 'holder', lines, note } }];
}

/** Whoever may end a right says so again: what waits for Exchange or for something to come back is looked at now. */
async function tryNow({ deps, now }: Context, state: Request): Promise<void> {
  if (waiting(state).stuck === null) return;
  await deps.store.commit({ requests: [], events: [], work: advanceNow(state, now) });
  deps.work.nudge();
}

/** Every right that is meant: of our record, and of Exchange where nobody recorded it. */
async function endPair(context: Context, group: Group, person: Person, said: Understood): Promise<Replies> {
  const { deps, speaker } = context;
  const facts = await endFacts(deps, group.id, speaker.id);
  // Where nobody was named, the speaker was looked at, and may have meant somebody else.
  const self = said.people.length === 0 ? 'unsaid' : said.people.includes('me') ? 'yes' : 'no';
  const you = person.id === speaker.id ? self : 'no';
  const args = { person: withAddress(toWho(person)), group: withAddress(toWhere(group)), you, request: '' };
  // Who may not end anything learns nothing of what is recorded, nor of what stands in Exchange.
  const may = mayEnd(person.id, facts);
  if ('refused' in may) return notice(may.refused, args);
  const [active, open] = await Promise.all([
    deps.store.find({ of: 'active', group: group.id, person: person.id, limit: 10 }),
    deps.store.find({ of: 'open', group: group.id, person: person.id }),
  ]);
  // One that is approved and on its way is stopped, too.
  const ours = [...active, ...open.filter(({ status }) => status === 'approved')];
  const meant = (right: Right) => said.right === null || said.right === right;
  const recorded = ours.filter(({ right }) => meant(right));
  const replies: Replies[] = [];
  for (const { id } of recorded) replies.push(await endRequest(context, id, said.reason));
  const now = await readHeld(context, group, person, replies.length > 0);
  const others = (now?.rights ?? []).filter((right) => meant(right) && !ours.some((one) => one.right === right));
  for (const right of others) replies.push(await endFound(context, group, person, right, now as Held, said.reason));
  if (replies.length > 0) return replies.flat();
  const held = [...ours.map(({ right }) => right), ...(now?.rights ?? [])];
  return notice('nothing-held', { ...args, right: held.find((right) => !meant(right)) ?? 'none' });
}

/** What stands in Exchange beside our record. When it cannot be read, what was ended already is told all the same. */
async function readHeld({ deps, turn }: Context, group: Group, person: Person, done: boolean): Promise<Held | null> {
  try {
    const held = await deps.permissions.held(group.id, person);
    if (held === null) throw new Fault('exchange-unavailable', 'Exchange does not know the group just now');
    return { ...held, rights: rightsIn(held) };
  } catch (error) {
    if (!done || !(error instanceof Fault)) throw error;
    deps.log.warn('by-hand-rights-not-read', { code: error.code, correlation: turn.correlation, error });
    return null;
  }
}

/** A right that somebody gave by hand: recorded as found, and ended in the same breath. */
async function endFound(
  context: Context,
  group: Group,
  person: Person,
  right: Right,
  reading: Held,
  reason: string | null,
): Promise<Replies> {
  const { deps, speaker, now } = context;
  let id = newRequestId(deps.random);
  const result = await settle<Decided>(deps, async (again) => {
    id = newRequestId(deps.random, 4 + Math.floor(again / 2));
    const facts = await endFacts(deps, group.id, speaker.id);
    const pair = { requester: speaker.id, beneficiary: person.id };
    const panels = [ownersPanel(facts.owners === 'unknown' ? [] : facts.owners, pair)];
    const asked: Asked = {
      id,
      batch: id,
      ...pair,
      group: group.id,
      right,
      term: null,
      reason: null,
      askedAt: now,
      held: reading.rights,
      policy: stampOf(BUILT_IN_RULING, null),
    };
    const found = find(asked, panels, delegates(reading), now);
    const ended = end(found.requests[0]?.next as Applied, facts, reason, now);
    return 'refused' in ended ? ended : inOrder(found, ended);
  });
  return answer(context, id, result);
}
