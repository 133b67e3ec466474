import type { CallShown } from '../protocol.ts';
import { h } from './dom.ts';
import { store } from './store.ts';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const names = { exchange: 'Exchange', graph: 'Graph' } as const;

/** The newest calls of the bot, newest first, so that a throttled service can be watched. */
export function calls() {
  const list = h('ol', { 'aria-label': 'Last calls, newest first' });
  const element = h('div', { class: 'calls', tabindex: 0, role: 'group', 'aria-label': 'Last calls' }, list);
  let drawn = new Map<number, { status: number; row: HTMLElement }>();
  const update = () => {
    const next = new Map<number, { status: number; row: HTMLElement }>();
    for (const call of store.calls()) {
      const known = drawn.get(call.seq);
      // A call is seen when it comes in, and again when it has been answered.
      if (known?.status === call.status) next.set(call.seq, known);
      else {
        next.set(call.seq, { status: call.status, row: rowOf(call) });
        known?.row.replaceWith(next.get(call.seq)?.row ?? '');
      }
      if (!known) list.prepend(next.get(call.seq)?.row ?? '');
    }
    for (const [seq, { row }] of drawn) if (!next.has(seq)) row.remove();
    drawn = next;
  };
  return { element, update };
}

function rowOf({ at, service, method, what, status }: CallShown): HTMLElement {
  const kind = status === 0 ? 'unanswered' : status < 400 ? 'fine' : 'failed';
  return h(
    'li',
    { class: kind },
    h('time', {}, clock.format(at)),
    h('span', { class: 'status' }, status === 0 ? 'none' : String(status)),
    h('span', { class: 'what', title: what }, `${names[service]} ${method} `, h('b', {}, what.split('?')[0])),
  );
}
