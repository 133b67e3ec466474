import { at } from '../domain/ids.ts';
import { lookAgain } from '../domain/work-of.ts';
import type { Address, Contact, Message } from '../ports/messenger.ts';
import { present } from '../present/present.ts';
import type { View } from '../present/view.ts';
import { isLost } from './apologise.ts';
import type { Context, Replies, Reply } from './command.ts';
import type { Deps } from './deps.ts';
import { fingerprint } from './fingerprint.ts';
import { type Answer, NotAnswered } from './turn.ts';

/** Replies → what goes back. In a group or channel the details go to the person's own chat. */
export async function deliver(context: Context, replies: Replies, contact: Contact): Promise<Answer> {
  const { turn } = context;
  const [first, ...others] = replies;
  if (first === undefined) return { kind: 'none' };
  if (turn.kind === 'action' && turn.via === 'invoke') {
    for (const reply of others) await post(context, turn.place, reply);
    return inPlace(context, first, turn.card);
  }
  const to = await placeFor(context, contact);
  if (to === null) return { kind: 'none' };
  const card = turn.kind === 'action' ? turn.card : null;
  let [sent, lost] = [0, 0];
  for (const reply of replies) {
    const became = await (card !== null && reply === first
      ? replace(context, to, card, reply)
      : post(context, to, reply));
    if (became === 'sent') sent++;
    if (became === 'lost') lost++;
  }
  // A part of an answer is one. What the turn has done is found by its key when Teams sends it again.
  if (lost > 0 && sent === 0) throw new NotAnswered('no reply was sent');
  return { kind: 'none' };
}

/** `lost`: not sent, but may be later. `gone`: there is no way to the person any more. */
type Became = 'sent' | 'lost' | 'gone';

/** The invoke's answer: a card in the place of the pressed one, or a sentence beside it. */
async function inPlace(context: Context, reply: Reply, card: string | null): Promise<Answer> {
  const { reader, turn } = context;
  const message = present(reply.show, reader);
  if (message.card === null) return { kind: 'sentence', text: message.text ?? message.summary };
  // Teams shows the answer to the one who pressed, for now; the card itself is edited by the work that follows.
  if (card !== null) await remember(context, reply, turn.place, card, '');
  if (card !== null) finish(context, reply, turn.place, card);
  return { kind: 'card', message };
}

/** Where the answer goes: here, or in the person's own chat with a word here. */
async function placeFor(context: Context, contact: Contact): Promise<Address | null> {
  const { turn, deps } = context;
  if (turn.place.type === 'personal') return turn.place;
  const address = contact.address ?? (await openChat(context));
  const said = address === null ? 'details-need-chat' : 'details-in-chat';
  const sent = await deps.messenger.send(
    turn.place,
    present({ view: 'notice', notice: said, args: {} }, context.reader),
  );
  if (isLost(context, sent) && address === null) throw new NotAnswered('no way to the person');
  return address;
}

async function openChat({ deps, speaker, turn }: Context): Promise<Address | null> {
  const opened = await deps.installer.install(speaker.id);
  if ('chat' in opened) return { serviceUrl: turn.place.serviceUrl, conversation: opened.chat };
  deps.log.warn('chat-not-opened', {
    person: speaker.id,
    correlation: turn.correlation,
    code: 'refused' in opened ? opened.refused : 'throttled',
  });
  return null;
}

async function post(context: Context, to: Address, reply: Reply): Promise<Became> {
  const message = present(reply.show, context.reader);
  const sent = await context.deps.messenger.send(to, message);
  if (isLost(context, sent)) return 'lost';
  if (!('sent' in sent)) return 'gone';
  await remember(context, reply, to, sent.sent.activity, fingerprint(message));
  finish(context, reply, to, sent.sent.activity);
  return 'sent';
}

/** An `Action.Submit` has no answer of its own: the card that it was pressed on is edited. */
async function replace(context: Context, to: Address, card: string, reply: Reply): Promise<Became> {
  const message = present(reply.show, context.reader);
  const sent = message.card === null ? null : await context.deps.messenger.update(to, card, message);
  if (sent === null || !('sent' in sent)) return post(context, to, reply);
  await remember(context, reply, to, card, fingerprint(message));
  finish(context, reply, to, card);
  return 'sent';
}

/** The person has the card by now: what cannot be noted is logged, and the work that was committed with it looks again. */
function remember(...of: Parameters<typeof note>): Promise<void> {
  const [{ deps, turn }] = of;
  return note(...of).catch((error: unknown) => {
    deps.log.error('card-not-noted', { correlation: turn.correlation, error });
  });
}

async function note({ deps, speaker }: Context, reply: Reply, address: Address, activity: string, shows: string) {
  const { copy } = reply;
  if (copy === undefined) return;
  const { serviceUrl, conversation } = address;
  const lines = reply.show.view === 'requests' ? reply.show.lines.map(({ id }) => id) : [];
  const card = { ...copy, person: speaker.id, lines, address: { serviceUrl, conversation }, activity, shows };
  // Whatever changed a card that was pressed has queued the work that edits it. That this is to look once more may be forgotten.
  const pressed = shows === '';
  await (pressed ? deps.chats.markCopy(card) : deps.chats.saveCopy(card));
  // Only from here on does work know of this card. What was done in between is looked for once more.
  if (!pressed && (await isCurrent(deps, reply))) return;
  const again = lookAgain({ ...copy, person: speaker.id }, activity, speaker.id, at(deps.clock.now()));
  await deps.store.commit({ requests: [], events: [], work: [again], ...(pressed && { soft: true }) });
  deps.work.nudge();
}

/** Are the requests on a card still as it shows them? */
async function isCurrent(deps: Deps, { show }: Reply): Promise<boolean> {
  if (show.view !== 'requests') return false;
  const now = await deps.store.get(show.lines.map(({ id }) => id));
  return show.lines.every((line) => now.some(({ id, revision }) => id === line.id && revision === line.revision));
}

/** What a reply still completes goes on after the answer; if it fails, the card stays as it honestly is. */
function finish(context: Context, reply: Reply, to: Address, activity: string): void {
  const { deps, turn, reader } = context;
  const show = async (view: View) => {
    const message: Message = present(view, reader);
    await deps.messenger.update(to, activity, message);
  };
  reply.complete?.(show).catch((error: unknown) => {
    deps.log.error('card-not-completed', { correlation: turn.correlation, error });
  });
}
