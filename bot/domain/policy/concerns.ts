import type { Event } from '../events.ts';
import type { UserId } from '../ids.ts';
import type { Request } from '../request.ts';
import { noticedPeople } from './panels.ts';

/** Whom a request concerns, beyond the cards that show it. */

const parties = ({ requester, beneficiary }: Request) => [requester, beneficiary];

/** Who gets a message of their own about an event, on the state after it. */
export function toldOf(state: Request, event: Event): readonly UserId[] {
  switch (event.type) {
    case 'request.denied':
    case 'right.applied':
      return parties(state);
    case 'request.failed':
      return [...parties(state), ...noticedPeople(state)];
    case 'right.ended':
      // Whose right was replaced hears of the new one; a second message would only confuse.
      if (event.replacedBy !== null && event.ending.cause === 'replaced') return [];
      return [state.beneficiary, ...noticedPeople(state)];
    case 'request.cancelled':
      // Of a request that nobody had decided only its cards tell; one that was stopped is news.
      return state.approvals.length > 0 ? parties(state) : [];
    case 'request.lapsed':
      // Who gets the right hears of it as news of the request that was applied.
      return event.answered === null || state.requester !== state.beneficiary ? [state.requester] : [];
    case 'request.reminded':
      return event.people;
    case 'request.made':
    case 'request.passed':
    case 'request.approved':
    case 'right.applying':
    case 'right.delayed':
    case 'right.found':
    case 'right.ending':
    case 'drift.found':
    case 'drift.gone':
      return [];
  }
}

/** What was read live of somebody who was asked to decide; null: the directory does not say. */
export interface Concern {
  /** An account that counts: `counts`. */
  readonly counts: boolean | null;
  readonly admin: boolean | null;
  /** `gone`: the group is not found, so that nobody is its owner. */
  readonly owner: boolean | 'gone';
  /** Belongs to a set of people that was asked; unknown: it could not be read. */
  readonly sits?: boolean | 'unknown';
}

/** Does somebody who was asked still hear what became of it? Null: that cannot be said now. */
export function staysConcerned({ counts, admin, owner, sits = false }: Concern): boolean | null {
  if (counts !== true) return counts;
  if (owner !== false || sits === true) return true;
  return sits === 'unknown' && admin !== true ? null : admin;
}
