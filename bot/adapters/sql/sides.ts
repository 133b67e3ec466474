import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { sideBoundary } from './turns.ts';

/**
 * Work has two sides, each with lanes of its own, so that ten thousand rights that wait for Exchange keep no card
 * waiting: what changes rights (ranks `end` and `apply`), and everything else.
 */
export const sides = ['others', 'exchange'] as const;
export type Side = (typeof sides)[number];

/** Work of one side that is due, by its turn: the ranks of a side lie together. */
export const dueOf = (db: Kysely<Tables>, side: Side) =>
  side === 'exchange'
    ? db.selectFrom('work').where('turn', '>=', 0).where('turn', '<', sideBoundary)
    : db.selectFrom('work').where('turn', '>=', sideBoundary);
