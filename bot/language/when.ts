import { endOf, type Span, today } from './calendar.ts';
import type { Context } from './intent.ts';
import type { Token } from './tokens.ts';
import { Dates } from './when.dates.ts';
import * as words from './when.words.ts';

/**
 * Time phrases in both languages: how long, until when, and what we do not offer (a later start) or do not understand.
 * Only what is certain becomes a date. Why no date library reads them: bot/decisions/0002-dates-without-chrono.md.
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

class Reader extends Dates {
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
    if (words.a.has(this.key(at)) && words.numbers.has(this.key(at + 1)) && words.units.has(this.key(at + 2))) at++;
    const number = glued?.[1] ?? this.key(at);
    const amount = words.numbers.get(number) ?? Number(number.replace(',', '.') || Number.NaN);
    if (!glued && words.longer.has(this.key(at + 1))) at++;
    const unitKey = glued ? (glued[2] ?? '') : this.key(at + 1);
    const unit = words.units.get(unitKey);
    if (!unit || !(amount > 0)) return null;
    const endless = amount > words.most[unit];
    let length = at + (glued ? 1 : 2) - offset;
    while (words.longer.has(this.key(offset + length))) length++;
    const open = this.orMore(offset + length);
    if (!Number.isInteger(amount) || endless || open || this.more(offset + length))
      return { term: { kind: 'unclear' }, length: length + (open ? 2 : 0) };
    return { term: { kind: 'for', duration: words.iso(amount, unit) }, length };
  }

  /** "a week or two", "two to three weeks"; "two weeks to K7QF" adds to a request. */
  private orMore(offset: number): boolean {
    const next = this.key(offset + 1);
    return words.orMore.has(this.key(offset)) && !/^(?=.*[a-z])(?=.*\d)[a-z\d]{4,}$/.test(next);
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
}
