/** Branded ids: a string that has been checked once, at the edge, and is compared exactly ever after. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Entra object id of a person, lower case. */
export type UserId = Branded<'UserId'>;
/** Entra object id of a Microsoft 365 group, lower case. */
export type GroupId = Branded<'GroupId'>;
/** Short id of a request, upper case, easy to read aloud (`K7QF`). */
export type RequestId = Branded<'RequestId'>;
/** An instant in UTC, ISO 8601 with milliseconds: `2026-11-22T14:02:00.000Z`. */
export type At = Branded<'At'>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A GUID in any case → lower case; null when it is none. */
export function parseGuid(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const lower = text.toLowerCase();
  return guid.test(lower) ? lower : null;
}

export const parseUserId = (text: unknown) => parseGuid(text) as UserId | null;
export const parseGroupId = (text: unknown) => parseGuid(text) as GroupId | null;

/** No vowels (no words by accident), nothing that sounds or looks like another: no 0 O 1 I L 2 Z 5 S 8 B. */
const letters = 'CDFGHJKMNPQRTVWX';
const digits = '34679';
const requestId = /^(?=.*[0-9])[A-Z0-9]{4,12}$/;

/** A request id in any case, with spaces around it → upper case; null when it is none. */
export function parseRequestId(text: unknown): RequestId | null {
  if (typeof text !== 'string') return null;
  const upper = text.trim().toUpperCase();
  return requestId.test(upper) ? (upper as RequestId) : null;
}

/**
 * A new request id. `random(n)` gives a whole number in 0 … n-1. `length` grows when short ids are used up.
 * The second character is always a digit, so an id is never mistaken for a word.
 */
export function newRequestId(random: (below: number) => number, length = 4): RequestId {
  const pick = (from: string) => from.charAt(random(from.length));
  const rest = Array.from({ length: length - 2 }, () => pick(letters + digits)).join('');
  return (pick(letters) + pick(digits) + rest) as RequestId;
}

/** A Date → an instant. */
export const at = (date: Date): At => date.toISOString() as At;
