import type { Card, Found } from '../protocol.ts';
import { h } from './dom.ts';
import { showMarks } from './markdown.ts';
import { AC, hostConfig, type Renderer } from './renderer.ts';
import { SearchableCard } from './typeahead.ts';

export interface CardHost {
  /** An older phone client knows no Action.Execute and shows its fallback. */
  readonly older: boolean;
  readonly locale: string;
  press(verb: string, data: Record<string, unknown>): void;
  submit(data: Record<string, unknown>): void;
  find(dataset: string, query: string): Promise<readonly Found[] | null>;
}

/** Draws a card with Microsoft's renderer; a card that it cannot draw becomes its fallback text. */
export function drawCard(json: Card, host: CardHost): HTMLElement {
  const card = new SearchableCard();
  card.hostConfig = hostConfig;
  card.find = host.find;
  card.onExecuteAction = (action) => execute(action, host);
  card.onInlineCardExpanded = (action, open) => {
    if (open) comeIntoView(action.card.renderedElement);
  };
  card.parse(json, contextFor(host));
  card.lang = host.locale;
  const element = card.render();
  if (!element) return h('p', { class: 'bubble' }, fallbackText(json));
  // The one who hears the card hears what it says for itself, not "Adaptive Card".
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', summary(json));
  showMarks(element);
  return alone(element);
}

/** What a button has opened may lie below the edge of a small window: all of it is shown, and one can write at once. */
function comeIntoView(opened: HTMLElement | undefined): void {
  const field = opened?.querySelector<HTMLElement>('textarea, input');
  field?.focus({ preventScroll: true });
  opened?.scrollIntoView({ block: 'nearest' });
  // Where not all of it fits, the field does.
  field?.scrollIntoView({ block: 'nearest' });
}

/** A form of its own, so that the radio buttons of two open cards do not clear each other. It is never sent. */
function alone(element: HTMLElement): HTMLElement {
  const form = h('form', {}, element);
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

/** A card in one sentence, for a screen reader's announcement. */
export function summary(json: Card): string {
  if (typeof json.speak === 'string') return json.speak;
  const first = Array.isArray(json.body)
    ? JSON.stringify(json.body).match(/"text":"((?:[^"\\]|\\.)*)"/)?.[1]
    : undefined;
  return first ? String(JSON.parse(`"${first}"`)) : fallbackText(json);
}

function fallbackText(json: Card): string {
  return typeof json.fallbackText === 'string' ? json.fallbackText : 'A card';
}

function contextFor(host: CardHost): Renderer.SerializationContext {
  const context = new AC.SerializationContext();
  if (host.older) {
    const actions = new AC.CardObjectRegistry<Renderer.Action>();
    AC.GlobalRegistry.populateWithDefaultActions(actions);
    actions.unregister('Action.Execute');
    context.setActionRegistry(actions);
  }
  return context;
}

function execute(action: Renderer.Action, host: CardHost): void {
  if (action instanceof AC.OpenUrlAction) {
    if (/^https:\/\//.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener,noreferrer');
  } else if (action instanceof AC.ExecuteAction) host.press(action.verb ?? '', { ...Object(action.data) });
  else if (action instanceof AC.SubmitAction) host.submit({ ...Object(action.data) });
}
