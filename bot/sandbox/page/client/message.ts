import type { ActivityShown, Card, ViewShown } from '../protocol.ts';
import { announce } from './announce.ts';
import { type CardHost, drawCard, summary } from './card.ts';
import { avatar, botAvatar, h, set } from './dom.ts';
import { server } from './server.ts';
import { nameOf, store } from './store.ts';

export interface Place {
  readonly person: string;
  readonly conversation: string;
  readonly locale: string;
  readonly older: boolean;
}

export interface Message {
  readonly element: HTMLElement;
  /** Draws again only if what this person sees here has changed; true if it did. */
  update(place: Place): boolean;
}

/** One activity as one person sees it. It keeps its element, its half-filled fields and its notes as long as it can. */
export function message(id: string): Message {
  const body = h('div', { class: 'body' });
  const note = h('p', { class: 'note', role: 'status' });
  const element = h('li', { class: 'message', tabindex: -1 }, body, note);
  let drawn: readonly unknown[] = [];
  let busy = false;

  const during = async (place: Place, act: () => Promise<string | null>) => {
    if (busy) return;
    busy = true;
    set(body, 'aria-busy', 'true');
    const sentence = await act().catch(() => 'The sandbox cannot be reached.');
    note.textContent = sentence ?? '';
    if (sentence) announce(`${nameOf(place.person)}: ${sentence}`);
    set(body, 'aria-busy', null);
    busy = false;
  };
  const hostOf = (place: Place): CardHost => ({
    ...place,
    press: (verb, data) =>
      void during(place, async () => {
        const done = await server.press(place.person, place.conversation, id, verb, data);
        return done.result === 'card' ? null : done.text;
      }),
    submit: (data) =>
      void during(place, async () => {
        const { status } = await server.submit(place.person, place.conversation, data);
        return status < 300 ? null : notTaken(status);
      }),
    find: async (dataset, query) => (await server.search(place.person, place.conversation, dataset, query)).results,
  });
  return {
    element,
    update(place) {
      const activity = store.activity(place.conversation, id);
      const view = store.view(place.person, place.conversation, id);
      const now = [activity, view, place.older, place.locale, place.person];
      if (!activity || now.every((each, nth) => each === drawn[nth])) return false;
      drawn = now;
      draw(element, body, activity, view ?? activity.cards, place, hostOf(place));
      return true;
    },
  };
}

export const notTaken = (status: number) => `The bot did not take it (HTTP ${status}).`;

/** What the message says in one sentence, for the announcement. */
export function inWords(activity: ActivityShown, view: ViewShown | undefined): string {
  const [card] = view ?? activity.cards;
  return activity.text ?? (card ? summary(card) : '');
}

function draw(
  element: HTMLElement,
  body: HTMLElement,
  activity: ActivityShown,
  cards: readonly Card[],
  place: Place,
  host: CardHost,
): void {
  const mine = activity.from === place.person;
  const fromBot = activity.from === 'bot';
  const name = fromBot ? 'Behalf' : nameOf(activity.from);
  const hadFocus = body.contains(document.activeElement);
  const clock = new Intl.DateTimeFormat(place.locale, { timeStyle: 'short', hourCycle: 'h23' });
  const time = clock.format(new Date(activity.at));
  const head = h(
    'p',
    { class: 'head' },
    mine ? h('span', { class: 'unseen' }, name) : h('b', {}, name),
    ' ',
    h('time', { datetime: activity.at }, time),
    activity.updated && h('span', { class: 'edited' }, ' · edited'),
  );
  element.className = `message ${mine ? 'mine' : 'theirs'}`;
  body.replaceChildren(head);
  if (activity.text) body.append(h('p', { class: 'bubble' }, activity.text));
  for (const card of cards) body.append(h('div', { class: 'card' }, drawCard(card, host)));
  if (!mine && !element.querySelector('.avatar')) element.prepend(fromBot ? botAvatar() : avatar(activity.from, name));
  // The pressed button is gone with the old card: stay at the message instead of at the top of the page.
  if (hadFocus) element.focus({ preventScroll: true });
}
