import { inert } from './inert.ts';
import type { Say } from './texts.ts';

/**
 * A person or group in a sentence: the name, and beside it the address, which is never cut. Anybody may take a name; an
 * address is given by administrators.
 */

export interface Nameable {
  readonly id?: string;
  readonly name: string;
  readonly address?: string | null;
  /** `deleted`: it goes by the name that it had; `unknown`: it is not found, or the directory does not answer. */
  readonly lost?: 'deleted' | 'unknown';
}

/** Around an address inside a text. `inert` takes both out of whatever people write, so nobody can imitate them. */
const open = '\u2068';
const close = '\u2069';
const marked = /\u2068([^\u2069]*)\u2069/gu;

/** Longer than any address in Exchange (64 characters, @, 255). */
const maxAddress = 320;

/** A name that is never empty, inert: the one place where a long name is cut. */
export const nameOf = (one: { readonly name: string }, max = 60): string => inert(one.name, max) || '–';

/** What no two share: the address, or the id where there is none. */
export const addressOf = ({ address, id, lost }: Nameable): string =>
  lost === undefined ? inert(address || id || '', maxAddress) : (id ?? '');

/** More letters than a phone has room for in a line get places to break: text runs do not break within a word. */
const breakable = (name: string) => name.replace(/[^\s\u2010-]{20}(?=[^\s\u2010-]{20})/gu, '$&\u200b');

/** The name, or a word where there is none to be found. */
export function titleOf(say: Say, one: Nameable): string {
  if (one.lost === 'unknown') return say('name-unknown', { of: 'title' in one ? 'person' : 'group' });
  return one.lost === 'deleted' ? say('name-deleted', { name: breakable(nameOf(one)) }) : breakable(nameOf(one));
}

/** Name and address for a sentence. `more` stands beside the address: an id that never changes. */
export function named(say: Say, one: Nameable, more = ''): string {
  const beside = [...new Set([addressOf(one), more])].filter((part) => part !== '').join(' · ');
  return beside === '' ? titleOf(say, one) : `${titleOf(say, one)} ${open}${beside}${close}`;
}

/** A text with its addresses in brackets, for whatever shows letters of one size. */
export const plain = (text: string): string => text.replace(marked, '($1)');

/** A piece of a text as the templates draw it. */
export interface Run {
  readonly text: string;
  readonly size: 'Default' | 'Small';
}

/** A text in pieces: addresses in small letters. */
export function runs(text: string): readonly Run[] {
  const pieces = text.split(marked).map((piece, n): Run => {
    const isAddress = n % 2 === 1;
    return isAddress ? { text: `(${piece})`, size: 'Small' } : { text: piece, size: 'Default' };
  });
  return pieces.filter((piece) => piece.text !== '');
}

/** Fields of a card's data that may name somebody; each gets its pieces beside it (`lead` → `leadRuns`). */
const isTold = (key: string, of: object) => key === 'lead' || key === 'text' || (key === 'title' && 'state' in of);

/** Data of a card → the same, with the pieces of each text that may hold addresses, and the text itself in one piece. */
export function withRuns(data: unknown): unknown {
  if (typeof data === 'string') return plain(data);
  if (Array.isArray(data)) return data.map(withRuns);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      typeof value === 'string' && isTold(key, data)
        ? [
            [key, plain(value)],
            [`${key}Runs`, runs(value)],
          ]
        : [[key, withRuns(value)]],
    ),
  );
}
