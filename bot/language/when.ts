import {
  endOf,
  endOfMonth,
  exact,
  nextDate,
  nextDayOfMonth,
  nextWeekday,
  type Span,
  today,
  weekdayNextWeek,
} from './calendar.ts';
import type { Context } from './intent.ts';
import type { Token } from './tokens.ts';
import * as words from './when.words.ts';

/**
 * Time phrases in both languages: how long, until when, and what we do not offer (a later start) or do not understand.
 * Only what is certain becomes a date. `chrono-node` does not serve: it has no "twee weken", gives today for "until
 * Sunday" on a Sunday, and guesses where we must ask.
 */
export type Term =
  | { readonly kind: 'for'; readonly duration: string }
  | { readonly kind: 'until'; readonly date: string }
  /** No end, or a beginning that is now. */
  | { readonly kind: 'open' }
  | { readonly kind: 'later' }
  | { readonly kind: 'unclear' };
export interface Found {
  readonly term: Term;
  /** In tokens. */
  readonly length: number;
}
/** Plain PlainDate-like; null: not certain. */
type Dated = { readonly date: string | null; readonly length: number } | null;

const show = (day: { toString(): string } | null, length: number): Dated => ({
  date: day ? day.toString() : null,
  length,
});

/** The time phrase that begins at token `at`, or null. Looks at most twelve tokens ahead. */
export function timeAt(tokens: readonly Token[], at: number, context: Context): Found | null {
  const first = tokens[at];
  if (first?.kind !== 'word' || !first.key) return null;
  if (!words.openers.has(first.key) && !startsWithDigit(first.key)) return null;
  const reader = new Reader(tokens, at, context);
  if (!first.capital) {
    const whole = reader.fixed() ?? reader.until() ?? reader.later() ?? reader.lasting();
    if (whole) return whole;
  }
  return reader.bare();
}

const startsWithDigit = (key: string) => key.charCodeAt(0) >= 48 && key.charCodeAt(0) <= 57;

class Reader {
  private readonly tokens: readonly Token[];
  private readonly at: number;
  private readonly context: Context;

  constructor(tokens: readonly Token[], at: number, context: Context) {
    this.tokens = tokens;
    this.at = at;
    this.context = context;
  }

  private key = (offset: number): string => this.tokens[this.at + offset]?.key ?? '';

  /** Length of the longest of `phrases` that stands at `offset`; 0 when none does. */
  private longest(phrases: ReadonlyMap<string, readonly string[][]>, offset: number): number {
    let best = 0;
    for (const phrase of phrases.get(this.key(offset)) ?? [])
      if (phrase.length > best && phrase.every((word, i) => word === this.key(offset + i))) best = phrase.length;
    return best;
  }

  /** "from now on", "until further notice", "every Monday". */
  fixed(): Found | null {
    const open = this.longest(words.open, 0);
    if (open) return { term: { kind: 'open' }, length: open };
    const todayOnly = this.longest(words.todayOnly, 0);
    if (todayOnly) return { term: { kind: 'until', date: today(this.context).toString() }, length: todayOnly };
    const vague = this.longest(words.vague, 0);
    return vague ? { term: { kind: 'unclear' }, length: vague } : null;
  }

  /** "until Friday", "t/m 5 jan", "for the rest of the month". */
  until(): Found | null {
    const rest = this.longest(words.restOf, 0);
    if (rest) {
      const span = words.spans.get(this.key(rest));
      if (span) return this.ends(span, 0, rest + 1);
    }
    const lead = this.longest(words.until, 0);
    if (!lead) return null;
    const dated = this.date(lead);
    if (!dated) return null;
    const length = lead + dated.length;
    const after = this.clock(length);
    if (!dated.date) return { term: { kind: 'unclear' }, length: length + after };
    return { term: { kind: 'until', date: dated.date }, length: length + after };
  }

  private ends(span: Span, ahead: number, length: number): Found {
    return { term: { kind: 'until', date: endOf(today(this.context), span, ahead).toString() }, length };
  }

  /** "from Monday", "per 1 januari", "next week", "in two weeks". */
  later(): Found | null {
    const lead = this.longest(words.from, 0);
    if (lead) {
      const dated = this.date(lead) ?? this.ahead(lead);
      if (dated) return { term: { kind: 'later' }, length: lead + dated.length };
      const lasts = this.duration(lead);
      if (lasts && words.within.has(this.key(0))) return { term: { kind: 'later' }, length: lead + lasts.length };
    }
    const bare = this.longest(words.tomorrow, 0);
    if (bare) return { term: { kind: 'later' }, length: bare };
    const ahead = this.ahead(0);
    return ahead ? { term: { kind: 'later' }, length: ahead.length } : null;
  }

  /** "next week", "volgende maand". */
  private ahead(offset: number): { length: number } | null {
    const the = words.articles.has(this.key(offset)) ? 1 : 0;
    if (!words.next.has(this.key(offset + the))) return null;
    const after = this.key(offset + the + 1);
    if (!words.spans.has(after) && !words.weekdays.has(after) && !words.months.has(after)) return null;
    return { length: the + 2 };
  }

