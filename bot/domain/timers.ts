import { Temporal } from 'temporal-polyfill';
import type { At } from './ids.ts';
import { type Pending, WEEKDAYS, type WorkHours } from './request.ts';
import { endOf } from './term.ts';

/** What comes of a request that nobody decides: by the clock of the rule that it was asked under. */

export interface Timer {
  readonly at: At;
  readonly why: 'remind' | 'escalate' | 'lapse';
}

/**
 * What comes while it waits, the earliest first. The clock starts when it was asked, and no answer sets it back. Reminders
 * that are late are sent as one, and none is sent when the request lapses before.
 */
export function timersOf({ askedAt, policy, reminded, escalated }: Pending): readonly Timer[] {
  const after = (duration: string) => endOf({ kind: 'for', duration, zone: 'UTC' }, askedAt) ?? askedAt;
  const { remind, escalate, lapse, workHours } = policy;
  const timers: Timer[] = [];
  const next = remind[reminded];
  if (next !== undefined) timers.push({ at: atWork(workHours, after(next)), why: 'remind' });
  if (escalate !== null && escalated === undefined) timers.push({ at: after(escalate.after), why: 'escalate' });
  if (lapse !== null) timers.push({ at: after(lapse), why: 'lapse' });
  const end = timers.find(({ why }) => why === 'lapse')?.at;
  return timers
    .filter(({ at, why }) => why === 'lapse' || end === undefined || at < end)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** How many reminders are behind a request that has waited until now. */
export function remindersBy({ askedAt, policy, reminded }: Pending, now: At): number {
  const past = policy.remind.filter(
    (duration) => (endOf({ kind: 'for', duration, zone: 'UTC' }, askedAt) ?? askedAt) <= now,
  );
  return Math.max(past.length, reminded);
}

/** The first instant from then on at which notices may be sent. */
export function atWork(hours: WorkHours | null, then: At): At {
  if (hours === null) return then;
  const from = Temporal.Instant.from(then).toZonedDateTimeISO(hours.zone);
  for (let days = 0; days <= 7; days += 1) {
    const day = from.add({ days });
    if (!hours.days.includes(WEEKDAYS[day.dayOfWeek - 1] ?? 'mon')) continue;
    const [begins, ends] = [hours.from, hours.to].map((time) => day.withPlainTime(Temporal.PlainTime.from(time)));
    if (begins === undefined || ends === undefined) return then;
    if (days === 0 && Temporal.ZonedDateTime.compare(from, ends) >= 0) continue;
    const start = days === 0 && Temporal.ZonedDateTime.compare(from, begins) > 0 ? from : begins;
    return new Date(start.epochMilliseconds).toISOString() as At;
  }
  return then;
}
