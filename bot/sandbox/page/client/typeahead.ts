import type { Found } from '../protocol.ts';
import { Combobox } from './combobox.ts';
import { AC, type Renderer } from './renderer.ts';
import { store } from './store.ts';

/** A card that knows where its searches are answered. */
export class SearchableCard extends AC.AdaptiveCard {
  find: (dataset: string, query: string) => Promise<readonly Found[] | null> = async () => null;
}

/**
 * Input.ChoiceSet as in Teams: with `choices.data` it searches while one types, several people may be chosen, and
 * what counts is the chosen value, never the typed text. The renderer's own filtered list lacks all three.
 */
class ChoiceSet extends AC.ChoiceSetInput {
  private box: Combobox | undefined;

  protected override internalRender(): HTMLElement | undefined {
    const dataset = this.choicesData?.dataset;
    if (!this.isDynamicTypeahead() || !dataset) return super.internalRender();
    const card = this.getRootElement();
    const own = this.choices.map(({ title, value }) => ({ title: title ?? '', value: value ?? '', detail: null }));
    this.box = new Combobox({
      multiple: this.isMultiSelect,
      placeholder: this.placeholder ?? '',
      chosen: (this.defaultValue?.split(',') ?? []).filter(Boolean).map((value) => named(value, own)),
      find: async (query) => {
        const found = card instanceof SearchableCard ? await card.find(dataset, query) : null;
        const fitting = own.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()));
        return found && [...fitting, ...found.filter(({ value }) => own.every((each) => each.value !== value))];
      },
      onChange: () => this.valueChanged(),
    });
    return this.box.element;
  }

  /** The label belongs to the field, not to the box around it. */
  protected override overrideInternalRender(): HTMLElement | undefined {
    const outer = super.overrideInternalRender();
    if (this.box) {
      this.box.input.id = this.box.element.id;
      this.box.element.removeAttribute('id');
      if (this.isRequired) this.box.input.setAttribute('aria-required', 'true');
    }
    return outer;
  }

  protected override updateInputControlAriaLabelledBy(): void {
    const ids = this.getAllLabelIds();
    if (!this.box) super.updateInputControlAriaLabelledBy();
    else if (ids.length > 0) this.box.input.setAttribute('aria-labelledby', ids.join(' '));
    else this.box.input.setAttribute('aria-label', this.placeholder || 'Search');
  }

  override showValidationFailureCue(): void {
    this.box?.input.setAttribute('aria-invalid', 'true');
  }

  override removeValidationFailureCue(): void {
    this.box?.input.removeAttribute('aria-invalid');
  }

  override focus(): void {
    if (this.box) this.box.input.focus();
    else super.focus();
  }

  override isValid(): boolean {
    return this.box ? !this.box.pending() : super.isValid();
  }

  override get value(): string | undefined {
    return this.box ? this.box.values().join(',') || undefined : super.value;
  }
}

AC.GlobalRegistry.elements.register('Input.ChoiceSet', ChoiceSet as new () => Renderer.CardElement);

function named(value: string, own: readonly Found[]): Found {
  const title = own.find((each) => each.value === value)?.title ?? store.person(value)?.name ?? value;
  return { title, value, detail: null };
}
