import { at, parseRequestId } from '../domain/ids.ts';
import { type Hearing, hear as hearWords } from '../language/understand.ts';
import type { Contact } from '../ports/messenger.ts';
import { about } from '../ports/story.ts';
import { answerForm, once } from './answered.ts';
import { notTaken, orSorry, sorry } from './apologise.ts';
import { cost } from './budget.ts';
import { type Context, notice, type Replies, type Reply } from './command.ts';
import { commandOf, runIntent } from './commands/index.ts';
import { deliver } from './deliver.ts';
import type { Deps } from './deps.ts';
import { onceATurn } from './facts/once.ts';
import { isAllowed } from './facts/roles.ts';
import { Heard } from './heard.ts';
import { listen, reasonWasCut } from './listen.ts';
import { meet } from './meet.ts';
import { type Pressed, readPressed } from './pressed.ts';
import { readerAsSaid, readerOf } from './reader.ts';
import { repeatedTurn } from './repeated.ts';
import { wait } from './time.ts';
import type { Answer, Conversation, Turn } from './turn.ts';
import { chooseGroups } from './typeahead.ts';
import { whileTyping } from './typing.ts';
import { askCut, takeWhole, withMentions } from './whole-names.ts';

/** People in one sentence, and groups. */
const mostNames = 5;
/** Longer texts are no question to a bot. */
const longest = 2000;

/** One turn: who speaks → intent or card action → command → answer. */
export function createConversation(deps: Deps): Conversation {
  const heard = new Heard();
  return {
    async take(turn) {
      const bare = contextOf(deps, turn);
      if (onlyLooks(turn)) return takeOnce(bare, heard);
      let begun = false;
      const first = () => {
        begun = true;
        return takeOnce(bare, heard);
      };
      try {
        return await once(deps, heard.keyOf(turn), answerForm, first);
      } catch (error) {
        if (begun) throw error;
        return notTaken(bare, error);
      }
    },
    left: (person) => deps.chats.dropAddress(person),
  };
}

/** Searches and refreshes come by themselves and often; each is answered with what is there now. */
const onlyLooks = (turn: Turn): boolean => turn.kind === 'search' || (turn.kind === 'action' && turn.automatic);

function contextOf(deps: Deps, turn: Turn): Context {
  const now = at(deps.clock.now());
  const looked = { people: new Map(), groups: new Map(), roles: new Map() };
  const own = { ...deps, directory: onceATurn(deps.directory) };
  return { deps: own, turn, speaker: turn.speaker, reader: readerAsSaid(turn.speaker, now), now, looked };
}

async function takeOnce(bare: Context, heard: Heard): Promise<Answer> {
  const { turn } = bare;
  const known = await acquaint(bare).catch((error: unknown) => ({ failed: error }));
  if ('failed' in known) return notTaken(bare, known.failed);
  const { context, contact } = known;
  if (turn.kind === 'met') return { kind: 'none' };
  if (turn.kind === 'search') return { kind: 'choices', choices: await choose(context, turn) };
  if (heard.isOldOrder(turn)) return deliver(context, notice('edited'), contact);
  const replies = await whileTyping(context, () => run(context));
  const answer = await deliver(context, replies, contact);
  heard.became(turn, replies);
  return answer;
}

/** While typing nobody reads a sentence: without points nothing is offered, and a name can still be written out. */
async function choose(context: Context, turn: Extract<Turn, { kind: 'search' }>) {
  const { deps, speaker } = context;
  return (await deps.spend(speaker.id, cost.typing)) === null ? chooseGroups(context, turn) : [];
}

/** Runs a command that looks things up, unless this person has had too much looked up lately. */
async function paying(context: Context, points: number, act: () => Promise<Replies>): Promise<Replies> {
  const again = await context.deps.spend(context.speaker.id, points);
  return again === null ? act() : notice('too-much', { ...wait(again, context.now) });
}

/** Who speaks, in which language, and where that one is reached: all that must be known before anything is done. */
async function acquaint(bare: Context): Promise<{ readonly context: Context; readonly contact: Contact }> {
  const context = { ...bare, reader: await readerOf(bare.deps, bare.speaker, bare.now) };
  return { context, contact: await meet(context) };
}

