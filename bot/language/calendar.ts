import { Temporal } from 'temporal-polyfill';
import type { Context } from './intent.ts';

/** Dates are reckoned here only; a sentence without a date never gets this far. */

type Day = Temporal.PlainDate;

/** The asker's own day. `zone` is IANA; an unknown zone throws a RangeError. */
export const today = ({ now, zone }: Context): Day =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** First such weekday (1 Monday … 7 Sunday) strictly after `day`. */
export const nextWeekday = (day: Day, weekday: number): Day =>
  day.add({ days: ((weekday - day.dayOfWeek + 6) % 7) + 1 });

/** That weekday of the week after this one; weeks begin on Monday. */
export const weekdayNextWeek = (day: Day, weekday: number): Day => day.add({ days: 7 - day.dayOfWeek + weekday });

/** The next such day of the year, today included; null where it does not exist (31 April). */
export function nextDate(day: Day, month: number, date: number): Day | null {
  for (let year = day.year; year < day.year + 9; year++) {
    const found = exact(year, month, date);
    if (found && Temporal.PlainDate.compare(found, day) >= 0) return found;
  }
  return null;
}

/** The next month that has this day, today included. */
export function nextDayOfMonth(day: Day, date: number): Day | null {
  for (let month = 0; month < 3; month++) {
    const { year, month: number } = day.add({ months: month });
    const found = exact(year, number, date);
    if (found && Temporal.PlainDate.compare(found, day) >= 0) return found;
  }
  return null;
}

export function exact(year: number, month: number, date: number): Day | null {
  try {
    return Temporal.PlainDate.from({ year, month, day: date }, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const lastOf = (day: Day) => day.with({ day: day.daysInMonth });
export type Span = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Last day of this (`ahead` 0) or the next (1) week, month, quarter or year. */
export function endOf(day: Day, span: Span, ahead: number): Day {
  switch (span) {
    case 'day':
      return day.add({ days: ahead });
    case 'week':
      return day.add({ days: 7 - day.dayOfWeek + 7 * ahead });
    case 'month':
      return lastOf(day.add({ months: ahead }));
    case 'quarter':
      return lastOf(day.with({ day: 1, month: Math.ceil(day.month / 3) * 3 }).add({ months: 3 * ahead }));
    case 'year':
      return day.with({ month: 12, day: 31 }).add({ years: ahead });
  }
}

/** Last day of the next such month, this month included. */
export function endOfMonth(day: Day, month: number, year?: number): Day {
  const first = day.with({ day: 1, month });
  if (year !== undefined) return lastOf(first.with({ year }));
  return lastOf(month < day.month ? first.add({ years: 1 }) : first);
}
