export type Locale = 'en' | 'nl';

/** The languages' full tags: day before month, and a clock of 24 hours, in both. */
export const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', nl: 'nl-NL' };

const part = /(\d+)([YMWDHS])/g;
const units: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day', H: 'hour' };

/** ISO 8601 → `2 weeks`, `8 hours`, `1 year and 6 months`. Anything else comes back as it is. */
export function duration(locale: Locale, iso: string): string {
  const [date = '', time = ''] = iso.slice(1).split('T');
  const read = (text: string, minutes: boolean) =>
    [...text.matchAll(part)].map(([, count, letter]) => {
      const weeks = letter === 'D' && Number(count) % 7 === 0;
      const unit = minutes && letter === 'M' ? 'minute' : letter === 'S' ? 'second' : units[letter ?? ''];
      return new Intl.NumberFormat(tags[locale], {
        style: 'unit',
        unit: weeks ? 'week' : unit,
        unitDisplay: 'long',
      }).format(weeks ? Number(count) / 7 : Number(count));
    });
  const parts = [...read(date, false), ...read(time, true)];
  return parts.length > 0 ? list(locale, parts) : iso;
}

// Formatters are dear to make.
const lists: Readonly<Record<Locale, Intl.ListFormat>> = {
  en: new Intl.ListFormat(tags.en, { type: 'conjunction' }),
  nl: new Intl.ListFormat(tags.nl, { type: 'conjunction' }),
};

/** `A, B and C`. */
export const list = (locale: Locale, items: readonly string[]): string => lists[locale].format(items);
