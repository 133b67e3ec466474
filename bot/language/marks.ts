/** The marks that a phrase may hold in braces, `{p}`; grammar.ts says what each means. */

/** Where a name, an id or a number stands. */
export const slots = ['p', 'w', 's', "p's", 'g', "g's", 'g!', 'id', 'n'] as const;
export type Slot = (typeof slots)[number];

/** What must be so at this place: `{?clause}`. It takes no word. */
export const checks = ['clause', 'verb', 'remark'] as const;
export type Check = (typeof checks)[number];

/** What a phrase adds to its meaning, or demands of the sentence as a whole. It takes no word. */
export const signs = [
  '+me',
  '=sendAs',
  '=sendOnBehalf',
  '=swap',
  '=audited',
  '=held',
  '=loose',
  '=plain',
  '=remark',
  '=statement',
  '=terse',
  '=whose',
  '=needs-more',
  '=needs-negation',
  '=needs-time',
] as const;
/** The choices that words name: "the second one". */
export const ordinals = ['=1', '=2', '=3', '=4', '=5'] as const;
export type Sign = (typeof signs)[number] | (typeof ordinals)[number];

export type Mark =
  | { readonly on: 'slot'; readonly slot: Slot }
  | { readonly on: 'check'; readonly check: Check }
  | { readonly on: 'emit'; readonly emit: Sign }
  | { readonly on: 'rest'; readonly unclear: boolean };

/** What stands between braces → the mark. Throws for one that no list has. */
export function readMark(text: string): Mark {
  if (text === 'rest' || text === 'unclear') return { on: 'rest', unclear: text === 'unclear' };
  const slot = slots.find((one) => one === text);
  if (slot !== undefined) return { on: 'slot', slot };
  const check = checks.find((one) => `?${one}` === text);
  if (check !== undefined) return { on: 'check', check };
  const emit = [...signs, ...ordinals].find((one) => one === text);
  if (emit !== undefined) return { on: 'emit', emit };
  throw new Error(`no mark {${text}}`);
}
