import { LRUCache } from 'lru-cache';
import { type At, at, type UserId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Limits } from '../ports/limits.ts';

/**
 * What one person's turns may cost in Graph and Exchange: so many points in ten minutes. Spends them, or gives when
 * there are some again. Nobody meets the limit who speaks and presses with own hands.
 */
export type Spend = (person: UserId, points: number) => Promise<At | null>;

/** Points: a turn with all that is always read, each name that is looked up in it, and a look while typing. */
export const cost = { turn: 2, name: 2, typing: 1 } as const;

const windowMs = 10 * 60_000;

interface Spent {
  readonly at: number;
  readonly points: number;
}

/** `limit`: the points of one person, as the policy has them. `shared`: the limits of all processes together; null: there is only this one. */
export function createBudget(limit: () => number, clock: Clock, shared: Limits | null): Spend {
  const spentBy = new LRUCache<UserId, readonly Spent[]>({ max: 50_000 });
  return async (person, points) => {
    const most = limit();
    const now = clock.now().getTime();
    // What lies ahead was written before the clock was turned back.
    const spent = (spentBy.get(person) ?? []).filter((one) => one.at <= now && now - one.at < windowMs);
    const [oldest] = spent;
    const sum = spent.reduce((all, one) => all + one.points, 0);
    if (oldest !== undefined && sum + points > most) return at(new Date(oldest.at + windowMs));
    spentBy.set(person, [...spent, { at: now, points }]);
    const budget = { key: `person ${person}`, limits: [{ calls: most, ms: windowMs }] };
    const told = await shared?.spend(budget, points);
    return told === undefined || told === null ? null : at(new Date(told.notBefore));
  };
}
