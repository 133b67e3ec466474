import { readFileSync } from 'node:fs';
import type { Context, Intent } from '../../bot/language/intent.ts';
import { understand } from '../../bot/language/understand.ts';

export interface Sentence {
  readonly text: string;
  readonly locale: 'en' | 'nl';
  readonly now: string;
  readonly expect: Intent;
}
export const sets = [
  'visible',
  'own.en',
  'own.nl',
  'fresh1',
  'fresh2',
  'fresh3',
  'fresh4',
  'fresh5',
  'fresh6',
  'fresh7',
  'fresh8',
  'fresh9',
  'fresh10',
  'fresh11',
  'fresh12',
  'fresh13',
  'fresh14',
  'fresh15',
  'fresh16',
  'fresh17',
  'fresh18',
  'fresh19',
  'fresh20',
  'fresh21',
  'fresh22',
  'fresh23',
  'fresh24',
  'reported',
  'traps',
] as const;

export const contextOf = ({ locale, now }: Pick<Sentence, 'locale' | 'now'>): Context => ({
  locale,
  now: new Date(now),
  zone: 'Europe/Amsterdam',
});

export function load(name: (typeof sets)[number]): Sentence[] {
  const file = readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8');
  return file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sentence);
}

/** Names are compared without regard to case, as whoever looks them up does. */
const plain = ({ intent, right, people, groups, duration, until, reason, id }: Intent) =>
  JSON.stringify([intent, right, people.map(lower), groups.map(lower), duration, until, reason, id]);
const lower = (name: string) => name.toLowerCase();

export const isRight = (sentence: Sentence): boolean =>
  plain(understand(sentence.text, contextOf(sentence))) === plain(sentence.expect);

const acts: ReadonlySet<string> = new Set(['request', 'revoke', 'cancel', 'extend', 'approve', 'deny']);

/**
 * Something would be done that was not meant: a request, a revocation or a decision where none was, or with a right,
 * person, group or number that was not named. An open right asks, and is none; so does a request that names no one.
 */
export function isFalseAct(sentence: Sentence): boolean {
  const got = understand(sentence.text, contextOf(sentence));
  const { expect } = sentence;
  if (!acts.has(got.intent)) return false;
  if (got.intent !== expect.intent)
    return got.intent !== 'request' || (got.people.length > 0 && got.groups.length > 0 && got.right !== null);
  const beyond = (names: readonly string[], meant: readonly string[]) =>
    names.some((name) => !meant.map(lower).includes(lower(name)));
  return (
    (got.right !== null && got.right !== expect.right) ||
    (got.id !== null && got.id !== expect.id) ||
    beyond(got.people, expect.people) ||
    beyond(got.groups, expect.groups)
  );
}
