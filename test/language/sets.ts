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

/** A request for what was not asked: the fault that must never happen. An open right asks, and is none. */
export function isFalseRequest(sentence: Sentence): boolean {
  const got = understand(sentence.text, contextOf(sentence));
  if (got.intent !== 'request') return false;
  const { expect } = sentence;
  if (expect.intent !== 'request') return got.people.length > 0 && got.groups.length > 0 && got.right !== null;
  const beyond = (names: readonly string[], meant: readonly string[]) =>
    names.some((name) => !meant.map(lower).includes(lower(name)));
  return (
    (got.right !== null && got.right !== expect.right) ||
    beyond(got.people, expect.people) ||
    beyond(got.groups, expect.groups)
  );
}
