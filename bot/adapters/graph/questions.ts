import { disguisedBeginnings, undisguised } from '../../domain/lookalikes.ts';
import { isAddress, spacings, spellings } from './names.ts';
import { anyOf, equals, isCut, searches, startsWith, withQuery } from './odata.ts';
import type { Ask } from './wire.ts';

/** What Graph is asked about names. It compares them letter by letter; which of the answers are meant is judged here. */

/** Where to look: people or groups. `read` gives what is there now, by id. */
export interface Shelf<T> {
  readonly path: '/users' | '/groups';
  readonly fields: string;
  /** Besides displayName: first and last names. */
  readonly nameFields: readonly string[];
  readonly addressFields: readonly string[];
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  /** Exists for some people only; left out where that is so of nobody. */
  readonly hidden?: (it: T) => boolean;
}

/** `must`: a refusal means that the directory cannot be read; else it only means that this way of asking is not to be had. */
export interface Question extends Ask {
  readonly must: boolean;
  /** Every page is read: it finds more than what was meant. */
  readonly all?: boolean;
}

/** Graph takes no more than fifteen alternatives in one filter. */
const clausesAtMost = 15;
const mostBeginnings = 150;

function filter<T>(shelf: Shelf<T>, $filter: string, must: boolean, all = false): Question {
  return { path: withQuery(shelf.path, { $filter, $select: shelf.fields, $top: 100 }), must, all };
}

/** Words as Graph's index has them: whatever stands between two of them, spaces of any kind too, does not count. */
function search<T>(shelf: Shelf<T>, names: readonly string[]): readonly Question[] {
  const clauses = names.map((name) => searches('displayName', name)).filter((clause) => clause !== null);
  if (clauses.length === 0) return [];
  const $search = clauses.join(' OR ');
  const query = { $search, $select: shelf.fields, $top: 100 };
  return [{ path: withQuery(shelf.path, query), headers: { ConsistencyLevel: 'eventual' }, must: false }];
}

/** Those with one of these names, and nothing more: by the name as it is written, and by its words. */
export function whole<T>(shelf: Shelf<T>, names: readonly string[]): readonly Question[] {
  const ways = [...new Set(names.flatMap(spellings))];
  const asked = (some: readonly string[], all: boolean) =>
    chunked(some.map((way) => equals('displayName', way))).map((chunk) => filter(shelf, anyOf(chunk), true, all));
  const [cut, others] = [ways.filter(isCut), ways.filter((way) => !isCut(way))];
  return [...asked(others, false), ...asked(cut, true), ...search(shelf, names)];
}

const chunked = (clauses: readonly string[]) =>
  Array.from({ length: Math.ceil(clauses.length / clausesAtMost) }, (_, n) =>
    clauses.slice(n * clausesAtMost, (n + 1) * clausesAtMost),
  );

export function namedOrBeginning<T>(shelf: Shelf<T>, words: string): readonly Question[] {
  const ways = spellings(words);
  return [
    filter(
      shelf,
      anyOf([...ways, ...spacings(words)].map((way) => equals('displayName', way))),
      true,
      ways.some(isCut),
    ),
    filter(shelf, anyOf(ways.map((way) => startsWith('displayName', way))), true),
    ...chunked(shelf.nameFields.flatMap((field) => ways.map((way) => startsWith(field, way)))).map((chunk) =>
      filter(shelf, anyOf(chunk), false),
    ),
    ...search(shelf, [words]),
  ];
}

export function addressed<T>(shelf: Shelf<T>, address: string): readonly Question[] {
  return [
    ...shelf.addressFields.map((field) => filter(shelf, equals(field, address), true, isCut(address))),
    filter(shelf, `proxyAddresses/any(p:${equals('p', `smtp:${address}`)})`, false, isCut(address)),
  ];
}

export function disguised<T>(shelf: Shelf<T>, name: string): readonly Question[] {
  const beginnings = disguisedBeginnings(name, mostBeginnings).map((text) => startsWith('displayName', text));
  const clauses = [...new Set([equals('displayName', undisguised(name)), ...beginnings])];
  return chunked(clauses).map((chunk) => filter(shelf, anyOf(chunk), false));
}

/** A wide net for spelling mistakes: the first letters of the first words, also with two of them swapped. */
export function nearby<T>(shelf: Shelf<T>, words: string): readonly Question[] {
  const first = words.split(' ').slice(0, 3);
  const starts = new Set(first.flatMap(beginnings));
  const one = [...words][0] ?? '';
  const fields = isAddress(words) ? ['displayName', ...shelf.addressFields] : ['displayName', ...shelf.nameFields];
  return fields.flatMap((field) => [
    filter(shelf, anyOf([...starts].map((start) => startsWith(field, start))), false),
    filter(shelf, startsWith(field, one), false),
  ]);
}

/** "Mgean" and "eMgan" may be Megan. */
function beginnings(word: string): readonly string[] {
  const [a = '', b = '', c = ''] = [...word.toLowerCase()];
  return [a + b, b + a, a + c].filter((start) => start !== '');
}
