import { Temporal } from 'temporal-polyfill';
import type { Auto, Party, RuleValues, ValueKey } from './values.ts';

/** Values of two rules or limits → the stricter one of each: never more is allowed than by either. */

const january = Temporal.PlainDateTime.from('2025-01-01T00:00');
/** Length (ms) of an ISO 8601 duration, a month as that of January: only to compare. */
const lengthMs = (duration: string) =>
  Temporal.Duration.from(duration).total({ unit: 'millisecond', relativeTo: january });

export const isLonger = (one: string, other: string): boolean => lengthMs(one) > lengthMs(other);
export const shorter = (one: string, other: string): string => (isLonger(one, other) ? other : one);
/** Null: no limit. */
const shorterOrNone = (one: string | null, other: string | null) =>
  one === null ? other : other === null ? one : shorter(one, other);

const either = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set([...one, ...other])];
const first = <T>(one: T): T => one;
const preferred =
  <T extends string>(strict: T) =>
  <W extends string>(one: W | T, other: W | T): W | T =>
    one === strict ? one : other;

const stricter: { readonly [Key in ValueKey]: (one: RuleValues[Key], other: RuleValues[Key]) => RuleValues[Key] } = {
  membersOnly: (one, other) => one || other,
  addMember: (one, other) => one && other,
  mayAsk: either,
  forOthers: (one, other) => one && other,
  approve: everyParty,
  fallback: (one, other) => one.filter((body) => other.includes(body)),
  quiet: first,
  auto: (one, other) => stricterAuto(one, other),
  reason: preferred('required'),
  reasonPrompt: (one, other) => one ?? other,
  'term.default': shorterOrNone,
  'term.longest': shorterOrNone,
  'term.offer': (one, other) => one.filter((term) => other.includes(term)),
  'extend.ask': (one, other) => one && other,
  'extend.longest': shorterOrNone,
  remind: first,
  escalate: first,
  lapse: shorter,
  workHours: first,
  'review.every': shorterOrNone,
  'review.unusedAfter': shorterOrNone,
  'review.unanswered': first,
  leavers: preferred('propose'),
  outside: first,
  apply: preferred('handoff'),
  'emergency.longest': shorter,
  'emergency.second': (one, other) => one || other,
  'emergency.off': (one, other) => one || other,
};

/** The stricter value of a key; where neither is stricter, both must hold, or the first one is kept. */
export const stricterOf = <Key extends ValueKey>(key: Key, one: RuleValues[Key], other: RuleValues[Key]) =>
  stricter[key](one, other);

/** Parties of both lists; a body that is in both needs the greater count. */
export function everyParty(one: readonly Party[], other: readonly Party[]): readonly Party[] {
  const counts = new Map<string, number>();
  for (const { from, count } of [...one, ...other]) counts.set(from, Math.max(count, counts.get(from) ?? 0));
  return [...counts].map(([from, count]) => ({ from, count }));
}

export const approvalsNeeded = (parties: readonly Party[]): number =>
  parties.reduce((sum, { count }) => sum + count, 0);

function stricterAuto(one: Auto | 'never', other: Auto | 'never'): Auto | 'never' {
  if (one === 'never' || other === 'never' || one.for !== other.for) return 'never';
  const perDay = one.perDay === null ? other.perDay : Math.min(one.perDay, other.perDay ?? one.perDay);
  return { for: one.for, longest: shorterOrNone(one.longest, other.longest), perDay };
}
