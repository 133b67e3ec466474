import { type At, at } from './ids.ts';

/** How often one person may ask. Cancelled and refused requests count: each has put cards before others. */
export interface AskLimits {
  readonly perHour: number;
  readonly perDay: number;
  /** In an hour, for somebody of whose requests of the last day `denials` were denied. */
  readonly perHourAfterDenials: number;
  readonly denials: number;
}

/** Nobody meets these who asks for what is needed: every open request may be replaced within the hour. */
export const builtInAskLimits: AskLimits = { perHour: 60, perDay: 200, perHourAfterDenials: 10, denials: 5 };

/** A request that was made lately. */
export interface Recent {
  readonly askedAt: At;
  readonly denied: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;

/** When this person may ask again; null: now. `recent` are the newest requests first, at least as many as a day allows. */
export function asksAgainAt(limits: AskLimits, recent: readonly Recent[], now: At): At | null {
  const ofDay = within(recent, now, day);
  const denied = ofDay.filter((one) => one.denied).length >= limits.denials;
  const perHour = denied ? Math.min(limits.perHour, limits.perHourAfterDenials) : limits.perHour;
  const full = [room(ofDay, limits.perDay, day), room(within(recent, now, hour), perHour, hour)];
  const latest = Math.max(...full);
  return latest === 0 ? null : at(new Date(latest));
}

const within = (recent: readonly Recent[], now: At, ms: number) =>
  recent.filter(({ askedAt }) => Date.parse(now) - Date.parse(askedAt) < ms);

/** When a limit has room again (ms since 1970); 0: it has. */
function room(newestFirst: readonly Recent[], most: number, ms: number): number {
  const last = newestFirst[most - 1];
  return last === undefined ? 0 : Date.parse(last.askedAt) + ms;
}
