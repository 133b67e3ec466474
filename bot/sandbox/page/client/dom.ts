/** Small makers of elements. Texts only ever become text nodes, so nothing that somebody typed can become markup. */

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/** An element with its attributes (`on…` are listeners; `false` and null leave one out) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else set(element, name, value);
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export function set(element: Element, name: string, value: string | number | boolean | null | undefined): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

const paths = {
  send: 'M2.4 3.2 17.6 10 2.4 16.8 4 11l7-1-7-1z',
  phone:
    'M7 2h6a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zm0 1.3a.7.7 0 0 0-.7.7v12c0 .4.3.7.7.7h6a.7.7 0 0 0 .7-.7V4a.7.7 0 0 0-.7-.7zM8.7 14h2.6v1.2H8.7z',
  warning: 'M10 2.5 18.4 17H1.6zm-.7 5.3.2 4.6h1l.2-4.6zm.7 5.6a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8z',
  close: 'm5.2 4.3 4.8 4.8 4.8-4.8.9.9-4.8 4.8 4.8 4.8-.9.9-4.8-4.8-4.8 4.8-.9-.9L9.1 10 4.3 5.2z',
  down: 'm4.5 7.2 5.5 5.6 5.5-5.6.9.9-6.4 6.5-6.4-6.5z',
} as const;

/** A picture beside a text that says the same; hidden from screen readers. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** A round sign with initials; the colour is the person's, by their id. */
export function avatar(id: string, name: string): HTMLElement {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '').join('');
  const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 6, 0);
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials.toUpperCase());
}

export const botAvatar = () => h('span', { class: 'avatar bot', 'aria-hidden': 'true' });

let last = 0;
export const freshId = (prefix: string) => {
  last += 1;
  return `${prefix}-${last}`;
};
