import { type Accepted, accept, telling } from './accept.ts';
import type { At, UserId } from './ids.ts';
import { type Applied, type Approved, type Delay, isStuck, type Request } from './request.ts';

/** A long outage is no reason for a record each minute. */
const repeatDelayAfterMs = 15 * 60_000;

/**
 * Exchange makes us wait. Nothing is written when the card says so already; what only people can end is written at each
 * look, which may be hours apart. These admins are told that Exchange refuses.
 */
export function delay(
  state: Approved | Applied,
  delay: Delay,
  now: At,
  admins: readonly UserId[] = [],
): Accepted | null {
  const { delay: shown, stuck } = waiting(state);
  if (delay.why === 'returned' && stuck === null) return null;
  const written = (told: Delay) =>
    accept(state, { type: 'right.delayed', request: state.id, at: now, actor: 'behalf', delay: told });
  if (isStuck(delay)) return telling(written(delay), admins, now);
  const before =
    shown !== null && !isStuck(shown) && shown.why === delay.why && shown.entry === delay.entry ? shown : null;
  if (before !== null && Date.parse(now) - Date.parse(before.until) <= repeatDelayAfterMs) return null;
  return written({ ...delay, since: before?.since ?? now });
}

const none = { delay: null, stuck: null } as const;

/** What a request or its right waits for. */
export function waiting(state: Request): Pick<Approved, 'delay' | 'stuck'> {
  if (state.status === 'approved') return state;
  return state.status === 'applied' && state.grant.status === 'active' ? state.grant : none;
}
