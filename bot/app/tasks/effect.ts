import { delay } from '../../domain/decide.ts';
import { at, type RequestId, type UserId } from '../../domain/ids.ts';
import type { Applied, Approved, Delay } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { LastCheck, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';

/** A pause between tries that nobody told us: grows from half a second to a minute, never in step with others. */
export function pause({ clock, random }: Deps, attempt: number, least = 500): Date {
  const most = Math.min(60_000, least * 2 ** Math.min(attempt, 10));
  return new Date(clock.now().getTime() + most / 2 + random(Math.max(1, Math.floor(most / 2))));
}

/** Waits for the time that the other side named (or a growing pause), and lets the cards say so. */
export async function wait(deps: Deps, id: RequestId, why: Delay['why'], until: Date): Promise<Done> {
  const now = at(deps.clock.now());
  await settle(deps, async () => {
    const [state] = await deps.store.get([id]);
    const busy = state?.status === 'approved' || state?.status === 'applied';
    return (busy ? delay(state as Approved | Applied, { why, until: at(until) }, now) : null) ?? nothing;
  });
  return { again: until };
}
const nothing = { events: [], requests: [], work: [] };

/** A change that did not come through: when to try again, or null if it did. */
export async function unfinished(deps: Deps, id: RequestId, outcome: Outcome, attempt: number): Promise<Done | null> {
  switch (outcome.result) {
    case 'done':
    case 'already':
      return null;
    case 'retry':
      return wait(deps, id, outcome.why, outcome.at);
    case 'unknown':
      // The reply was lost: the next try reads first.
      return { again: pause(deps, attempt) };
    case 'withdrawn':
      // The next try reads everything anew, and says why.
      return { again: deps.clock.now() };
    case 'refused':
      return null;
  }
}

/** Does a refusal mean that there is nothing to take away: the person or group is not found? Else it proves nothing. */
export const saysOfTheRight = ({ why }: Extract<Outcome, { result: 'refused' }>): boolean =>
  why !== 'exchange-refused' && why !== 'exchange-forbidden';

/** Somebody whom the directory does not know any more, or not now: for Exchange, which may still. */
export function whoLeft(id: UserId): Person {
  const unknown = { mail: null, title: null, department: null, locale: null };
  return { id, name: id, upn: id, enabled: false, guest: false, ...unknown };
}

/** The last check of a change; `still` reads again what it rests on, which was read at `at` before. */
export function lastCheck(deps: Deps, id: RequestId, at: Date, still: () => Promise<boolean>): LastCheck {
  const again = async () => {
    try {
      return await still();
    } catch (error) {
      deps.log.warn('effect-not-checked', { request: id, error });
      return false;
    }
  };
  return { at, again };
}

function delayOf({ code }: Fault): Delay['why'] {
  if (code.startsWith('directory')) return 'directory';
  return code === 'exchange-throttled' ? 'throttled' : 'unavailable';
}

/** Runs an effect; a fault of the other side means: wait, as long as it says. Anything else goes to the work's own retry. */
export async function patiently(
  deps: Deps,
  id: RequestId,
  attempt: number,
  effect: () => Promise<Done>,
): Promise<Done> {
  try {
    return await effect();
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'store-unavailable') throw error;
    deps.log.warn('effect-waits', { request: id, code: error.code, attempt, error });
    const until = error.retryAt ?? pause(deps, attempt);
    return wait(deps, id, delayOf(error), until);
  }
}
