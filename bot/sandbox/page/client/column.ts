import type { ChatShown } from '../protocol.ts';
import { announce } from './announce.ts';
import { composer } from './composer.ts';
import { h, icon, set } from './dom.ts';
import { inWords, type Place } from './message.ts';
import { personHead } from './person.ts';
import { refresher } from './refresh.ts';
import { store } from './store.ts';
import { thread } from './thread.ts';

export interface Column {
  readonly element: HTMLElement;
  readonly person: string;
  update(): void;
  /** Shows the newest message; only once it is on the page can it be scrolled to. */
  toNewest(): void;
}

/** One person's Teams: their chat with the bot, seen through their eyes. `onPick` is told of another person. */
export function column(person: string, onPick: (person: string) => void, onNews: () => void): Column {
  const refresh = refresher(person);
  const messages = thread();
  const empty = h('div', { class: 'empty' });
  const log = h('div', { class: 'log', tabindex: 0, role: 'group' }, empty, messages.element);
  const toNewest = h(
    'button',
    { class: 'newest', type: 'button', hidden: true, onclick: () => scrollDown(log) },
    icon('down'),
    'Newest',
  );
  const head = personHead(person, onPick, (older) => {
    place = { ...place, older };
    update();
  });
  const write = composer(person, () => chat?.conversation ?? null);
  const title = h('h2', { class: 'unseen' });
  const element = h('section', { class: 'column panel' }, title, head.element, log, toNewest, write.element);
  let place: Place = { person, conversation: '', locale: 'en', older: false };
  let chat: ChatShown | undefined;
  let first = true;
  /** Where the newest message was brought into view: who has not moved since, follows. */
  let shownAt = -1;

  log.addEventListener('scroll', () => {
    if (atEnd(log)) toNewest.hidden = true;
  });

  const arrived = (fresh: readonly string[], wasAtEnd: boolean) => {
    const mine = fresh.some((id) => store.activity(place.conversation, id)?.from === person);
    if (wasAtEnd || mine || first) shownAt = messages.showLast(log, fresh);
    else toNewest.hidden = false;
    const name = store.person(person)?.name ?? '';
    for (const id of first ? [] : fresh) {
      const activity = store.activity(place.conversation, id);
      if (activity?.from !== 'bot') continue;
      announce(`Behalf to ${name}: ${inWords(activity, store.view(person, place.conversation, id))}`);
      onNews();
    }
  };
  const update = () => {
    const shown = store.person(person);
    if (!shown) return;
    chat = store.chatsOf(person).find(({ type }) => type === 'personal');
    place = { ...place, conversation: chat?.conversation ?? '', locale: shown.locale };
    title.textContent = `${shown.name}'s chat`;
    set(element, 'aria-label', title.textContent);
    set(log, 'aria-label', `Messages between ${shown.name} and Behalf`);
    set(messages.element, 'lang', shown.locale);
    head.update(place.older);
    write.update(shown);
    const wasAtEnd = atEnd(log) || log.scrollTop === shownAt;
    const fresh = messages.update(place, chat?.activities ?? []);
    if (fresh.length > 0) arrived(fresh, wasAtEnd);
    const { conversation } = place;
    refresh(conversation, chat?.activities.flatMap((id) => store.activity(conversation, id) ?? []) ?? []);
    empty.hidden = (chat?.activities.length ?? 0) > 0;
    empty.replaceChildren(...emptyText(shown.name));
    first = false;
  };
  return { element, person, update, toNewest: () => scrollDown(log) };
}

function emptyText(name: string): Node[] {
  const first = name.split(' ')[0];
  return [
    h('p', {}, h('strong', {}, `${first} has not met Behalf yet.`)),
    h('p', {}, 'Write something, or pick an example below.'),
  ];
}

const atEnd = (log: HTMLElement) => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
const scrollDown = (log: HTMLElement) => {
  log.scrollTop = log.scrollHeight;
};
