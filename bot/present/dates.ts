import type { Term } from '../domain/request.ts';
import { duration, tags } from './languages.ts';
import type { Say } from './texts.ts';
import type { Reader as Whole } from './view.ts';

/** For whom a date is written. */
type Reader = Pick<Whole, 'locale' | 'zone'>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make and few: one for each language, zone and shape. */
function formatter(reader: Reader, zone: string, shape: 'day' | 'date' | 'time' | 'short'): Intl.DateTimeFormat {
  const key = `${reader.locale} ${zone} ${shape}`;
  const options: Readonly<Record<typeof shape, Intl.DateTimeFormatOptions>> = {
    day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    date: { day: 'numeric', month: 'long', year: 'numeric' },
    time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    short: { day: 'numeric', month: 'short', year: 'numeric' },
  };
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(tags[reader.locale], { ...options[shape], timeZone: zone });
  if (formats.size < 2000) formats.set(key, kept);
  return kept;
}

/** `Friday 27 November 2026` in the reader's language; `zone` is IANA, default the reader's. */
export function day(reader: Reader, at: string, zone = reader.zone): string {
  return formatter(reader, zone, 'day').format(new Date(at)).replace(', ', ' ');
}

/** `22 November 2026 at 14:05`, in the reader's zone. Never "today": a card is still there tomorrow. */
export function moment(reader: Reader, say: Say, at: string): string {
  return say('moment', {
    day: formatter(reader, reader.zone, 'date').format(new Date(at)),
    time: formatTime(reader, at),
  });
}

/** `22 Nov 2026 14:05`: for lists. */
export function stamp(reader: Reader, at: string): string {
  const date = new Date(at);
  return `${formatter(reader, reader.zone, 'short').format(date)} ${formatTime(reader, at)}`;
}

/** `Europe/Amsterdam` → `Amsterdam`. */
const city = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/**
 * A zone that is no place, by its distance from UTC: `UTC`, `UTC−12`, `UTC+05:30`; null for a place. The signs of
 * `Etc/GMT+12` are inverted: it lies twelve hours behind UTC (tz database, file "etcetera").
 */
export function utcOffset(zone: string): string | null {
  const [, etc, hours] = /^Etc\/GMT([+-])(\d{1,2})$/i.exec(zone) ?? [];
  if (etc !== undefined && Number(hours) > 0) return `UTC${etc === '+' ? '−' : '+'}${hours}`;
  const [, sign, time] = /^([+-])(\d{2}(?::?\d{2})?)$/.exec(zone) ?? [];
  if (sign !== undefined) return `UTC${sign === '-' ? '−' : '+'}${time}`;
  return /^(Etc\/.*|UTC|UCT|GMT|GMT[+-]?0|Greenwich|Universal|Zulu)$/i.test(zone) ? 'UTC' : null;
}

/** How long a right is asked for, as one phrase: `for 2 weeks, from the moment it is applied`. */
export function term(reader: Reader, say: Say, wanted: Term | null): string {
  if (wanted === null) return say('term-none');
  if (wanted.kind === 'for') return say('term-for', { duration: duration(reader.locale, wanted.duration) });
  return untilDay(reader, say, `${wanted.date}T12:00:00Z`, 'UTC', wanted.zone);
}

/** `until Friday 27 November 2026, end of the day, Amsterdam time`. */
function untilDay(reader: Reader, say: Say, at: string, zone: string, named: string): string {
  const [shown, offset] = [day(reader, at, zone), utcOffset(named)];
  return offset === null
    ? say('term-until', { day: shown, city: city(named) })
    : say('term-until-offset', { day: shown, offset });
}

/** When a right ends: a day's end in the asker's zone where a date was asked for, else the very moment. */
export function end(reader: Reader, say: Say, wanted: Term | null, endsAt: string | null): string {
  if (endsAt === null || wanted?.kind === 'until') return term(reader, say, wanted);
  // Midnight is read as the end of the day before it.
  if (formatTime(reader, endsAt) === '00:00') {
    return untilDay(reader, say, new Date(Date.parse(endsAt) - 1).toISOString(), reader.zone, reader.zone);
  }
  return say('term-at', { moment: moment(reader, say, endsAt) });
}

/** `14:05` in the reader's zone. */
export function formatTime(reader: Reader, at: string): string {
  return formatter(reader, reader.zone, 'time').format(new Date(at));
}
