import { createRequire } from 'node:module';
import type { Locale } from '../../bot/present/languages.ts';
import { present } from '../../bot/present/present.ts';
import { hostConfig, palettes, type Theme } from './host-configs.ts';
import { reader, samples } from './views.ts';

const require = createRequire(import.meta.url);
/** Microsoft's renderer, as one script for a page. */
export const rendererPath: string = require.resolve('adaptivecards/dist/adaptivecards.min.js');

const style = (theme: Theme, width: number) => {
  const { page, text, line, accent, fills, attention, good } = palettes[theme];
  return `
  :root { color-scheme: ${theme === 'light' ? 'light' : 'dark'}; }
  body { margin: 0; padding: 16px; background: ${page}; color: ${text}; font: 14px 'Segoe UI','Noto Sans','DejaVu Sans',sans-serif; }
  main { columns: ${width}px; column-gap: 20px; }
  article { break-inside: avoid; width: ${width}px; margin: 0 0 24px; }
  h2 { font-size: 12px; font-weight: 400; margin: 0 0 4px; color: ${text}; }
  .card { border: 1px solid ${line}; border-radius: 8px; overflow: hidden; background: ${fills.default}; }
  button.ac-pushButton { font: 600 14px 'Segoe UI','Noto Sans',sans-serif; padding: 5px 12px; border-radius: 4px; border: 1px solid ${line}; background: ${fills.default}; color: ${text}; overflow: visible; white-space: normal; }
  button.ac-pushButton.style-positive { border-color: ${good}; color: ${good}; }
  button.ac-pushButton.style-destructive { border-color: ${attention}; color: ${attention}; }
  input, select, textarea { font: inherit; color: ${text}; background: ${fills.default}; border: 1px solid ${text}; border-radius: 4px; padding: 5px; box-sizing: border-box; }
  ::placeholder { color: ${text}; opacity: .8; }
  a { color: ${accent}; }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
  ${theme === 'contrast' ? '.ac-container[style*="background-color"] { outline: 1px solid #fff; outline-offset: -1px; }' : ''}`;
};

/** A page that holds the given cards, drawn by the renderer that must stand at `window.AdaptiveCards`. */
export function pageOf(cards: Readonly<Record<string, object>>, theme: Theme, locale: Locale, width: number): string {
  const data = JSON.stringify({ cards, config: hostConfig(theme) }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Cards</title>
<style>${style(theme, width)}</style></head><body><main></main><script>
window.draw = () => { const { cards, config } = ${data};
  for (const [name, json] of Object.entries(cards)) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json);
    const article = document.createElement('article');
    const title = document.createElement('h2');
    title.textContent = name;
    // A form of its own: the renderer names radio buttons by their id, and a page has but one choice for each name.
    const box = document.createElement('form');
    box.className = 'card';
    box.append(card.render());
    // Teams shows a choice's title where this renderer's typeahead shows its value and forgets its label.
    for (const input of card.getAllInputs()) {
      const typed = input.renderedElement?.querySelector('.ac-choiceSetInput-filtered-textbox');
      if (!typed) continue;
      const titles = new Map(input.choices.map(({ title, value }) => [value, title]));
      typed.setAttribute('aria-label', input.label);
      typed.value = typed.value.split(',').map((value) => titles.get(value) ?? value).join(', ');
    }
    article.append(title, box);
    document.querySelector('main').append(article);
  } };
</script></body></html>`;
}

/** Every sample card in one language. */
export function allCards(locale: Locale): Readonly<Record<string, object>> {
  const drawn = Object.entries(samples).map(([name, view]) => [name, present(view, reader(locale)).card]);
  return Object.fromEntries(drawn.filter(([, card]) => card !== null));
}
