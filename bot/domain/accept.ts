import type { Event } from './events.ts';
import { evolve } from './evolve.ts';
import type { At, UserId } from './ids.ts';
import type { Refused } from './refusal.ts';
import type { Request } from './request.ts';
import type { NewWork } from './work.ts';
import { followUp, tell } from './work-of.ts';

/** What a command leads to. `expected` is the revision that the decision was made on. */
export interface Accepted {
  readonly events: readonly Event[];
  readonly requests: readonly { readonly next: Request; readonly expected: number }[];
  readonly work: readonly NewWork[];
}
export type Decided = Accepted | Refused;

/** One request and what happens to it now → what must be committed. */
export function accept(state: Request | null, event: Event): Accepted {
  const next = evolve(state, event);
  return { events: [event], requests: [{ next, expected: state?.revision ?? 0 }], work: followUp(next, event) };
}

/** Several results that must be committed together. */
export function together(all: readonly Accepted[]): Accepted {
  return {
    events: all.flatMap(({ events }) => events),
    requests: all.flatMap(({ requests }) => requests),
    work: all.flatMap(({ work }) => work),
  };
}

/** Two steps of one request, committed as one. */
export function inOrder(first: Accepted, second: Accepted): Accepted {
  const { events, work } = together([first, second]);
  const [begun] = first.requests;
  const requests = second.requests.map(({ next, expected }) => ({
    next,
    expected: begun?.next.id === next.id ? begun.expected : expected,
  }));
  return { events, work, requests };
}

/** The same, and a message to the admins that Exchange refuses a change. */
export function telling(result: Accepted, admins: readonly UserId[], now: At): Accepted {
  const told = result.requests.flatMap(({ next }) => tell(next, 'refused', now, admins));
  return { ...result, work: [...result.work, ...told] };
}
