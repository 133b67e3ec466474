import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Status } from '../domain/status.ts';
import { end } from './dates.ts';
import { inert } from './inert.ts';
import { duration, type Locale, tags } from './languages.ts';
import type { Notice } from './notice.ts';

export type Args = Readonly<Record<string, string | number>>;
/** A sentence by its key in `locales/*.ftl`. */
export type Say = (key: string, args?: Args) => string;

function load(locale: Locale): FluentBundle {
  // No isolation marks: names are made inert, and plain texts stay searchable as they are read.
  const bundle = new FluentBundle(tags[locale], { useIsolating: false });
  const source = readFileSync(new URL(`./locales/${locale}.ftl`, import.meta.url), 'utf8');
  const errors = bundle.addResource(new FluentResource(source));
  if (errors.length > 0) throw new Error(`locales/${locale}.ftl is broken`, { cause: errors[0] });
  return bundle;
}

const bundles: Readonly<Record<Locale, FluentBundle>> = { en: load('en'), nl: load('nl') };

function format(locale: Locale, key: string, args: Args): string {
  const pattern = bundles[locale].getMessage(key)?.value;
  if (pattern == null) throw new Error(`no text for ${key} in ${locale}`);
  const errors: Error[] = [];
  const text = bundles[locale].formatPattern(pattern, args, errors);
  if (errors.length > 0) throw new Error(`text ${key} in ${locale} cannot be made`, { cause: errors[0] });
  return text;
}

/** Sentences in one language. Arguments must be inert already. Throws for a key or variable that does not exist. */
export const say =
  (locale: Locale): Say =>
  (key, args = {}) =>
    format(locale, key, args);

/** What a notice may speak of. A sentence has a form without each of them: `none` stands for what is not given. */
const mayBeGiven = [
  'what',
  'words',
  'near',
  'name',
  'person',
  'group',
  'you',
  'right',
  'request',
  'ids',
  'status',
  'state',
  'most',
  'longest',
  'unit',
  'count',
  'code',
  'adder',
  'until',
  'ending',
  'of',
  'told',
  'when',
] as const;
const absent: Args = Object.fromEntries(mayBeGiven.map((name) => [name, 'none']));
const isState = (status: unknown): status is Status => bundles.en.hasMessage(`state-${status}`);

/**
 * The sentence of a notice, in the reader's language, as plain text; what people wrote in `args` is made inert.
 * Arguments, each may be left out or empty: what (was looked for, of `not-allowed-to-see`), words (what was written), near (names that look like it), name (who
 * decided), person, group, you (`yes`: the person is the reader; `unsaid`: nobody was named), right (a `Right`), request (its id), ids (of requests, or names with ids), status (a
 * `Status`), most (a number), longest (ISO 8601 duration), unit and count (of the time to wait), code, adder (who can make somebody a member: an `Adder`), endsAt
 * (an instant, ISO 8601; read in `zone`), ending (`yes`: it is being taken away), of (what is refused: any change, or one), told (`yes`: the admins know), when (from when on).
 */
export function sentence(notice: Notice, args: Args, locale: Locale, zone = 'UTC'): string {
  const given = Object.entries(args)
    .map(
      ([key, value]) => [key, typeof value === 'string' ? inert(value, key === 'near' ? 1200 : 400) : value] as const,
    )
    .filter(([, value]) => value !== '');
  const { status, longest, endsAt } = args;
  const worded = {
    ...(isState(status) ? { state: format(locale, `state-${status}`, {}) } : {}),
    ...(typeof longest === 'string' && longest !== '' ? { longest: duration(locale, longest) } : {}),
    ...(typeof endsAt === 'string' && endsAt !== '' ? { until: end({ locale, zone }, say(locale), null, endsAt) } : {}),
  };
  return format(locale, `notice-${notice}`, { ...absent, ...Object.fromEntries(given), ...worded });
}
