import type { Selector } from './values.ts';

/** Which groups the rules and limits of a policy file are about. */

/** A group as selectors see it. Undefined: it could not be read, which is not the same as having none. */
export interface Target {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly address: string | null | undefined;
  /** Names and ids of its sensitivity labels. */
  readonly labels: readonly string[] | undefined;
  readonly classification: string | null | undefined;
  readonly visibility: string | null | undefined;
}

export type Fit = 'yes' | 'no' | 'unread';
export type SelectorKey = keyof Selector;

/** Is a group among those that a selector names? An empty selector names all. */
export function fits(selector: Selector, target: Target): Fit {
  const all = SELECTOR_KEYS.map((key) => fitsKey(key, selector[key], target));
  return all.includes('no') ? 'no' : all.includes('unread') ? 'unread' : 'yes';
}

/** The keys of a selector that decide whether it fits, and that could not be read. */
export const unreadKeys = (selector: Selector, target: Target): readonly SelectorKey[] =>
  SELECTOR_KEYS.filter((key) => fitsKey(key, selector[key], target) === 'unread');

/** From the narrowest to the widest kind; the last three are of one kind. */
export const SELECTOR_KEYS = ['group', 'name', 'label', 'classification', 'visibility'] as const;

/** Kinds of selectors, the widest first; a selector of several kinds counts as the narrowest of them. */
export function rankOf(selector: Selector): number {
  if (selector.group !== undefined) return 3;
  if (selector.name !== undefined) return 2;
  return SELECTOR_KEYS.some((key) => selector[key] !== undefined) ? 1 : 0;
}

function fitsKey(key: SelectorKey, wanted: readonly string[] | undefined, target: Target): Fit {
  if (wanted === undefined) return 'yes';
  const all = wanted.map((one) => fitsValue(key, one, target));
  return all.includes('yes') ? 'yes' : all.includes('unread') ? 'unread' : 'no';
}

function fitsValue(key: SelectorKey, wanted: string, target: Target): Fit {
  const actual = valuesOf(key, wanted, target);
  const same = key === 'name' ? matchesPattern : sameText;
  if (actual.some((one) => typeof one === 'string' && same(wanted, one))) return 'yes';
  return actual.includes(undefined) ? 'unread' : 'no';
}

function valuesOf(key: SelectorKey, wanted: string, target: Target): readonly (string | null | undefined)[] {
  switch (key) {
    case 'group':
      return wanted.includes('@') ? [target.address] : [target.id];
    case 'name':
      return [target.name];
    case 'label':
      return target.labels ?? [undefined];
    case 'classification':
      return [target.classification];
    case 'visibility':
      return [target.visibility];
  }
}

const fold = (text: string) => text.normalize('NFC').toLowerCase();
const sameText = (one: string, other: string) => fold(one) === fold(other);

/** Matches a name against a pattern in which `*` means any characters: in linear time, whatever both hold. */
export function matchesPattern(pattern: string, name: string): boolean {
  const [first = '', ...rest] = fold(pattern).split('*');
  const text = fold(name);
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
