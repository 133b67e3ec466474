import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Rank } from '../../ports/work.ts';
import { fill } from './fill.ts';
import type { Tables } from './tables.ts';

/**
 * The order of due work: fair queueing. Each piece gets a number when it becomes due, one after the last of its
 * requester and rank, but none below the lowest that is still to be done. So the first piece of somebody who has
 * nothing waiting stands beside the first ones of everybody else, however many of those there are, and whoever has
 * many waits for the own ones only. The order is stored, and the same for all processes.
 *
 * A rank's numbers lie in a range: ends before what is applied. Cards that people wait for and the rest take the even
 * and the odd numbers of one range, so that neither waits for the other.
 */
const ranks: Readonly<Record<Rank, number>> = { end: 0, apply: 1, waiting: 2, rest: 3 };

export const toRank = (rank: Rank): number => ranks[rank];
export const fromRank = (rank: number): Rank =>
  (Object.keys(ranks) as Rank[]).find((one) => ranks[one] === rank) ?? 'rest';

/** Numbers of `apply` begin here; those of Exchange's side end at `sideBoundary`. An integer has room for both. */
const applyFrom = 500_000_000;
export const sideBoundary = 1_000_000_000;

/** Pieces of work that are placed at a time; what is left is placed next. */
const placedAtOnce = 100;

/**
 * Gives a number to the work that is due by now. Two processes may do it at once: a piece keeps the number that was
 * written first. PostgreSQL skips rows that another transaction holds, so that placing never waits and cannot take part
 * in a deadlock; the holder of such a row looks for work afterwards. SQLite has one writer.
 */
export function placeDue(db: Kysely<Tables>, now: string) {
  return fill(db, 'place due', { now }, (places) => ({ compile: () => placing(places.now, heldIn(db)).compile(db) }));
}

const heldIn = (db: Kysely<Tables>) =>
  db.getExecutor().adapter instanceof PostgresAdapter ? sql`for update skip locked` : sql``;

const lowest = (from: number, below: number) =>
  sql`coalesce((select min(turn) from work where turn >= ${sql.lit(from)} and turn < ${sql.lit(below)}), ${sql.lit(from)})`;

const placing = (now: string, held: RawBuilder<unknown>) => sql<never>`
  with due as (
    select seq, requester, rank, row_number() over (partition by requester, rank order by due, seq) - 1 as ahead
    from (
      select seq, requester, rank, due from work
      where turn is null and due <= ${now} order by due, seq limit ${sql.lit(placedAtOnce)} ${held}
    ) as picked
  ), lowest as (
    select
      ${lowest(0, applyFrom)} as of_ends,
      ${lowest(applyFrom, sideBoundary)} as of_applies,
      ${lowest(sideBoundary, 2_147_483_647)} as of_chats
  ), bounds as (
    select seq, rank, ahead,
      (select max(turn) from work where work.requester = due.requester and work.rank = due.rank) as last,
      case rank
        when 0 then of_ends
        when 1 then of_applies
        when 2 then of_chats - of_chats % 2
        else of_chats - of_chats % 2 + 1
      end as first,
      case when rank < 2 then 1 else 2 end as step
    from due, lowest
  )
  update work set turn = (case when last is null or last < first then first else last + step end) + ahead * step
  from bounds where work.seq = bounds.seq and work.turn is null`;
