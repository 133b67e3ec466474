import { Temporal } from 'temporal-polyfill';
import type { At } from '../domain/ids.ts';

/** The calendar day in a zone at an instant: `YYYY-MM-DD`. */
export const today = (now: At, zone: string): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().toString();

/** An IANA zone as it came → itself when it is one; else null. */
export function readZone(zone: string | null): string | null {
  if (zone === null) return null;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch {
    return null;
  }
}

/** The time until an instant, in whole minutes, or hours where those are many; rounded up, so that it is never too short. */
export function wait(until: At, now: At): { readonly unit: 'minutes' | 'hours'; readonly count: number } {
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000));
  return minutes <= 90 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.ceil(minutes / 60) };
}
