import { freshId, h, set } from './dom.ts';

export interface Tab {
  title: string;
  panel: HTMLElement;
  /** Called when the panel comes into sight. */
  onShow?: () => void;
}

const narrow = matchMedia('(max-width: 899px)');

/** On a narrow screen one panel at a time, chosen by tabs (the tabs pattern of the ARIA Authoring Practices Guide). */
export function tabs() {
  const bar = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Chats and Exchange' });
  let all: readonly Tab[] = [];
  let chosen = 0;
  const news = new Set<HTMLElement>();

  const show = () => {
    bar.hidden = !narrow.matches;
    for (const [nth, { panel }] of all.entries()) {
      const button = bar.children[nth];
      const on = nth === chosen;
      if (on) news.delete(panel);
      panel.hidden = narrow.matches && !on;
      set(panel, 'role', narrow.matches ? 'tabpanel' : null);
      if (!button) continue;
      set(button, 'aria-selected', String(on));
      set(button, 'tabindex', on ? 0 : -1);
      set(button, 'data-news', news.has(panel));
      button.querySelector('.unseen')?.replaceChildren(news.has(panel) ? ', new' : '');
    }
  };
  const choose = (nth: number) => {
    chosen = (nth + all.length) % all.length;
    show();
    all[chosen]?.onShow?.();
    (bar.children[chosen] as HTMLElement | undefined)?.focus();
  };
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(chosen + step);
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(all.length - 1);
    else return;
    event.preventDefault();
  });
  narrow.addEventListener('change', show);
  return {
    element: bar,
    set(next: readonly Tab[]) {
      all = next;
      bar.replaceChildren(
        ...all.map(({ title, panel }, nth) => {
          panel.id ||= freshId('panel');
          const attributes = { type: 'button', role: 'tab', 'aria-controls': panel.id, onclick: () => choose(nth) };
          return h('button', attributes, title, h('span', { class: 'unseen' }));
        }),
      );
      show();
    },
    /** Something happened in a panel that may be out of sight. */
    news(panel: HTMLElement) {
      if (all[chosen]?.panel !== panel) news.add(panel);
      show();
    },
  };
}
