import type { PersonShown } from '../protocol.ts';
import { announce } from './announce.ts';
import { h, icon, set } from './dom.ts';
import { notTaken } from './message.ts';
import { server } from './server.ts';

/** Where a person types: examples, a text field that grows, and what became of the sending. */
export function composer(person: string, conversation: () => string | null) {
  const field = h('textarea', { rows: 1, name: 'text', maxlength: 30_000 });
  const send = h('button', { type: 'submit', class: 'send' }, icon('send'), h('span', { class: 'unseen' }, 'Send'));
  const note = h('p', { class: 'typing', role: 'status' });
  const examples = h('div', { class: 'examples', role: 'group' });
  const form = h('form', { class: 'write' }, field, send);
  const element = h('div', { class: 'composer' }, note, examples, form);
  let waiting = 0;
  let known = '';

  const enable = () => {
    send.disabled = field.value.trim() === '';
  };
  const say = async (text: string) => {
    waiting += 1;
    note.className = 'typing working';
    note.textContent = 'Behalf is typing';
    const { status } = await server.say(person, text, conversation()).catch(() => ({ status: 0 }));
    waiting -= 1;
    if (waiting === 0) note.textContent = '';
    note.className = 'typing';
    if (status >= 200 && status < 300) return;
    note.textContent = status === 0 ? 'The sandbox cannot be reached. Your text is kept.' : notTaken(status);
    announce(note.textContent);
    if (field.value === '') field.value = text;
    enable();
  };
  const take = () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    enable();
    void say(text);
  };
  field.addEventListener('input', enable);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    take();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    take();
    field.focus();
  });
  enable();
  return {
    element,
    update(shown: PersonShown) {
      const key = JSON.stringify(shown);
      if (key === known) return;
      known = key;
      set(field, 'aria-label', `Message from ${shown.name} to Behalf`);
      set(field, 'placeholder', shown.locale === 'nl' ? 'Typ een bericht' : 'Type a message');
      set(field, 'lang', shown.locale);
      set(examples, 'aria-label', `Examples for ${shown.name}`);
      set(examples, 'lang', shown.locale);
      const chips = shown.examples.map((text) =>
        h('button', { type: 'button', title: text, onclick: () => void say(text) }, text),
      );
      examples.replaceChildren(...chips);
    },
  };
}
