import { type At, at, type UserId } from './ids.ts';
import type { Away, Delay } from './request.ts';

/** How long the directory keeps what was deleted, for it to be restored. */
const restorableMs = 30 * 86_400_000;
/** How long an object must stay out of sight before that is believed. */
const certainMs = 86_400_000;

const later = (from: At, ms: number): At => at(new Date(Date.parse(from) + ms));

const latest = (one: At, other: At): At => at(new Date(Math.max(Date.parse(one), Date.parse(other))));

/** Until when a deleted object can be restored. */
export const restorableUntil = (deletedAt: At): At => later(deletedAt, restorableMs);

/**
 * From when on an object that stays missing cannot come back: its time in the bin is over, and it has been out of sight for
 * a day. Of one that was never seen in the bin, it might have been deleted on the day when it was first missed.
 */
export function beyondRestoringAt({ deletedAt, since }: Extract<Away, { why: 'missing' }>): At {
  if (deletedAt === null) return restorableUntil(since);
  return latest(restorableUntil(deletedAt), later(since, certainMs));
}

/** From when on an approved request of which nothing was begun fails for want of what is missing. */
export const givenUpAt = ({ since }: Extract<Away, { why: 'missing' }>): At => later(since, certainMs);

/** What a look has found of an object that is not there. */
export type Unseen = { readonly deletedAt: At } | 'absent';

/** What is known after one more look. `before`: what kept the request waiting until now; the object is `person`, else the group. */
export function lookedFor(before: Delay | null, unseen: Unseen, person: UserId | null, until: At, now: At): Away {
  if (unseen !== 'absent') return { why: 'deleted', person, deletedAt: unseen.deletedAt, until };
  const same = before !== null && 'person' in before && before.person === person ? before : null;
  const since = same?.why === 'missing' ? same.since : now;
  return { why: 'missing', person, deletedAt: same?.deletedAt ?? null, since, until };
}
