import { sql } from 'kysely';

/**
 * Work has two sides, each with lanes of its own, so that ten thousand rights that wait for Exchange keep no card
 * waiting: what changes rights (lanes `pair:…`), and everything else.
 */
export type Side = 'exchange' | 'others';

// Literals, not parameters: SQLite uses a partial index only when it sees that the condition is the same. And no range
// of lanes: that would be looked up in the index by lane, and all of a side sorted for its first.
export const ofSide = {
  exchange: sql<boolean>`substr(lane, 1, 5) = 'pair:'`,
  others: sql<boolean>`substr(lane, 1, 5) <> 'pair:'`,
} as const;

/** The side of a lane. */
export const sideOf = (lane: string): Side => (lane.startsWith('pair:') ? 'exchange' : 'others');
