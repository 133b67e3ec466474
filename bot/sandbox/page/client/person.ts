import type { Locale } from '../protocol.ts';
import { avatar, h, icon, set } from './dom.ts';
import { server } from './server.ts';
import { store } from './store.ts';

/** The head of a chat: through whose eyes, in which language, with which client. */
export function personHead(person: string, onPick: (person: string) => void, onOlder: (older: boolean) => void) {
  const sign = h('span', { class: 'sign' });
  const title = h('p', { class: 'title' });
  const who = h('select', { class: 'who', 'aria-label': 'Whose chat this is', onchange: () => pick() });
  // The column stays this person's: another person gets another one.
  const pick = () => {
    const picked = who.value;
    who.value = person;
    onPick(picked);
  };
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
