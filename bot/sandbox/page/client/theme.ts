import { h } from './dom.ts';
import { recall, remember } from './recall.ts';

const choices = [
  ['system', 'As my system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
] as const;
const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');

/** The switch of themes; "as my system" follows the system while the page is open. */
export function themeSwitch(): HTMLElement {
  const select = h('select', {}, ...choices.map(([value, title]) => h('option', { value }, title)));
  const known = recall('theme');
  select.value = choices.some(([value]) => value === known) ? String(known) : 'system';
  const apply = () => {
    const system = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = select.value === 'system' ? system : select.value;
  };
  select.addEventListener('change', () => {
    remember('theme', select.value);
    apply();
  });
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  apply();
  return h('label', { class: 'theme' }, h('span', {}, 'Theme'), select);
}
