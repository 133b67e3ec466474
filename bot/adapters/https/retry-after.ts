const dayMs = 24 * 3_600_000;

/**
 * `Retry-After` in seconds or as an HTTP date → the instant, from now to a day ahead; null when absent or unreadable.
 * Source: RFC 9110, 10.2.3. Microsoft's services send whole seconds; a fraction is read as well.
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): Date | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  // `Date.parse` makes a date of almost any text.
  const date = /\bGMT$/i.test(text) ? Date.parse(text) : Number.NaN;
  const ms = seconds === null ? date - now.getTime() : seconds * 1000;
  return Number.isNaN(ms) ? null : new Date(now.getTime() + Math.min(Math.max(ms, 0), dayMs));
}
