import type { ChangeShown, GroupShown, GroupState } from '../protocol.ts';
import { announce } from './announce.ts';
import { h } from './dom.ts';
import { server } from './server.ts';
import { nameOf, store } from './store.ts';

type Right = ChangeShown['right'];
const rights: Readonly<Record<Right, string>> = { sendAs: 'Send as', sendOnBehalf: 'Send on behalf' };
const fresh = 90_000;

/** What Exchange says now, by group; a change of the last minute and a half is marked in words, sign and colour. */
export function exchangeTable() {
  const rows = h('tbody');
  const heads = ['Group', rights.sendAs, rights.sendOnBehalf].map((title) => h('th', { scope: 'col' }, title));
  const element = h(
    'table',
    {},
    h('caption', { class: 'unseen' }, 'Who may send for each group'),
    h('thead', {}, h('tr', {}, ...heads)),
    rows,
  );
  const drawn = new Map<string, string>();
  const seenAt = new Map<number, number>();
  let newest = -1;
  let begun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const notice = (changes: readonly ChangeShown[], now: number) => {
    const first = !begun;
    begun = true;
    for (const each of changes) {
      if (each.seq <= newest) continue;
      newest = each.seq;
      const at = first ? Date.parse(each.at) : now;
      if (now - at >= fresh) continue;
      seenAt.set(each.seq, at);
      if (!first) announce(inWords(each));
    }
  };
  const update = () => {
    const now = Date.now();
    notice(store.changes(), now);
    const recent = store.changes().filter(({ seq }) => now - (seenAt.get(seq) ?? 0) < fresh);
    const groups = store.groups();
    for (const [nth, group] of groups.entries()) {
      const about = recent.filter((each) => each.group === group.id);
      const key = JSON.stringify([group, about]);
      if (drawn.get(group.id) === key) continue;
      drawn.set(group.id, key);
      const row = rowOf(group, about);
      rows.children[nth]?.replaceWith(row);
      if (!row.isConnected && !row.parentNode) rows.append(row);
      if (about.length > 0) row.scrollIntoView({ block: 'nearest' });
    }
    clearTimeout(timer);
    if (recent.length > 0) timer = setTimeout(update, 5000);
  };
  return { element, update };
}

function rowOf(group: GroupShown, recent: readonly ChangeShown[]): HTMLTableRowElement {
  const cell = (right: Right) => {
    const news = recent.filter((each) => each.right === right);
    const added = (id: string) => news.findLast((each) => each.person === id)?.change === 'add';
    const gone = new Set(news.filter((each) => !group[right].includes(each.person)).map((each) => each.person));
    const names = group[right].map((id) =>
      h('li', { class: added(id) ? 'added' : '' }, nameOf(id), added(id) && mark('new')),
    );
    for (const id of gone) names.push(h('li', { class: 'removed' }, h('s', {}, nameOf(id)), mark('removed')));
    const content = names.length > 0 ? h('ul', {}, ...names) : h('span', { class: 'nobody' }, 'nobody');
    return h('td', { 'data-title': rights[right] }, content);
  };
  const name = h('th', { scope: 'row' }, group.name, h('small', {}, group.mail), fate(group));
  return h('tr', { class: recent.length > 0 ? 'changed' : '' }, name, cell('sendAs'), cell('sendOnBehalf'));
}

const states: Readonly<Record<GroupState, string>> = {
  works: 'Works',
  outside: 'Outside Behalf’s write scope',
  deleted: 'Deleted, can be restored',
};

/** What is made to happen to a group. */
function fate({ id, name, state }: GroupShown): HTMLSelectElement {
  const choose = () => void server.group(id, select.value as GroupState);
  const options = Object.entries(states).map(([value, title]) =>
    h('option', { value, selected: value === state }, title),
  );
  const select = h('select', { class: 'fate', 'aria-label': `State of ${name}`, onchange: choose }, ...options);
  return select;
}

const mark = (word: string) => h('span', { class: 'mark' }, word);

function inWords({ change, right, group, person }: ChangeShown): string {
  const may = change === 'add' ? 'may now' : 'may no longer';
  const how = right === 'sendAs' ? 'send as' : 'send on behalf of';
  return `Exchange: ${nameOf(person)} ${may} ${how} ${store.group(group)?.name ?? 'a group'}.`;
}
