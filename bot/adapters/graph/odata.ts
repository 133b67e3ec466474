/**
 * Pure text building for OData. Source: "Use the $filter query parameter", "Use the $search query parameter"
 * (Microsoft Graph): quotes are doubled, then everything is percent-encoded; in $search, `"` and `\` are escaped.
 */

/** A string literal for $filter. */
export const literal = (text: string) => `'${text.toWellFormed().replaceAll("'", "''")}'`;

export const equals = (field: string, text: string) => `${field} eq ${literal(text)}`;
export const startsWith = (field: string, text: string) => `startswith(${field},${literal(text)})`;
export const anyOf = (clauses: readonly string[]) => clauses.join(' or ');

/** A $search clause on one property. */
export const searches = (field: string, text: string) =>
  `"${field}:${text.toWellFormed().replace(/["\\]/g, (mark) => `\\${mark}`)}"`;

/** One segment of a path. `'` too: inside a key it would end a literal. */
export const segment = (text: string) => encodeURIComponent(text.toWellFormed()).replaceAll("'", '%27');

/** A path with its query, every value percent-encoded (commas of $select stay readable). */
export function withQuery(path: string, query: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${segment(String(value)).replaceAll('%2C', ',')}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
