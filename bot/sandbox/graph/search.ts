import type { Kind, Row } from './entities.ts';
import { GraphFault, unsupported } from './fault.ts';
import type { Predicate } from './filter.ts';

const clause = /^\s*"((?:[^"\\]|\\.)*)"\s*(AND|OR)?/i;

/**
 * Reads a `$search` (Microsoft Graph, "Use the $search query parameter"): `"property:words"` joined by AND or OR.
 * Each word must begin some word of the property.
 */
export function search(text: string, kind: Kind): Predicate {
  // A known issue of Graph (18185): an ampersand or a number sign splits the query once more, encoded or not.
  if (/[&#]/.test(text)) throw new GraphFault(400, 'Request_BadRequest', "Unrecognized query argument specified: ''.");
  const alternatives: Predicate[][] = [[]];
  let rest = text;
  let joined: string | undefined = 'AND';
  while (rest.trim() !== '') {
    const match = clause.exec(rest);
    if (match === null || joined === undefined) throw syntax(text);
    if (joined.toUpperCase() === 'OR') alternatives.push([]);
    alternatives.at(-1)?.push(one(match[1] ?? '', kind));
    joined = match[2];
    rest = rest.slice(match[0].length);
  }
  if (joined !== undefined) throw syntax(text);
  return (row) => alternatives.some((all) => all.every((each) => each(row)));
}

function one(quoted: string, kind: Kind): Predicate {
  const [, property = '', value = ''] = /^([A-Za-z]+):(.*)$/s.exec(quoted) ?? [];
  if (property === '') throw unsupported(`Search clause "${quoted}" names no property.`);
  if (!kind.searchable.includes(property)) throw unsupported(`Property '${property}' cannot be searched.`);
  const wanted = words(value.replaceAll(/\\(.)/g, '$1'));
  if (wanted.length === 0) throw syntax(quoted);
  return (row: Row) => {
    const has = [row[property]].flat().flatMap((each) => (typeof each === 'string' ? words(each) : []));
    return wanted.every((word) => has.some((each) => each.startsWith(word)));
  };
}

/** Words as Graph cuts them: at everything that is neither letter nor digit, accents and case set aside. */
function words(text: string): readonly string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function syntax(text: string): GraphFault {
  return new GraphFault(400, 'BadRequest', `Syntax error in search query: ${text}`);
}
