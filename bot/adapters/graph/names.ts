import { distance } from 'fastest-levenshtein';
import { fold } from '../../domain/lookalikes.ts';
import type { Named } from './replies.ts';

/** Pure rules for which candidates of the directory answer to the words that somebody used. */

/**
 * What was typed, fit for asking: no control characters, one space between words; '' when it is no name at all
 * (nothing to see, or longer than any name or address).
 */
export function tidy(words: string): string {
  const clean = words
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean.length > 320 || fold(clean) === '' ? '' : clean;
}

/** An address is asked for as such; anything else is a name. */
export const isAddress = (words: string) => /^[^\s@]+@[^\s@]+$/.test(words);

/** The ways in which the same words may stand in the directory: apostrophes, hyphens and dashes differ by keyboard. */
export function spellings(words: string): readonly string[] {
  const bare = words.replace(/\p{Cf}/gu, '');
  const straight = bare.replace(/[’‘ʼ´`]/g, "'").replace(/[‐‑]/g, '-');
  const dashes = / [-–—] /.test(straight)
    ? ['-', '–', '—'].map((dash) => straight.replace(/ [-–—] /g, ` ${dash} `))
    : [];
  const all = [words, bare, straight, straight.replaceAll("'", '’'), straight.normalize('NFD'), ...dashes];
  return [...new Set(all)].filter(Boolean);
}

/** Spaces that nobody sees: Graph keeps and compares a name with them. */
export const spacings = (words: string): readonly string[] => [
  ...new Set([` ${words}`, `${words} `, words.replaceAll(' ', '\u00a0'), words.replaceAll(' ', '  ')]),
];

export const hasName = (it: Named, words: string) => fold(it.displayName ?? '') === fold(words);

export function beginsWith(it: Named, words: string): boolean {
  const start = fold(words);
  return [it.displayName, it.givenName, it.surname].some((name) => name && fold(name).startsWith(start));
}

/** "Alex" is one person's whole name, and a word of another's: "Alex Wilber", "Wilber, Alex". */
export function hasAsWord(it: Named, words: string): boolean {
  const [word, second] = split(words);
  const names = [it.givenName, it.surname].map((name) => name && fold(name));
  return names.includes(fold(words)) || (second === undefined && split(it.displayName ?? '').includes(word ?? ''));
}

/** The words are the beginning of the name, or of the first or last name, up to a word's end; or the same words turned round. */
export function isWhole(it: Named, words: string): boolean {
  const start = fold(words);
  const ends = (name: string) => name.startsWith(start) && !/^[\p{L}\p{M}\p{N}]/u.test(name.slice(start.length));
  const same = (one: readonly string[], other: readonly string[]) =>
    one.toSorted().join(' ') === other.toSorted().join(' ');
  return (
    [it.displayName, it.givenName, it.surname].some((name) => name && ends(fold(name))) ||
    same(split(it.displayName ?? ''), split(words))
  );
}

/** Every word begins some word of the name, in any order: "Wilber, Alex". */
export function hasWords(it: Named, words: string): boolean {
  const inName = split(it.displayName ?? '');
  const asked = split(words);
  return asked.length > 0 && asked.every((word) => inName.some((other) => other.startsWith(word)));
}

export function hasAddress(it: Named, address: string): boolean {
  const proxies = (it.proxyAddresses ?? []).map((proxy) => proxy.replace(/^smtp:/i, ''));
  return [it.mail, it.userPrincipalName, ...proxies].some((one) => one && fold(one) === fold(address));
}

/** Those that look like the words, the most alike first; none that is too far off. */
export function nearest(candidates: readonly Named[], words: string): readonly Named[] {
  const allowed = Math.max(1, Math.floor(fold(words).length / 3));
  return candidates
    .map((it) => ({ it, off: farOff(it, words) }))
    .filter(({ off }) => off <= allowed)
    .sort((a, b) => a.off - b.off || byName(a.it, b.it))
    .map(({ it }) => it);
}

/** Edits between the words and the whole name, a run of as many of its words, or an address. */
function farOff(it: Named, words: string): number {
  const wanted = fold(words);
  const parts = split(it.displayName ?? '');
  const count = split(words).length;
  const runs = parts.map((_, n) => parts.slice(n, n + count).join(' '));
  const addresses = [it.mail, it.userPrincipalName].map((one) => fold(one ?? ''));
  return Math.min(...[fold(it.displayName ?? ''), ...runs, ...addresses].map((one) => off(wanted, one)));
}

/** Edits; two neighbouring letters that changed places are one slip. */
function off(a: string, b: string): number {
  const at = a.split('').findIndex((letter, n) => letter !== b[n]);
  const swapped = a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2);
  return at >= 0 && swapped === b ? 1 : distance(a, b);
}

const split = (words: string) =>
  fold(words)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);

const byName = (a: Named, b: Named) => (a.displayName ?? '').localeCompare(b.displayName ?? '') || compare(a.id, b.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
export const sortNamed = (all: readonly Named[]) => [...all].sort(byName);
