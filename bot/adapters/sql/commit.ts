import type { Kysely, Transaction } from 'kysely';
import type { Change, Committed } from '../../ports/store.ts';
import { chained, toAuditRow } from './chain.ts';
import { enqueue } from './queue.ts';
import { type Tables, toRow } from './tables.ts';

type Trx = Transaction<Tables>;
type Conflict = Extract<Committed, { conflict: unknown }>['conflict'];

/** Rolls the transaction back; never leaves this file. */
class Lost extends Error {
  readonly conflict: Conflict;

  constructor(conflict: Conflict) {
    super(conflict);
    this.conflict = conflict;
  }
}

/**
 * Writes a change in one transaction, all of it or nothing. `also` runs last in it (pg-boss's wake-ups).
 * Every commit locks the end of the chain first: one commit at a time, so what is read here stays true until
 * it is written, two commits cannot wait for each other, and the audit is in the order of the commits.
 */
export async function commit(
  db: Kysely<Tables>,
  change: Change,
  also: (trx: Trx) => Promise<void> = async () => {},
): Promise<Committed> {
  try {
    await db.transaction().execute(async (trx) => {
      const end = await lockChain(trx, change.events.length);
      await writeTurn(trx, change);
      for (const { next, expected } of change.requests) await writeRequest(trx, next, expected);
      await writeEvents(trx, change, end);
      await enqueue(trx, change.work);
      await also(trx);
    });
    return { committed: true };
  } catch (error) {
    if (error instanceof Lost) return { conflict: error.conflict };
    throw error;
  }
}

/** Takes the chain's row until the end of the transaction; gives its end as it was. */
async function lockChain(trx: Trx, grows: number): Promise<{ seq: number; prev: string }> {
  const { seq, hash } = await trx
    .updateTable('chain')
    .set((eb) => ({ seq: eb('seq', '+', grows) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  return { seq: seq - grows, prev: hash };
}

async function writeTurn(trx: Trx, { turn }: Change): Promise<void> {
  if (!turn) return;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('turns')
    .values({ key: turn.key, requests: JSON.stringify(turn.requests) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw new Lost('turn');
}

async function writeRequest(trx: Trx, next: Change['requests'][number]['next'], expected: number): Promise<void> {
  const row = toRow(next);
  if (expected === 0) {
    const insert = trx
      .insertInto('requests')
      .values(row)
      .onConflict((conflict) => conflict.doNothing());
    const { numInsertedOrUpdatedRows } = await insert.executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Lost((await exists(trx, row.id)) ? 'id' : 'open');
    return;
  }
  const update = trx.updateTable('requests').set(row).where('id', '=', row.id).where('revision', '=', expected);
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Lost('revision');
}

async function exists(trx: Trx, id: string): Promise<boolean> {
  return (await trx.selectFrom('requests').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

async function writeEvents(trx: Trx, change: Change, end: { seq: number; prev: string }): Promise<void> {
  if (change.events.length === 0) return;
  const asked = new Map(change.requests.map(({ next }) => [next.id, next]));
  const events = change.events.map((event) => {
    const of = asked.get(event.request);
    if (!of) throw new Error(`The event ${event.type} belongs to no request of its change.`);
    return { event, asked: of };
  });
  const records = chained(events, end);
  await trx.insertInto('audit').values(records.map(toAuditRow)).execute();
  const hash = records.at(-1)?.hash ?? end.prev;
  await trx.updateTable('chain').set({ hash }).where('id', '=', 1).execute();
}
