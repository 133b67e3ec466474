import { endOf, endOfMonth, exact, nextDate, nextDayOfMonth, nextWeekday, today, weekdayNextWeek } from './calendar.ts';
import type { Context } from './intent.ts';
import type { Token } from './tokens.ts';
import * as words from './when.words.ts';

/** Plain PlainDate-like; null: not certain. */
export type Dated = { readonly date: string | null; readonly length: number } | null;

const show = (day: { toString(): string } | null, length: number): Dated => ({
  date: day ? day.toString() : null,
  length,
});

/** An end that nobody lives to see is a slip, and asked back. */
const thisCentury = <D extends { readonly year: number }>(day: D | null): D | null =>
  day && day.year < 2100 ? day : null;

/** Dates that begin at some token, and the small tools with which a time phrase is read. */
export class Dates {
  protected readonly tokens: readonly Token[];
  protected readonly at: number;
  protected readonly context: Context;

  constructor(tokens: readonly Token[], at: number, context: Context) {
    this.tokens = tokens;
    this.at = at;
    this.context = context;
  }

  protected key = (offset: number): string => this.tokens[this.at + offset]?.key ?? '';

  /** Length of the longest of `phrases` that stands at `offset`; 0 when none does. */
  protected longest(phrases: ReadonlyMap<string, readonly string[][]>, offset: number): number {
    let best = 0;
    for (const phrase of phrases.get(this.key(offset)) ?? [])
      if (phrase.length > best && phrase.every((word, i) => word === this.key(offset + i))) best = phrase.length;
    return best;
  }

  /** A date at `offset`; `date` null where the words leave it open. */
  protected date(offset: number): Dated {
    let at = offset;
    while (words.articles.has(this.key(at)) || words.on.has(this.key(at))) at++;
    const skipped = at - offset;
    const found = this.numeric(at) ?? this.endOfSpan(at) ?? this.named(at) ?? this.weekday(at) ?? this.calendar(at);
    return found && { date: found.date, length: found.length + skipped };
  }

  private named(at: number): Dated {
    const length = this.longest(words.namedDays, at);
    if (!length) return null;
    const name = this.tokens.slice(this.at + at, this.at + at + length).map((token) => token.key);
    const day = words.namedDay(name.join(' '));
    const now = today(this.context);
    return show(day.kind === 'plus' ? now.add({ days: day.days }) : nextDate(now, day.month, day.day), length);
  }

  private endOfSpan(at: number): Dated {
    let length = this.longest(words.endOf, at);
    if (!length) return null;
    while (words.articles.has(this.key(at + length))) length++;
    const next = words.next.has(this.key(at + length)) ? 1 : 0;
    const skip = next || words.current.has(this.key(at + length)) ? 1 : 0;
    const key = this.key(at + length + skip);
    const span = words.spans.get(key);
    const now = today(this.context);
    if (span) {
      const certain = span !== 'week' || now.dayOfWeek < 6 || next;
      return show(certain ? endOf(now, span, next) : null, length + skip + 1);
    }
    const month = words.months.get(key);
    if (!month) return null;
    const year = this.year(at + length + skip + 1);
    return show(thisCentury(endOfMonth(now, month, year || undefined)), length + skip + (year ? 2 : 1));
  }

  /** "Friday", "next Friday", "Friday next week", "vrijdag 4 december". */
  private weekday(at: number): Dated {
    const next = words.next.has(this.key(at)) ? 1 : 0;
    const lead = next || words.current.has(this.key(at)) ? 1 : 0;
    const now = today(this.context);
    if (next && words.spans.get(this.key(at + 1)) === 'week') {
      const on = words.on.has(this.key(at + 2)) ? 1 : 0;
      const weekday = words.weekdays.get(this.key(at + 2 + on));
      return weekday ? show(weekdayNextWeek(now, weekday), 3 + on) : show(null, 2);
    }
    if (next && (words.spans.has(this.key(at + 1)) || words.months.has(this.key(at + 1)))) return show(null, 2);
    const weekday = words.weekdays.get(this.key(at + lead));
    if (!weekday) return null;
    const comma = this.key(at + lead + 1) === ',' ? 1 : 0;
    const dated = this.calendar(at + lead + 1 + comma) ?? (comma ? null : this.numeric(at + lead + 1));
    if (dated?.date) return { date: dated.date, length: lead + 1 + comma + dated.length };
    if (words.next.has(this.key(at + lead + 1)) && words.spans.get(this.key(at + lead + 2)) === 'week')
      return show(weekdayNextWeek(now, weekday), lead + 3);
    return show(nextWeekday(now, weekday), lead + 1);
  }

  /** "24 December 2026", "Dec 24th", "the 5th of January", "the 24th". */
  private calendar(at: number): Dated {
    let from = at;
    while (words.articles.has(this.key(from))) from++;
    const now = today(this.context);
    const ordinal = (offset: number) => Number(/^(\d{1,2})(?:st|nd|rd|th|e|ste|de)?$/.exec(this.key(offset))?.[1] ?? 0);
    const day = ordinal(from);
    const of = day && words.of.has(this.key(from + 1)) ? 1 : 0;
    const monthFirst = words.months.get(this.key(from));
    const month = monthFirst ?? words.months.get(this.key(from + 1 + of));
    const date = monthFirst ? ordinal(from + 1) : day;
    if (month && !date) return show(null, from - at + 1);
    if (!date) return null;
    if (!month) {
      const alone = /\D$/.test(this.key(from)) || from > at || words.articles.has(this.key(from - 1));
      return alone ? show(nextDayOfMonth(now, date), from - at + 1) : null;
    }
    let length = from - at + 2 + of;
    const comma = this.key(at + length) === ',' ? 1 : 0;
    const year = this.year(at + length + comma);
    if (year) length += comma + 1;
    return show(year ? thisCentury(exact(year, month, date)) : nextDate(now, month, date), length);
  }

  /** A year from now on, 0 where none stands. */
  private year(offset: number): number {
    return /^[2-9]\d{3}$/.test(this.key(offset)) ? Number(this.key(offset)) : 0;
  }

  /** 2026-12-24, 24-12-2026, 24/12, 12/24. Where day and month could be either, Dutch is day first and English asks. */
  private numeric(at: number): Dated {
    const iso = /^([2-9]\d{3})-(\d{1,2})-(\d{1,2})$/.exec(this.key(at));
    if (iso) return show(thisCentury(exact(Number(iso[1]), Number(iso[2]), Number(iso[3]))), 1);
    const match = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d\d))?$/.exec(this.key(at));
    if (!match) return null;
    const [a, b] = [Number(match[1]), Number(match[3])];
    const year = match[4] ? Number(match[4].padStart(4, '20')) : 0;
    const now = today(this.context);
    const on = (month: number, day: number) =>
      show(year ? thisCentury(exact(year, month, day)) : nextDate(now, month, day), 1);
    if (a > 12 || a === b || match[2] !== '/' || this.dutch()) return on(b, a);
    return b > 12 ? on(a, b) : show(null, 1);
  }

  private dutch(): boolean {
    const lead = this.key(0);
    return words.dutchOnly.has(lead) || (this.context.locale === 'nl' && !words.englishOnly.has(lead));
  }
}
