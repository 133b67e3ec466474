import type { CallShown } from '../protocol.ts';
import { h } from './dom.ts';
import { store } from './store.ts';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const names = { exchange: 'Exchange', graph: 'Graph' } as const;

/** The newest calls of the bot, newest first, so that a throttled service can be watched. */
export function calls() {
  const list = h('ol', { 'aria-label': 'Last calls, newest first' });
  const element = h('div', { class: 'calls', tabindex: 0, role: 'group', 'aria-label': 'Last calls' }, list);
  let newest = -1;
  const update = () => {
    for (const each of store.calls()) {
      if (each.seq <= newest) continue;
      newest = each.seq;
      list.prepend(row(each));
    }
    while (list.children.length > 40) list.lastElementChild?.remove();
    if (list.children.length === 0) list.replaceChildren();
  };
  return { element, update };
}

function row({ at, service, method, what, status }: CallShown): HTMLElement {
  const kind = status === 0 ? 'lost' : status < 400 ? 'fine' : 'failed';
  return h(
    'li',
    { class: kind },
    h('time', {}, clock.format(at)),
    h('span', { class: 'status' }, status === 0 ? 'lost' : String(status)),
    h('span', { class: 'what' }, `${names[service]} ${method} `, h('b', {}, what.split('?')[0])),
  );
}
