import type { Found } from '../protocol.ts';
import { freshId, h, icon, set } from './dom.ts';

export interface ComboboxOptions {
  readonly multiple: boolean;
  readonly placeholder: string;
  readonly chosen: readonly Found[];
  /** Null: could not be answered. */
  readonly find: (query: string) => Promise<readonly Found[] | null>;
  readonly onChange: () => void;
}

const pause = 120;

/** A text field that proposes choices as one types: the combobox pattern of the ARIA Authoring Practices Guide. */
export class Combobox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #options: ComboboxOptions;
  readonly #list = h('ul', { class: 'choices', id: freshId('choices'), role: 'listbox', 'aria-label': 'Proposals' });
  readonly #status = h('span', { class: 'unseen', role: 'status' });
  readonly #tokens = h('ul', { class: 'tokens', 'aria-label': 'Chosen' });
  #chosen: readonly Found[];
  #found: readonly Found[] = [];
  #active = -1;
  /** Counts the questions: a late answer to an old one is dropped. */
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ComboboxOptions) {
    this.#options = options;
    this.#chosen = options.chosen;
    this.input = h('input', {
      class: 'ac-input ac-textInput',
      role: 'combobox',
      autocomplete: 'off',
      placeholder: options.placeholder || null,
      'aria-autocomplete': 'list',
      'aria-controls': this.#list.id,
      oninput: () => this.#typed(),
      onclick: () => this.#list.hidden && void this.#look(),
      onblur: () => this.#close(),
    });
    this.input.addEventListener('keydown', (event) => this.#key(event));
    this.element = h(
      'div',
      { class: 'combobox' },
      options.multiple && this.#tokens,
      this.input,
      this.#list,
      this.#status,
    );
    if (!options.multiple) this.input.value = this.#chosen[0]?.title ?? '';
    this.#close();
    this.#drawTokens();
  }

  values(): string[] {
    return this.#chosen.map(({ value }) => value);
  }

  /** Typed text that has not become a choice. */
  pending(): boolean {
    return this.input.value.trim() !== '' && (this.#options.multiple || this.#chosen.length === 0);
  }

  #typed(): void {
    if (!this.#options.multiple) this.#chosen = [];
    this.#options.onChange();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), pause);
  }

  #key(event: KeyboardEvent): void {
    const open = !this.#list.hidden;
    const pointed = this.#found[this.#active];
    const last = this.#chosen.at(-1);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (open) this.#point(this.#active + step);
      else void this.#look();
    } else if (event.key === 'Enter' && open) {
      if (pointed) this.#choose(pointed);
    } else if (event.key === 'Escape' && open) this.#close();
    else if (event.key === 'Backspace' && this.#options.multiple && this.input.value === '' && last) this.#remove(last);
    else return;
    event.preventDefault();
  }

  async #look(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const answer = await this.#options.find(this.input.value.trim()).catch(() => null);
    if (mine === this.#asked) this.#show(answer);
  }

  #show(answer: readonly Found[] | null): void {
    const { multiple } = this.#options;
    this.#found = (answer ?? []).filter((each) => !multiple || this.#chosen.every(({ value }) => value !== each.value));
    const nothing = answer ? 'Nothing found.' : 'The search was not answered.';
    const none = h('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, nothing);
    const options = this.#found.map((each) => proposal(each, () => this.#choose(each)));
    this.#list.replaceChildren(...(options.length > 0 ? options : [none]));
    this.#list.hidden = false;
    set(this.input, 'aria-expanded', 'true');
    this.#status.textContent = options.length > 0 ? `${options.length} proposals.` : nothing;
    this.#point(0);
  }

  #point(index: number): void {
    const count = this.#found.length;
    this.#active = count > 0 ? (index + count) % count : -1;
    const options = [...this.#list.children];
    for (const [nth, option] of options.entries()) set(option, 'aria-selected', String(nth === this.#active));
    set(this.input, 'aria-activedescendant', options[this.#active]?.id);
    options[this.#active]?.scrollIntoView({ block: 'nearest' });
  }

  #choose(each: Found): void {
    const { multiple } = this.#options;
    this.#chosen = multiple ? [...this.#chosen, each] : [each];
    this.input.value = multiple ? '' : each.title;
    this.#status.textContent = `${each.title} chosen.`;
    this.#close();
    this.#drawTokens();
    this.#options.onChange();
  }

  #remove(each: Found): void {
    this.#chosen = this.#chosen.filter(({ value }) => value !== each.value);
    this.#status.textContent = `${each.title} removed.`;
    this.#drawTokens();
    this.input.focus();
    this.#options.onChange();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#active = -1;
    this.#list.hidden = true;
    set(this.input, 'aria-expanded', 'false');
    set(this.input, 'aria-activedescendant', null);
  }

  #drawTokens(): void {
    this.#tokens.replaceChildren(...this.#chosen.map((each) => token(each, () => this.#remove(each))));
    this.#tokens.hidden = this.#chosen.length === 0;
  }
}

function proposal({ title, detail }: Found, onChoose: () => void): HTMLElement {
  // Before the field loses the focus, which would close the list under the pointer.
  const onpointerdown = (event: Event) => {
    event.preventDefault();
    onChoose();
  };
  const attributes = { id: freshId('choice'), role: 'option', 'aria-selected': 'false', onpointerdown };
  return h('li', attributes, h('span', {}, title), detail && h('small', {}, detail));
}

function token({ title }: Found, onRemove: () => void): HTMLElement {
  const button = h('button', { type: 'button', 'aria-label': `Remove ${title}`, onclick: onRemove }, icon('close'));
  return h('li', {}, title, button);
}
