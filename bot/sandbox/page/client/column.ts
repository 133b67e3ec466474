import type { ChatShown, Locale } from '../protocol.ts';
import { announce } from './announce.ts';
import { composer } from './composer.ts';
import { avatar, h, icon, set } from './dom.ts';
import { inWords, type Message, message, type Place } from './message.ts';
import { refresher } from './refresh.ts';
import { server } from './server.ts';
import { store } from './store.ts';

export interface Column {
  readonly element: HTMLElement;
  readonly person: string;
  update(): void;
}

/** One person's Teams: their chat with the bot, seen through their eyes. `onPick` is told of another person. */
export function column(person: string, onPick: (person: string) => void, onNews: () => void): Column {
  const refresh = refresher(person);
  const messages = new Map<string, Message>();
  const list = h('ol', { class: 'messages' });
  const empty = h('div', { class: 'empty' });
  const log = h('div', { class: 'log', tabindex: 0, role: 'group' }, empty, list);
  const toNewest = h(
    'button',
    { class: 'newest', type: 'button', hidden: true, onclick: () => scrollDown(log) },
    icon('down'),
    'Newest',
  );
  const head = header(person, onPick, (older) => {
    place = { ...place, older };
    update();
  });
  const write = composer(person, () => chat?.conversation ?? null);
  const element = h('section', { class: 'column panel' }, head.element, log, toNewest, write.element);
  let place: Place = { person, conversation: '', locale: 'en', older: false };
  let chat: ChatShown | undefined;
  let first = true;

  log.addEventListener('scroll', () => {
    if (atEnd(log)) toNewest.hidden = true;
  });

  const drawMessages = () => {
    const wasAtEnd = atEnd(log);
    const fresh: string[] = [];
    for (const id of chat?.activities ?? []) {
      const known = messages.get(id);
      const each = known ?? message(id);
      if (!known) {
        messages.set(id, each);
        list.append(each.element);
      }
      if (each.update(place)) fresh.push(id);
    }
    for (const [id, each] of messages) {
      if (chat?.activities.includes(id)) continue;
      each.element.remove();
      messages.delete(id);
    }
    if (fresh.length > 0) arrived(fresh, wasAtEnd);
  };
  const arrived = (fresh: readonly string[], wasAtEnd: boolean) => {
    const mine = fresh.some((id) => store.activity(place.conversation, id)?.from === person);
    if (wasAtEnd || mine || first) scrollDown(log);
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
    set(element, 'aria-label', `${shown.name}'s chat`);
    set(log, 'aria-label', `Messages between ${shown.name} and Behalf`);
    set(list, 'lang', shown.locale);
    head.update(place.older);
    write.update(shown);
    drawMessages();
    const { conversation } = place;
    refresh(conversation, chat?.activities.flatMap((id) => store.activity(conversation, id) ?? []) ?? []);
    empty.hidden = messages.size > 0;
    empty.replaceChildren(...emptyText(shown.name));
    first = false;
  };
  return { element, person, update };
}

function header(person: string, onPick: (person: string) => void, onOlder: (older: boolean) => void) {
  const sign = h('span', { class: 'sign' });
  const title = h('p', { class: 'title' });
  const who = h('select', { class: 'who', 'aria-label': 'Whose chat this is', onchange: () => onPick(who.value) });
  const language = h(
    'select',
    { class: 'language', onchange: () => void server.language(person, language.value as Locale) },
    h('option', { value: 'en' }, 'English'),
    h('option', { value: 'nl' }, 'Nederlands'),
  );
  let older = false;
  const phone = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      title: 'Older phone client: the cards use their fallback',
      onclick: () => onOlder(!older),
    },
    icon('phone'),
    h('span', { class: 'unseen' }, 'Older phone client'),
  );
  const element = h('header', { class: 'person' }, sign, h('div', { class: 'name' }, who, title), language, phone);
  let known = '';
  return {
    element,
    update(now: boolean) {
      older = now;
      const shown = store.person(person);
      const people = store.people().filter((each) => each.active || each.id === person);
      const key = JSON.stringify([shown, people.map(({ name }) => name)]);
      set(phone, 'aria-pressed', String(older));
      if (!shown || key === known) return;
      known = key;
      who.replaceChildren(...people.map(({ id, name }) => h('option', { value: id, selected: id === person }, name)));
      sign.replaceChildren(avatar(shown.id, shown.name));
      title.textContent = shown.title ?? '';
      set(language, 'aria-label', `Language of ${shown.name}`);
      language.value = shown.locale;
    },
  };
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
