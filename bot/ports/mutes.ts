import type { At, UserId } from '../domain/ids.ts';

/** Whose requests somebody gets no cards of for a while. Throws `Fault` `store-unavailable`. */
export interface Mutes {
  /** Until when `person` has muted `requester`; null: not, or not any more at `now`. */
  until(person: UserId, requester: UserId, now: At): Promise<At | null>;
  /** Insert or replace. */
  mute(person: UserId, requester: UserId, until: At): Promise<void>;
  unmute(person: UserId, requester: UserId): Promise<void>;
}
