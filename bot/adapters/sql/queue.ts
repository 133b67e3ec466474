import { type CompiledQuery, type Kysely, type OnConflictBuilder, type Selectable, sql } from 'kysely';
import { at, parseUserId } from '../../domain/ids.ts';
import { readTask, writeTask } from '../../domain/stored/task.ts';
import type { Done, Job, NewWork } from '../../ports/work.ts';
import { fill } from './fill.ts';
import { dueOf, type Side } from './sides.ts';
import type { Tables, WorkRow } from './tables.ts';
import { fromRank, placeDue, toRank } from './turns.ts';

/** A job taken from the table, with what must still hold when its outcome is written. */
export interface Taken {
  /** Reads the job. Throws `UnreadableError` for a task of no known release. */
  job(): Job;
  readonly id: string;
  readonly lane: string;
  readonly requester: string;
  readonly attempt: number;
  /** Of this row: the same id may have been done, and come again, meanwhile. */
  readonly seq: number;
  readonly version: number;
  readonly failures: number;
}

/** What became of a job: what its handler said, or what it threw. */
export type Result = Done | { readonly failed: unknown };

/**
 * The statements that add work. The same id once among what is not done; what becomes of one that waits already: see
 * `NewWork.meets`. Its version grows, so that work in hand that is asked for again is run once more (it may have read
 * the state before it changed). It goes back to the last turn that has asked for it.
 */
export function enqueue(
  db: Kysely<Tables>,
  work: readonly NewWork[],
  cause: string | null = null,
): readonly CompiledQuery<unknown>[] {
  return work.map(({ id, lane, due, requester, rank, task, meets = 'sooner' }) => {
    const row = { id, lane, due, requester, rank: toRank(rank), task: writeTask(task), cause };
    return fill(db, `enqueue ${meets}`, row, (places) =>
      db
        .insertInto('work')
        .values(places)
        .onConflict((conflict) => meeting(conflict, meets)),
    );
  });
}

function meeting(conflict: OnConflictBuilder<Tables, 'work'>, meets: NonNullable<NewWork['meets']>) {
  const same = conflict.column('id');
  switch (meets) {
    case 'sooner':
      return same.doUpdateSet((eb) => ({
        due: eb
          .case()
          .when('excluded.due', '<', eb.ref('work.due'))
          .then(eb.ref('excluded.due'))
          .else(eb.ref('work.due'))
          .end(),
        version: eb('work.version', '+', 1),
        cause: eb.fn.coalesce('excluded.cause', 'work.cause'),
      }));
    case 'moved':
      return same.doUpdateSet((eb) => ({
        due: eb.ref('excluded.due'),
        rank: eb.ref('excluded.rank'),
        lane: eb.ref('excluded.lane'),
        // It gets a new one when it is due, among its own rank.
        turn: null,
        version: eb('work.version', '+', 1),
        cause: eb.fn.coalesce('excluded.cause', 'work.cause'),
      }));
    case 'kept':
      return same.doUpdateSet((eb) => ({ due: eb.ref('excluded.due') })).whereRef('work.due', '>', 'excluded.due');
  }
}

/** Gives what has become due its turn. What has none is not taken. */
export async function place(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.executeQuery(placeDue(db, at(now)));
}

/**
 * The work whose turn it is in each of these lanes, in the order of the turns; none for a lane in which nothing is due
 * but for the requesters of `notOf`.
 */
export async function nextOf(
  db: Kysely<Tables>,
  lanes: readonly string[],
  notOf: readonly string[] = [],
): Promise<readonly Taken[]> {
  const values = { ...byNumber('lane', lanes), ...byNumber('requester', notOf) };
  const query = fill(db, `next of ${lanes.length} lanes but for ${notOf.length}`, values, (places) => {
    const [own, others] = [named('lane', places), named('requester', places)];
    return db
      .selectFrom('work')
      .selectAll()
      .where((eb) => {
        const firstOf = (lane: string) =>
          eb
            .selectFrom('work')
            .select('seq')
            .where('lane', '=', lane)
            .where('turn', '>=', 0)
            .$if(others.length > 0, (all) => all.where('requester', 'not in', others))
            .orderBy('turn')
            .orderBy('seq');
        return eb(
          'seq',
          'in',
          own.map((lane) => firstOf(lane).limit(1)),
        );
      });
  });
  const { rows } = await db.executeQuery(query);
  return rows.toSorted((a, b) => Number(a.turn) - Number(b.turn) || Number(a.seq) - Number(b.seq)).map(toTaken);
}