/** Runs the command; a fault becomes a sentence that says what to do, and a line in the log. */
function run(context: Context): Promise<Replies> {
  const { turn } = context;
  const act = async (): Promise<Replies> => {
    const earlier = await repeatedTurn(context);
    if (earlier !== null) return earlier;
    if (turn.kind === 'message') return listen(context, hear);
    return turn.kind === 'action' ? press(context) : [];
  };
  return orSorry(context, act, (code) => sorry(turn, turn.kind === 'action' ? turn.verb : '', code));
}

async function hear(context: Context, text: string): Promise<Replies> {
  const { reader, deps } = context;
  const words = text.trim();
  if (words === '') return notice('empty');
  if (words.length > longest) return notice('too-long', { most: longest });
  const hearing = hearWords(words, { now: deps.clock.now(), zone: reader.zone, locale: reader.locale });
  const most = Math.max(...hearing.meant.flatMap(({ said }) => [said.people.length, said.groups.length]));
  if (most > mostNames) return notice('too-many-names', { most: mostNames });
  const names = hearing.meant.flatMap(({ said }) => [...said.people, ...said.groups]).length;
  return paying(context, cost.turn * hearing.meant.length + cost.name * names, () => answerAll(context, hearing));
}

async function answerAll(context: Context, hearing: Hearing): Promise<Replies> {
  const { turn, deps } = context;
  const all = await takeWhole(context, hearing);
  const replies: Reply[] = [];
  for (const meant of all) {
    // Also when something else is asked back first.
    const said = withMentions(context, meant.said);
    const id = parseRequestId(said.id);
    deps.log.info('heard', {
      correlation: turn.correlation,
      person: turn.speaker.id,
      kind: said.intent,
      ...(id && { request: id }),
    });
    const answer = async () =>
      unlessRefused(context, (await askCut(context, { ...meant, said })) ?? (await runIntent(context, said)));
    const act = () => about(id, answer);
    // Of several, what was decided before a fault stands, and must be told.
    const told = (code: string) =>
      all.length === 1 ? sorry(turn, said.intent, code) : notice('one-failed', { request: said.id ?? '' });
    replies.push(...(await orSorry(context, act, told)));
  }
  return replies.filter((reply, at) => !shownAgain(reply, replies.slice(at + 1)));
}

/** Whoever may have nobody looked up hears that, whatever was made of it that nobody was found. */
async function unlessRefused(context: Context, replies: Replies): Promise<Replies> {
  const nothing = context.looked.account === undefined;
  return nothing || (await isAllowed(context)) ? replies : notice('guest-looks');
}

const idsOf = ({ show }: Reply) => (show.view === 'requests' ? show.lines.map(({ id }) => id) : []);

/** A line is shown once: the last card shows what became of all of its own. One with a word to say stays. */
const shownAgain = ({ show, copy }: Reply, later: Replies) =>
  copy !== undefined &&
  !(show.view === 'requests' && show.note !== null) &&
  later.some(
    (one) =>
      one.copy?.batch === copy.batch &&
      one.copy.audience === copy.audience &&
      idsOf({ show, copy }).every((id) => idsOf(one).includes(id)),
  );

/** How many names the form carries. */
const named = (data: Pressed) =>
  [data.input('people'), data.input('group')].flatMap((value) => value?.split(/[,;]/) ?? []).length;

async function press(context: Context): Promise<Replies> {
  const { turn } = context;
  if (turn.kind !== 'action') return [];
  // An automatic refresh may never decide anything, whatever verb it names.
  const command = commandOf(turn.automatic ? 'refresh' : turn.verb);
  const data = readPressed(turn.data);
  const act = async () =>
    unlessRefused(context, (await command?.pressed?.(context, turn.verb, data)) ?? notice('not-understood'));
  const replies = await paying(context, cost.turn + cost.name * named(data), () => about(data.request, act));
  return data.reasonCut ? [...replies, ...reasonWasCut] : replies;
}
