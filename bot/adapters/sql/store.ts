import { type Kysely, sql } from 'kysely';
import { parseRequestId, type RequestId } from '../../domain/ids.ts';
import type { UnreadableError } from '../../domain/stored/reader.ts';
import type { Log } from '../../ports/log.ts';
import type { Change, Committed, Store } from '../../ports/store.ts';
import { fill } from './fill.ts';
import { find, get, waitingGroups } from './find.ts';
import { forgetOld } from './forget.ts';
import type { Guard } from './guard.ts';
import type { Tables } from './tables.ts';
import { countWaiting } from './waiting.ts';

/** What the engines do each in their own way. */
export interface Engined {
  commit(change: Change): Promise<Committed>;
  close(): Promise<void>;
}

/** The port `Store` over either engine. */
export function sqlStore(db: Kysely<Tables>, guard: Guard, log: Log, own: Engined): Store {
  const note = (request: string, error: UnreadableError) => log.error('request-unreadable', { request, error });
  return {
    commit: (change) => guard('commit', () => own.commit(change)),
    get: (ids) => guard('get', () => get(db, ids)),
    find: (query) => guard('find', () => find(db, query, note)),
    countWaiting: (waiting, after) => guard('countWaiting', () => countWaiting(db, waiting, after)),
    waitingGroups: () => guard('waitingGroups', () => waitingGroups(db)),
    turn: (key) => guard('turn', () => turn(db, key)),
    forgetTurns: (before) => guard('forgetTurns', () => forgetOld(db, 'turns', before)),
    ready: () =>
      guard('ready', () => writable(db)).then(
        () => true,
        () => false,
      ),
    close: own.close,
  };
}

async function turn(db: Kysely<Tables>, key: string): Promise<readonly RequestId[] | null> {
  const query = fill(db, 'turn', { key }, (places) =>
    db.selectFrom('turns').select('requests').where('key', '=', places.key),
  );
  const [row] = (await db.executeQuery(query)).rows;
  return row ? row.requests.split(' ').flatMap((id) => parseRequestId(id) ?? []) : null;
}

/** Takes the lock that every commit takes, and changes nothing. */
async function writable(db: Kysely<Tables>): Promise<void> {
  await sql`update chain set seq = seq where id = 1`.execute(db);
}
