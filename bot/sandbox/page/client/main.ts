import { calls } from './calls.ts';
import { type Column, column } from './column.ts';
import { h } from './dom.ts';
import { exchangeTable } from './exchange.ts';
import { recall, remember } from './recall.ts';
import { listen } from './server.ts';
import { nameOf, store } from './store.ts';
import { banner, switches } from './switches.ts';
import { tabs } from './tabs.ts';
import { themeSwitch } from './theme.ts';

const main = document.querySelector('main') as HTMLElement;
const chats = h('div', { class: 'chats' });
const bar = tabs();
const warning = banner();
const table = exchangeTable();
const faults = switches();
const log = calls();
const part = (title: string, name: string, content: HTMLElement) =>
  h('div', { class: `part ${name}` }, h('h2', {}, title), content);
const office = h(
  'section',
  { class: 'office panel', 'aria-label': 'Exchange' },
  part(
    'What Exchange now says',
    'rights',
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Rights' }, table.element),
  ),
  part('Make it misbehave', 'faults', faults.element),
  part('Last calls', 'log-of-calls', log.element),
);
const link = h('p', { class: 'link', role: 'status' });

document.querySelector('header')?.append(link, themeSwitch());
document.querySelector('header')?.after(warning.element, bar.element);
main.append(chats, office);

let columns: Column[] = [];

/** The people whose chats are shown: as chosen in this browser, else as the sandbox was started. */
function peopleShown(): readonly string[] {
  const known = recall('people');
  const usable = Array.isArray(known) && known.length > 0 && known.every((id) => store.person(String(id))?.active);
  return usable ? known : (store.setup()?.people ?? []);
}

function open(people: readonly string[]): void {
  columns = people.map((person) => {
    const kept = columns.find((each) => each.person === person);
    const made: Column =
      kept ??
      column(
        person,
        (picked) => pick(person, picked),
        () => bar.news(made.element),
      );
    return made;
  });
  for (const each of columns) each.update();
  chats.replaceChildren(...columns.map(({ element }) => element));
  for (const each of columns) each.toNewest();
  const firstName = (id: string) => nameOf(id).split(' ')[0] ?? '';
  bar.set([
    // What is out of sight cannot be scrolled: it is done when the chat is opened.
    ...columns.map(({ person, element, toNewest }) => ({ title: firstName(person), panel: element, onShow: toNewest })),
    { title: 'Exchange', panel: office },
  ]);
}

/** Somebody else in this place; who already has a column changes places with the one who leaves it. */
function pick(left: string, picked: string): void {
  const swapped = new Map([
    [left, picked],
    [picked, left],
  ]);
  const people = columns.map(({ person }) => swapped.get(person) ?? person);
  remember('people', people);
  open(people);
  columns[people.indexOf(picked)]?.element.querySelector<HTMLElement>('select')?.focus();
}

store.onChange(() => {
  if (columns.length === 0) open(peopleShown());
  else for (const each of columns) each.update();
  for (const each of [table, faults, log, warning]) each.update();
});

listen(store.apply, (linked) => {
  link.textContent = linked ? '' : 'Not connected to the sandbox. Trying again.';
});

/** F6 goes from panel to panel, as in Teams. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'F6') return;
  event.preventDefault();
  const stops = [...columns.map(({ element }) => element), office].filter((panel) => !panel.hidden);
  const here = stops.findIndex((panel) => panel.contains(document.activeElement));
  const next = stops[(here + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
  const field =
    next?.querySelector<HTMLElement>('.composer textarea') ?? next?.querySelector<HTMLElement>('[tabindex="0"]');
  field?.focus();
});