  /** "for two weeks", "de komende drie maanden", "for the next month". */
  lasting(): Found | null {
    const lead = this.longest(words.lasting, 0);
    if (!lead) return null;
    const lasts = this.duration(lead);
    if (lasts) return { term: lasts.term, length: lead + lasts.length };
    const unit = words.ahead.has(this.key(lead - 1)) ? words.units.get(this.key(lead)) : undefined;
    return unit ? { term: { kind: 'for', duration: words.iso(1, unit) }, length: lead + 1 } : null;
  }

  /** "twee weken", "8h". A number in letters with a capital may be a name: "Two Weeks Notice". */
  bare(): Found | null {
    if (this.tokens[this.at]?.capital || this.tokens[this.at + 1]?.capital) return null;
    const before = this.tokens[this.at - 1]?.key ?? '';
    if (words.anchors.has(before)) return null;
    return this.duration(0);
  }

  /** A number and a unit. */
  private duration(offset: number): Found | null {
    let at = offset;
    while (words.padding.has(this.key(at)) && at < offset + 4) at++;
    const glued = /^(\d+(?:[.,]\d+)?)([a-z]+)$/.exec(this.key(at));
    const vague = words.few.has(this.key(at))
      ? 1
      : words.a.has(this.key(at)) && words.few.has(this.key(at + 1))
        ? 2
        : 0;
    if (vague) {
      const of = this.key(at + vague) === 'of' ? 1 : 0;
      const unit = words.units.get(this.key(at + vague + of));
      return unit ? { term: { kind: 'unclear' }, length: at + vague + of + 1 - offset } : null;
    }
    const special = this.longest(words.fixedDurations, at);
    if (special) {
      const phrase = this.tokens.slice(this.at + at, this.at + at + special).map((token) => token.key);
      return { term: { kind: 'for', duration: words.durationOf(phrase.join(' ')) }, length: at + special - offset };
    }
    const number = glued?.[1] ?? this.key(at);
    const amount = words.numbers.get(number) ?? Number(number.replace(',', '.') || Number.NaN);
    if (!glued && words.longer.has(this.key(at + 1))) at++;
    const unitKey = glued ? (glued[2] ?? '') : this.key(at + 1);
    const unit = words.units.get(unitKey);
    if (!unit || !(amount > 0)) return null;
    let length = at + (glued ? 1 : 2) - offset;
    while (words.longer.has(this.key(offset + length))) length++;
    if (!Number.isInteger(amount) || words.orMore.has(this.key(offset + length)) || this.more(offset + length))
      return { term: { kind: 'unclear' }, length: length + (words.orMore.has(this.key(offset + length)) ? 2 : 0) };
    return { term: { kind: 'for', duration: words.iso(amount, unit) }, length };
  }

  /** "two weeks and three days": not added up, asked. */
  private more(offset: number): boolean {
    if (!words.and.has(this.key(offset))) return false;
    const number = this.key(offset + 1);
    return words.units.has(this.key(offset + 2)) && (words.numbers.has(number) || startsWithDigit(number));
  }

  /** "at 5 pm", "17.00 uur" after a date: an end date means the end of that day. */
  private clock(offset: number): number {
    const lead = words.at.has(this.key(offset)) ? 1 : 0;
    if (!/^\d{1,2}([:.]\d\d)?(am|pm|h|u|uur)?$/.test(this.key(offset + lead))) {
      return words.inclusive.has(this.key(offset)) ? 1 : 0;
    }
    const colon = this.key(offset + lead + 1) === ':' ? 2 : 0;
    const unit = words.oclock.has(this.key(offset + lead + 1 + colon)) ? 1 : 0;
    return lead || unit || colon ? lead + 1 + colon + unit : 0;
  }

  /** A date at `offset`; `date` null where the words leave it open. */
  private date(offset: number): Dated {
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
    const year = /^20\d\d$/.test(this.key(at + length + skip + 1))
      ? Number(this.key(at + length + skip + 1))
      : undefined;
    return show(endOfMonth(now, month, year), length + skip + (year ? 2 : 1));
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
    const year = /^20\d\d$/.test(this.key(at + length + comma)) ? Number(this.key(at + length + comma)) : 0;
    if (year) length += comma + 1;
    return show(year ? exact(year, month, date) : nextDate(now, month, date), length);
  }

  /** 2026-12-24, 24-12-2026, 24/12, 12/24. Where day and month could be either, Dutch is day first and English asks. */
  private numeric(at: number): Dated {
    const iso = /^(20\d\d)-(\d{1,2})-(\d{1,2})$/.exec(this.key(at));
    if (iso) return show(exact(Number(iso[1]), Number(iso[2]), Number(iso[3])), 1);
    const match = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d\d))?$/.exec(this.key(at));
    if (!match) return null;
    const [a, b] = [Number(match[1]), Number(match[3])];
    const year = match[4] ? Number(match[4].padStart(4, '20')) : 0;
    const now = today(this.context);
    const on = (month: number, day: number) => show(year ? exact(year, month, day) : nextDate(now, month, day), 1);
    if (a > 12 || a === b || match[2] !== '/' || this.dutch()) return on(b, a);
    return b > 12 ? on(a, b) : show(null, 1);
  }

  private dutch(): boolean {
    const lead = this.key(0);
    return words.dutchOnly.has(lead) || (this.context.locale === 'nl' && !words.englishOnly.has(lead));
  }
}
