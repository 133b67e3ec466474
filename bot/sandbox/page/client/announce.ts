import { h } from './dom.ts';

const region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
document.body.append(region);

/** Says a sentence to screen readers once they are done with what they are saying. Old sentences are taken away. */
export function announce(sentence: string): void {
  const line = h('p', {}, sentence);
  region.append(line);
  setTimeout(() => line.remove(), 10_000);
}
