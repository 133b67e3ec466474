import type { CompiledQuery, Kysely } from 'kysely';
import { type ChainEnd, sealed } from '../../domain/chain.ts';
import type { At } from '../../domain/ids.ts';
import { askedBySet } from '../../domain/policy.ts';
import { toEntry } from '../../domain/record.ts';
import type { Request } from '../../domain/request.ts';
import type { Change, Committed } from '../../ports/store.ts';
import { toAuditRow } from './audit-rows.ts';
import { fill, type Steps, step } from './fill.ts';
import { open } from './find.ts';
import { enqueue } from './queue.ts';
import { type Tables, toChanging, toRow } from './tables.ts';

type Db = Kysely<Tables>;
type Conflict = Extract<Committed, { conflict: unknown }>['conflict'];

/** Rolls the transaction back; becomes a conflict in `committed`. */
class Lost extends Error {
  readonly conflict: Conflict;

  constructor(conflict: Conflict) {
    super(conflict);
    this.conflict = conflict;
  }
}

/** Runs a transaction with a change in it; what it lost to somebody faster is a conflict. */
export async function committed(transact: () => Promise<void>): Promise<Committed> {
  try {
    await transact();
    return { committed: true };
  } catch (error) {
    if (error instanceof Lost) return { conflict: error.conflict };
    throw error;
  }
}

/**
 * The steps of a change, to be run in one transaction, which must be rolled back when they throw. The first locks the end
 * of the chain: one commit at a time, so what is read here stays true until it is written, two commits cannot wait for
 * each other, and the audit is in the order of the commits.
 */
export function* writeChange(db: Db, change: Change, now: At): Steps<void> {
  // What is soft adds nothing to the chain.
  const end = change.soft ? null : yield* lockChain(db, change.events.length);
  const writes = [...writeTurn(db, change, now), ...change.requests.map((one) => writeRequest(db, one))];
  const others = [
    ...writeEvents(db, change, end),
    ...change.requests.flatMap(({ next }) => writeAskings(db, next)),
    ...enqueue(db, change.work, change.cause),
  ];
  const counts = countAsked(db, change);
  const ran = yield [...writes.map(({ query }) => query), ...others, ...counts.map(({ query }) => query)];
  const { lost } = writes.find((_, index) => ran[index]?.numAffectedRows !== 1n) ?? { lost: null };
  if (lost !== null) throw new Lost(typeof lost === 'string' ? lost : yield* idOrOpen(db, lost.id));
  const counted = ran.slice(ran.length - counts.length);
  if (counts.some(({ most }, at) => (counted[at]?.rows.length ?? 0) > most)) throw new Lost('revision');
}

/** The requests of who asks, with those that are being made: the open ones, and those of some time. */
function countAsked(
  db: Db,
  { quota }: Change,
): readonly { readonly query: CompiledQuery<unknown>; readonly most: number }[] {
  if (!quota) return [];
  const { person, most, asked = [] } = quota;
  const own = (places: { person: string; limit: number }) =>
    db.selectFrom('requests').select('id').where('requester', '=', places.person).limit(places.limit);
  const stillOpen = fill(db, 'count open', { person, limit: most + 1 }, (places) => own(places).where(open));
  const since = asked.map((one) => ({
    query: fill(db, 'count asked', { person, limit: one.most + 1, since: one.since }, (places) =>
      own(places).where('asked_at', '>', places.since),
    ),
    most: one.most,
  }));
  return [{ query: stillOpen, most }, ...since];
}

/** A statement that must change one row, and what it lost to if it does not: an id that is taken, or an open request. */
interface Write {
  readonly query: CompiledQuery<unknown>;
  readonly lost: Conflict | { readonly id: string };
}

/** Takes the chain's row until the end of the transaction; gives its end as it was. */
function* lockChain(db: Db, grows: number): Steps<ChainEnd> {
  const lock = fill(db, 'lock chain', { grows }, (places) =>
    db
      .updateTable('chain')
      .set((eb) => ({ seq: eb('seq', '+', places.grows) }))
      .where('id', '=', 1)
      .returning(['seq', 'hash']),
  );
  const [row] = (yield* step(lock)).rows;
  if (row === undefined) throw new Error('The chain has no end.');
  return { seq: row.seq - grows, hash: row.hash };
}

function writeTurn(db: Db, { turn }: Change, at: At): readonly Write[] {
  if (!turn) return [];
  const row = { key: turn.key, requests: turn.requests.join(' '), at };
  const query = fill(db, 'insert turn', row, (places) =>
    db
      .insertInto('turns')
      .values(places)
      .onConflict((conflict) => conflict.doNothing()),
  );
  return [{ query, lost: 'turn' }];
}

function writeRequest(db: Db, { next, expected }: Change['requests'][number]): Write {
  const row = toRow(next);
  if (expected === 0) {
    const query = fill(db, 'insert request', row, (places) =>
      db
        .insertInto('requests')
        .values(places)
        .onConflict((conflict) => conflict.doNothing()),
    );
    return { query, lost: row };
  }
  const query = fill(
    db,
    'update request',
    { id: row.id, ...toChanging(next), expected },
    ({ id, expected, ...places }) =>
      db.updateTable('requests').set(places).where('id', '=', id).where('revision', '=', expected),
  );
  return { query, lost: 'revision' };
}

/** Whom a request waits for, where neither the group nor the admins' column finds them; nobody once it is decided. */
function writeAskings(db: Db, next: Request): readonly CompiledQuery<unknown>[] {
  const people = askedBySet(next);
  if (people.length === 0) return [];
  const { id: request, status } = next;
  const gone = fill(db, 'delete askings', { request }, (places) =>
    db.deleteFrom('askings').where('request', '=', places.request),
  );
  const waiting = status === 'pending' ? people : [];
  const all = waiting.map((person) =>
    fill(db, 'insert asking', { person, request }, (places) => db.insertInto('askings').values(places)),
  );
  return [gone, ...all];
}

function* idOrOpen(db: Db, id: string): Steps<Conflict> {
  const select = fill(db, 'request exists', { id }, (places) =>
    db.selectFrom('requests').select('id').where('id', '=', places.id),
  );
  return (yield* step(select)).rows.length > 0 ? 'id' : 'open';
}

function writeEvents(db: Db, change: Change, end: ChainEnd | null): readonly CompiledQuery<unknown>[] {
  if (change.events.length === 0) return [];
  if (end === null) throw new Error('Events are not soft.');
  const asked = new Map(change.requests.map(({ next }) => [next.id, next]));
  const entries = change.events.map((event) => {
    const of = asked.get(event.request);
    if (!of) throw new Error(`The event ${event.type} belongs to no request of its change.`);
    return toEntry(event, of);
  });
  const records = sealed(entries, end);
  const hash = records.at(-1)?.hash ?? end.hash;
  return [
    ...records.map((one) =>
      fill(db, 'insert audit', toAuditRow(one), (places) => db.insertInto('audit').values(places)),
    ),
    fill(db, 'move chain', { hash }, (places) => db.updateTable('chain').set(places).where('id', '=', 1)),
  ];
}
