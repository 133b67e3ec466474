import { type CompiledQuery, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { GroupId, RequestId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import { UnreadableError } from '../../domain/stored/reader.ts';
import { readRequest } from '../../domain/stored/request.ts';
import type { Query } from '../../ports/store.ts';
import { fill } from './fill.ts';
import type { RequestRow, Tables } from './tables.ts';
import { pending, place, waitingRows } from './waiting.ts';

type Stored = Pick<RequestRow, 'id' | 'doc'>;
type Rows = SelectQueryBuilder<Tables, 'requests', Stored>;

// Literals, not parameters: SQLite uses a partial index only when it sees that the condition is the same.
const denied = sql<boolean>`status = 'denied'`;
/** Pending or approved. */
export const open = sql<boolean>`status in ('pending', 'approved')`;
const granted = sql<boolean>`granted = 1`;
const away = sql<boolean>`away = 1`;
const asked = sql<boolean>`asked = 1`;

type Single = Exclude<Query, { of: 'waiting' }>;

/** The statements that answer a query together; each has its index. */
export const selects = (db: Kysely<Tables>, query: Query): readonly Rows[] =>
  query.of === 'waiting' ? waitingRows(db, query) : [select(db, query)];

/** Oldest first unless the port says otherwise. */
function select(db: Kysely<Tables>, query: Single): Rows {
  const rows = db.selectFrom('requests').select(['id', 'doc']);
  switch (query.of) {
    case 'batch':
      return rows.where('batch', '=', query.batch).orderBy('asked_at').orderBy('id');
    case 'requester':
      return requester(rows, query);
    case 'open':
      return rows
        .where('group_id', '=', query.group)
        .where('beneficiary', '=', query.person)
        .where(open)
        .orderBy('asked_at')
        .orderBy('id');
    case 'denied':
      return rows
        .where('requester', '=', query.requester)
        .where('beneficiary', '=', query.person)
        .where('group_id', '=', query.group)
        .where('right', '=', query.right)
        .where(denied)
        .orderBy('asked_at', 'desc')
        .limit(query.limit);
    case 'active':
      return active(rows, query);
    case 'pending':
      return oldest(rows.where('group_id', 'in', query.groups).where(pending), query);
    case 'openBy':
      return oldest(rows.where('requester', '=', query.person).where(open), query);
    case 'away':
      return rows.where(away).orderBy('due_at').orderBy('id').limit(query.limit);
    case 'unattended':
      return rows
        .where('due_at', '<=', query.now)
        .where(({ not, exists }) => not(exists(workFor(db, query.by))))
        .orderBy('due_at')
        .limit(query.limit);
  }
}

/** What sees to a request by then, by the id that `domain/work-of` gives it. */
const workFor = (db: Kysely<Tables>, by: string) =>
  db
    .selectFrom('work')
    .select('work.seq')
    .where(sql<boolean>`work.id = 'advance:' || requests.id`)
    .where('work.due', '<=', by);

function active(rows: Rows, query: Extract<Query, { of: 'active' }>): Rows {
  let some = rows.where(granted);
  if (query.group) some = some.where('group_id', '=', query.group);
  if (query.person) some = some.where('beneficiary', '=', query.person);
  return oldest(some, query);
}

function requester(rows: Rows, { person, after, limit }: Extract<Query, { of: 'requester' }>): Rows {
  const all = rows.where('requester', '=', person).where(asked).orderBy('asked_at', 'desc').orderBy('id').limit(limit);
  if (!after) return all;
  const { askedAt, id } = after;
  // The first condition bounds the part of the index that is read.
  return all
    .where('asked_at', '<=', askedAt)
    .where(({ eb, or }) => or([eb('asked_at', '<', askedAt), eb('id', '>', id)]));
}

const oldest = (rows: Rows, { limit }: { readonly limit: number }): Rows =>
  rows.orderBy('asked_at').orderBy('id').limit(limit);

/** Takes note of a row that cannot be read. */
export type NoteUnreadable = (id: string, error: UnreadableError) => void;

/**
 * Requests that answer the query. One that cannot be read throws `UnreadableError`; but a list over the requests of many
 * people goes on without it, or one bad row would keep everybody's from being looked at.
 */
export async function find(db: Kysely<Tables>, query: Query, note: NoteUnreadable): Promise<readonly Request[]> {
  if (query.of === 'pending' && query.groups.length === 0) return [];
  if (query.of === 'waiting') {
    const found = await Promise.all(waitingRows(db, query).map((rows) => rows.execute()));
    const all = readable(found.flat(), note);
    return all.toSorted((one, other) => (place(one) < place(other) ? -1 : 1)).slice(0, query.limit);
  }
  const { rows } = await db.executeQuery(statement(db, query));
  return ofMany.has(query.of) ? readable(rows, note) : rows.map(read);
}

const ofMany: ReadonlySet<Query['of']> = new Set(['pending', 'away', 'unattended']);

const read = ({ id, doc }: Stored): Request => readRequest(id, doc);

const readable = (rows: readonly Stored[], note: NoteUnreadable): readonly Request[] =>
  rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      note(row.id, error);
      return [];
    }
  });

/** Groups of which a request waits, whoever is asked. */
export async function waitingGroups(db: Kysely<Tables>): Promise<readonly GroupId[]> {
  const groups = db.selectFrom('requests').select('group_id').distinct().where(pending);
  return (await groups.execute()).map(({ group_id }) => group_id as GroupId);
}

function statement(db: Kysely<Tables>, query: Single): CompiledQuery<Stored> {
  // A list of groups is as long as it is, and a place is no single value: those statements are built each time.
  if (query.of === 'pending' || (query.of === 'requester' && query.after !== null)) return select(db, query).compile();
  const { of, ...given } = query;
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const name = `find ${[of, ...Object.keys(values)].join(' ')}`;
  return fill(db, name, values, (places) => select(db, { of, ...places } as Single));
}

/** Requests by id, in the order of `ids`; unknown ones are left out. */
export async function get(db: Kysely<Tables>, ids: readonly RequestId[]): Promise<readonly Request[]> {
  if (ids.length === 0) return [];
  const [id] = ids;
  const query =
    ids.length === 1
      ? fill(db, 'get one', { id }, (places) =>
          db
            .selectFrom('requests')
            .select(['id', 'doc'])
            .where('id', '=', places.id as RequestId),
        )
      : db.selectFrom('requests').select(['id', 'doc']).where('id', 'in', ids).compile();
  const { rows } = await db.executeQuery(query);
  const found = new Map(rows.map((row) => [row.id, read(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
