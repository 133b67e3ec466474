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
