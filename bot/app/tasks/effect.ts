import { at, type RequestId, type UserId } from '../../domain/ids.ts';
import type { Approved, Delay, Pause } from '../../domain/request.ts';
import { delay } from '../../domain/waiting.ts';
import type { Person } from '../../ports/directory.ts';
import type { LastCheck, Outcome } from '../../ports/permissions.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import { type Telling, tellingOnce, toNobody } from '../refusals.ts';
import { settle } from '../settle.ts';

/** A pause between tries that nobody told us: grows from half a second to the longest, never in step with others. */
export function pause({ clock, random }: Deps, attempt: number, least = 500, longest = 60_000): Date {
  const most = Math.min(longest, least * 2 ** Math.min(attempt, 20));
  return new Date(clock.now().getTime() + most / 2 + random(Math.max(1, Math.floor(most / 2))));
}

/** Waits for the time that the other side named (or a growing pause), and lets the cards say so. */
export const wait = (
  deps: Deps,
  id: RequestId,
  why: Pause['why'],
  until: Date,
  entry: string | null = null,
): Promise<Done> => waitFor(deps, id, { why, until: at(until), ...(entry !== null && { entry }) });

/** The same for any delay. `tell`: the admins who are told that Exchange refuses, unless they just were. */
export async function waitFor(deps: Deps, id: RequestId, why: Delay, tell: Telling = toNobody): Promise<Done> {
  const now = at(deps.clock.now());
  await tellingOnce(tell, (admins, bounds) =>
    settle(
      deps,
      async () => {
        const [state] = await deps.store.get([id]);
        const busy = state?.status === 'approved' || state?.status === 'applied';
        return (busy ? delay(state, why, now, admins) : null) ?? nothing;
      },
      bounds,
    ),
  );
  return { again: new Date(why.until) };
}
const nothing = { events: [], requests: [], work: [] };

/** A change that did not come through: when to try again, or null if it did. */
export async function unfinished(deps: Deps, id: RequestId, outcome: Outcome, attempt: number): Promise<Done | null> {
  switch (outcome.result) {
    case 'done':
    case 'already':
      return null;
    case 'retry':
      return wait(deps, id, outcome.why, outcome.why === 'busy' ? later(outcome.at, pause(deps, attempt)) : outcome.at);
    case 'not-yet':
      deps.log.warn('exchange-refuses', { request: id, code: outcome.said, attempt });
      return refusedForNow(deps, id, outcome.blockedBy, attempt);
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

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** The longest pause (ms) between two tries of what Exchange refuses for no final reason. */
const longestRefusedPauseMs = 30 * 60_000;

function refusedForNow(deps: Deps, id: RequestId, entry: string | null, attempt: number): Promise<Done> {
  const until = pause(deps, attempt, 2_000, longestRefusedPauseMs);
  return wait(deps, id, entry === null ? 'refused' : 'blocked', until, entry);
}

/** As long as Exchange refuses an approved change for no final reason, it is tried again (ms). A weekend is less. */
const patienceMs = 3 * 24 * 3_600_000;

/** What Exchange has refused for that long is refused for good. What is to be taken away is never given up. */
export function patientOutcome({ clock }: Deps, { delay }: Approved, outcome: Outcome): Outcome {
  const since = delay?.why === 'refused' || delay?.why === 'blocked' ? delay.since : undefined;
  const over = since !== undefined && clock.now().getTime() - Date.parse(since) > patienceMs;
  return outcome.result === 'not-yet' && over ? { result: 'refused', why: 'exchange-refused' } : outcome;
}

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
