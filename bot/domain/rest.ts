import type { At, UserId } from './ids.ts';
import type { Policy } from './policy.ts';
import type { Term } from './request.ts';
import { endOf } from './term.ts';

/** An earlier answer to the same wish: by the same person, for the same beneficiary, group and right. */
export interface Denial {
  readonly by: UserId;
  readonly at: At;
  readonly term: Term | null;
  readonly reason: string | null;
}

/**
 * Until when a wish that was denied rests, or null: owners are not asked the same over and over. What an owner may have missed
 * can be asked at once, but only once: with a reason where none was given, or for a shorter time.
 */
export function restsUntil(
  { restAfterDenial: duration }: Pick<Policy, 'restAfterDenial'>,
  denied: readonly Denial[],
  wish: Pick<Denial, 'term' | 'reason'>,
  now: At,
): { readonly until: At; readonly last: Denial; readonly twice: boolean } | null {
  if (duration === null) return null;
  const ends = ({ at }: Denial) => endOf({ kind: 'for', duration, zone: 'UTC' }, at) ?? at;
  const recent = denied.filter((one) => ends(one) > now).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const [last, before] = recent;
  if (last === undefined) return null;
  const twice = before !== undefined;
  const explained = last.reason === null && wish.reason !== null;
  if (!twice && (explained || isShorter(wish.term, last.term, now))) return null;
  return { until: ends(last), last, twice };
}

function isShorter(wanted: Term | null, denied: Term | null, now: At): boolean {
  const [end, was] = [endOf(wanted, now), endOf(denied, now)];
  return end !== null && (was === null || end < was);
}
