/**
 * What each template of `cards/` is filled with. No field is ever absent or null: the templating engine writes the
 * name of a missing field into the card. An empty string or list leaves the element out.
 */

import type { FormField } from './view.ts';

export type Tone = 'default' | 'emphasis' | 'accent' | 'good' | 'attention' | 'warning';

export interface Head {
  readonly style: Tone;
  readonly glyph: string;
  /** Our own words only: it is a text block. */
  readonly state: string;
  readonly title: string;
  readonly id: string;
}

/** The sender as a mail client shows it. */
export interface From {
  readonly label: string;
  readonly initials: string;
  readonly line: string;
  readonly address: string;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly detail: string;
}

export interface Note {
  readonly style: Tone;
  readonly glyph: string;
  readonly text: string;
}

/** What a button brings back: what it stands for, as the card shows it. */
export type Aim =
  | { readonly request: string; readonly revision: number }
  | { readonly lines: readonly { readonly request: string; readonly revision: number }[] }
  | { readonly after: string };

export interface Press {
  readonly title: string;
  readonly style: 'default' | 'positive' | 'destructive';
  readonly verb: string;
  readonly data: Aim;
  /** The same for clients that send no verb of its own. */
  readonly submit: Aim & { readonly verb: string };
}

/** A button that first asks for a reason. */
export interface Ask extends Omit<Press, 'style'> {
  readonly input: string;
  readonly label: string;
  readonly confirm: string;
}

export interface Buttons {
  readonly some: boolean;
  readonly presses: readonly Press[];
  readonly asks: readonly Ask[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** On every card: the card in plain text for clients that cannot draw it, one line for screen readers. No `lang`: the official
 * library refuses it on every second card that it parses (a sticky expression). */
export interface Base {
  readonly fallback: string;
  readonly speak: string;
  readonly head: Head;
  readonly lead: string;
  readonly foot: string;
}

export interface Body {
  readonly lead: string;
  readonly facts: readonly Fact[];
  readonly notes: readonly Note[];
  readonly buttons: Buttons;
}

export interface SmallLine extends Body {
  readonly glyph: string;
  readonly state: string;
  readonly title: string;
  readonly id: string;
}

/** The room above a text. */
export type Gap = 'None' | 'Small';

export interface Row {
  readonly title: string;
  readonly tag: string;
  readonly details: readonly { readonly text: string; readonly gap: Gap }[];
}

interface Option {
  readonly number: number;
  readonly name: string;
  readonly press: string;
  readonly question: string;
}

export interface Cards {
  readonly request: Base & Body & { readonly from: From };
  readonly news: Base & Body;
  readonly requests: Base & Body & { readonly lines: readonly SmallLine[] };
  readonly 'which-right': Base & {
    readonly options: readonly (Option & { readonly from: From; readonly meaning: string })[];
    readonly notes: readonly Note[];
  };
  readonly which: Base & { readonly options: readonly (Option & { readonly detail: string })[] };
  readonly same: Base & {
    /** False: there is nothing to pick from. */
    readonly pick: boolean;
    readonly label: string;
    readonly value: string;
    readonly choices: readonly Choice[];
    readonly notes: readonly Note[];
    readonly press: string;
    readonly question: string;
  };
  readonly form: Base & {
    readonly facts: readonly Fact[];
    readonly labels: Readonly<Record<FormField | 'peopleHint' | 'groupHint' | 'pick' | 'term' | 'reasonHint', string>>;
    readonly values: Readonly<Record<FormField | 'term', string>>;
    readonly errors: Readonly<Record<FormField, { readonly text: string }>>;
    readonly rights: readonly Choice[];
    readonly people: readonly Choice[];
    readonly groups: readonly Choice[];
    readonly terms: readonly Choice[];
    readonly notes: readonly Note[];
    readonly press: string;
    readonly question: string;
  };
  readonly list: Base & { readonly rows: readonly Row[]; readonly notes: readonly Note[]; readonly buttons: Buttons };
  readonly help: Base & {
    readonly sections: readonly { readonly title: string; readonly examples: readonly { readonly text: string }[] }[];
    readonly buttons: Buttons;
  };
}
