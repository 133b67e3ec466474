import { Temporal } from 'temporal-polyfill';
import type { At } from './ids.ts';
import type { Term } from './request.ts';

/**
 * When a right ends, if it is applied at `from`. A duration counts from there, in the asker's time zone (a month is a
 * calendar month); a date means the last millisecond of that day in that zone. No term: null.
 * Throws RangeError on an unreadable term: terms are checked by `readTerm` at the edge.
 */
export function endOf(term: Term | null, from: At): At | null {
  return term === null ? null : lastInstant(term, from);
}

/** Has the day passed that a right was wanted until? A duration only begins when the right is applied. */
export const isOver = (term: Term | null, now: At): boolean => term?.kind === 'until' && lastInstant(term, now) <= now;

function lastInstant(term: Term, from: At): At {
  const end =
    term.kind === 'for'
      ? Temporal.Instant.from(from).toZonedDateTimeISO(term.zone).add(Temporal.Duration.from(term.duration)).toInstant()
      : Temporal.PlainDate.from(term.date)
          .add({ days: 1 })
          .toZonedDateTime(term.zone)
          .toInstant()
          .subtract({ milliseconds: 1 });
  return new Date(end.epochMilliseconds).toISOString() as At;
}

/** Beyond these a right has no end that anybody lives to see: surely a slip. */
const tenYears = '2010-01-01T00:00:00.000Z';
const farthest = '2100';

/**
 * Only what everybody who shows a term reads as we do. ISO 8601 and Temporal allow more (fractions, small letters, dates
 * without hyphens): then a card could say something else than what is applied.
 */
const isoDuration = /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Words of a sentence or a form → a term. `duration` is ISO 8601 in whole numbers, `until` is `YYYY-MM-DD`, `zone` an IANA name.
 * Both null: null. `unreadable` when they are not what they should be.
 */
export function readTerm(duration: string | null, until: string | null, zone: string): Term | null | 'unreadable' {
  const term: Term | null =
    until !== null ? { kind: 'until', date: until, zone } : duration !== null ? { kind: 'for', duration, zone } : null;
  if (term === null) return null;
  if (term.kind === 'for' ? !isoDuration.test(term.duration) : !isoDate.test(term.date)) return 'unreadable';
  try {
    const from = '2000-01-01T00:00:00.000Z' as At;
    const end = lastInstant(term, from);
    const sound = term.kind === 'for' ? end > from && end <= tenYears : end < farthest;
    return sound ? term : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