/** A list as the values of a statement; there is a statement for each length. */
const byNumber = (name: string, list: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(list.map((one, n) => [`${name} ${n}`, one]));
const named = (name: string, places: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(places).flatMap(([key, place]) => (key.startsWith(`${name} `) ? [place] : []));

/** Due work that is looked at for a lane: whoever has little waiting stands among the first, however much others have. */
const lookedAt = 200;

/** A lane with due work, and whose work it is. */
export interface Due {
  readonly lane: string;
  readonly requester: string;
}

/** Work of a side that is due, by turn, not in these lanes and not of these requesters; `most` of it at most. */
export async function dueLanes(
  db: Kysely<Tables>,
  side: Side,
  most: number,
  { notIn, notOf }: { readonly notIn: readonly string[]; readonly notOf: readonly string[] },
): Promise<readonly Due[]> {
  const values = { most, ...byNumber('lane', notIn), ...byNumber('requester', notOf) };
  const query = fill(db, `due of ${side} but ${notIn.length} and ${notOf.length}`, values, ({ most, ...places }) => {
    const [busy, full] = [named('lane', places), named('requester', places)];
    const all = dueOf(db, side)
      .select(['lane', 'requester', 'turn', 'seq'])
      .$if(busy.length > 0, (some) => some.where('lane', 'not in', busy))
      .orderBy('turn')
      .orderBy('seq');
    if (full.length === 0) return all.limit(most);
    const first = all.limit(sql.lit(lookedAt)).as('first');
    return db
      .selectFrom(first)
      .selectAll()
      .where('requester', 'not in', full)
      .orderBy('turn')
      .orderBy('seq')
      .limit(most);
  });
  return (await db.executeQuery(query)).rows;
}

/** When the first work that has no turn yet is due; null: there is none. */
export async function nextDue(db: Kysely<Tables>): Promise<Date | null> {
  const query = fill(db, 'next due', {}, () =>
    db.selectFrom('work').select('due').where('turn', 'is', null).orderBy('due').limit(1),
  );
  const [row] = (await db.executeQuery(query)).rows;
  return row ? new Date(row.due) : null;
}

/**
 * Writes what became of a job: done → gone; again or failed → due later, with a new turn. Asked for again meanwhile →
 * stays due.
 */
export async function settle(db: Kysely<Tables>, taken: Taken, result: Result, now: Date): Promise<void> {
  const { id, seq } = taken;
  if (result === 'done') {
    const unchanged = fill(db, 'work done', { id, seq, version: taken.version }, (places) =>
      db
        .deleteFrom('work')
        .where('id', '=', places.id)
        .where('seq', '=', places.seq)
        .where('version', '=', places.version),
    );
    if ((await db.executeQuery(unchanged)).numAffectedRows === 1n) return;
    await db.executeQuery(
      db.updateTable('work').set({ tries: 0, failures: 0, turn: null }).where('id', '=', id).where('seq', '=', seq),
    );
    return;
  }
  const failures = 'failed' in result ? taken.failures + 1 : 0;
  const again = 'failed' in result ? new Date(now.getTime() + backoff(failures)) : result.again;
  const query = db
    .updateTable('work')
    .set((eb) => ({
      tries: taken.attempt,
      failures,
      turn: null,
      due: eb.case().when('version', '=', taken.version).then(at(again)).else(eb.ref('due')).end(),
    }))
    .where('id', '=', id)
    .where('seq', '=', seq);
  await db.executeQuery(query);
}

const longest = 5 * 60_000;

/** Milliseconds until the next try after `failures` failures in a row: 1 s, 2 s, 4 s … 5 min, less up to a fifth. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(1000 * 2 ** (failures - 1), longest) * (1 - random() / 5);
}

function toTaken(row: Selectable<WorkRow>): Taken {
  const { id, lane, due, requester, rank, task, cause, seq, version, tries, failures } = row;
  const job = () => ({
    ...{ id, lane, due: at(new Date(due)), rank: fromRank(rank), attempt: tries + 1 },
    requester: parseUserId(requester) ?? ('behalf' as const),
    task: readTask(id, task),
    ...(cause !== null && { cause }),
  });
  return { job, id, lane, requester, attempt: tries + 1, seq: Number(seq), version, failures };
}
