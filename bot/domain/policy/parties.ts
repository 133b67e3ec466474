import type { UserId } from '../ids.ts';
import type { Seat } from '../request.ts';
import { type Account, type Pair, usableOwners } from './accounts.ts';
import type { Party, RuleValues } from './rules/values.ts';

/** Which bodies of people decide by a rule, as they are today. */

/** What a rule says of who decides. */
export type Deciders = Pick<RuleValues, 'approve' | 'fallback'> & Partial<Pick<RuleValues, 'quiet'>>;

/** People whom a rule may name, read live and only as far as it names them. */
export interface Bodies {
  readonly owners: readonly Account[];
  /** Left out: not read, because one of them is enough and it is known who they are by other means. */
  readonly admins?: readonly Account[] | 'unknown';
  /** By the name of the set; one that is missing or `unknown` could not be read. */
  readonly sets?: ReadonlyMap<string, readonly Account[] | 'unknown'>;
  /** Those among all of them who are never notified. */
  readonly quiet?: readonly UserId[];
}

/** The people of a body who can decide on a request of this pair; `unread`: who they are was not or cannot be read. */
export function usableOf(seat: Pick<Seat, 'of' | 'set'>, bodies: Bodies, pair: Pair): readonly Account[] | 'unread' {
  const people = peopleOf(seat, bodies);
  return people === 'unread' ? people : usableOwners(people, pair);
}

function peopleOf({ of, set }: Pick<Seat, 'of' | 'set'>, bodies: Bodies): readonly Account[] | 'unread' {
  switch (of) {
    case 'owners':
      return bodies.owners;
    case 'admins':
      return bodies.admins === undefined || bodies.admins === 'unknown' ? 'unread' : bodies.admins;
    case 'set': {
      const people = bodies.sets?.get(set ?? '');
      return people === undefined || people === 'unknown' ? 'unread' : people;
    }
  }
}

export const seatOf = ({ from, count }: Party): Seat =>
  from === 'owners' || from === 'admins' ? { of: from, needed: count } : { of: 'set', set: from, needed: count };

/**
 * The seats that must be filled today: of each party, or of the first fallback that has enough people in its place. Null:
 * so many usable people as the rule wants are not there. A body that could not be read keeps its seats.
 */
export function seatsOf(rule: Deciders, pair: Pair, bodies: Bodies): readonly Seat[] | null {
  const seats: Seat[] = [];
  for (const party of rule.approve) {
    const instead = rule.fallback.map((from) => ({ from, count: party.count }));
    const chosen = [party, ...instead].map(seatOf).find((seat) => canFill([...seats, seat], pair, bodies));
    if (chosen === undefined) return null;
    seats.push(chosen);
  }
  return seats;
}

function canFill(seats: readonly Seat[], pair: Pair, bodies: Bodies): boolean {
  const read = seats.map((seat) => ({ seat, people: usableOf(seat, bodies, pair) }));
  const known = read.flatMap(({ seat, people }) => (people === 'unread' ? [] : [{ seat, people }]));
  const sitters = [...new Set(known.flatMap(({ people }) => people.map(({ id }) => id)))].map((id) => ({
    id,
    seats: known.flatMap(({ people }, n) => (people.some((one) => one.id === id) ? [n] : [])),
  }));
  return filled(
    known.map(({ seat }) => seat.needed),
    sitters,
  ).every((left) => left === 0);
}

/** Somebody, and the indexes of the seats that this person can fill. */
export interface Sitter {
  readonly id: UserId;
  readonly seats: readonly number[];
}

/** How many are still missing of each seat when each person fills one place at most, as many places as possible in all. */
export function filled(needed: readonly number[], sitters: readonly Sitter[]): readonly number[] {
  const places = needed.flatMap((count, seat) => Array.from({ length: count }, () => seat));
  const takenBy: (Sitter | undefined)[] = places.map(() => undefined);
  const place = (sitter: Sitter, tried: Set<number>): boolean => {
    for (const [n, seat] of places.entries()) {
      if (tried.has(n) || !sitter.seats.includes(seat)) continue;
      tried.add(n);
      const other = takenBy[n];
      if (other === undefined || place(other, tried)) {
        takenBy[n] = sitter;
        return true;
      }
    }
    return false;
  };
  for (const sitter of sitters) place(sitter, new Set());
  return needed.map((_, seat) => places.filter((one, n) => one === seat && takenBy[n] === undefined).length);
}
