/**
 * Pure text building for OData. Source: "Use the $filter query parameter", "Use the $search query parameter"
 * (Microsoft Graph): quotes are doubled, then everything is percent-encoded.
 */

/** A string literal for $filter. */
export const literal = (text: string) => `'${text.toWellFormed().replaceAll("'", "''")}'`;

/**
 * The longest value that a filter compares with, in UTF-16 units; Graph refuses a longer one, also of a property that may
 * be longer ("Known issues with Microsoft Graph", query parameters). Quotes count as they are written, twice.
 */
const longestValue = 120;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const fits = (text: string) => literal(text).length - 2 <= longestValue;

/** As much of a text as a filter takes, in whole signs: what begins with the text begins with this, too. */
export function begin(text: string): string {
  const whole = text.toWellFormed();
  if (fits(whole)) return whole;
  const signs = Array.from(graphemes.segment(whole), ({ segment }) => segment);
  // One sign may be longer than all that is taken: then its parts.
  const parts = fits(signs[0] ?? '') ? signs : [...whole];
  let taken = '';
  for (const part of parts) {
    if (!fits(taken + part)) break;
    taken += part;
  }
  return taken;
}

/** Does a filter take less than the text? Then it finds more than what was meant, which must be compared afterwards. */
export const isCut = (text: string) => !fits(text.toWellFormed());

export const startsWith = (field: string, text: string) => `startswith(${field},${literal(begin(text))})`;
/** What is too long to be compared as a whole is asked for by its beginning. */
export const equals = (field: string, text: string) =>
  isCut(text) ? startsWith(field, text) : `${field} eq ${literal(text)}`;
export const anyOf = (clauses: readonly string[]) => clauses.join(' or ');

/**
 * A $search clause on one property; null for a text without words. Signs are left out: Graph takes words apart at them
 * anyway, and does not take `&` and `#` at all, encoded or not ("Known issues", $search on directory objects).
 */
export function searches(field: string, text: string): string | null {
  const words = begin(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()).trim();
  return words === '' ? null : `"${field}:${words}"`;
}

/** One segment of a path. `'` too: inside a key it would end a literal. */
export const segment = (text: string) => encodeURIComponent(text.toWellFormed()).replaceAll("'", '%27');

/** A path with its query, every value percent-encoded (commas of $select stay readable). */
export function withQuery(path: string, query: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${segment(String(value)).replaceAll('%2C', ',')}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
