import { type Kysely, sql } from 'kysely';
import type { RequestId } from '../../domain/ids.ts';
import type { AuditRecord, ChainedRecord } from '../../domain/record.ts';
import type { Audit, AuditOf } from '../../ports/store.ts';
import { AUDIT_COLUMNS, toChained, toRecord } from './audit-rows.ts';
import type { Guard } from './guard.ts';
import type { Tables } from './tables.ts';

const page = 500;

/** The port `Audit` over either engine. */
export function sqlAudit(db: Kysely<Tables>, guard: Guard): Audit {
  return {
    latest: (of, limit) => guard('audit', () => latest(db, of, limit)),
    latestChanges: (of, limit) => guard('audit', () => latest(db, of, limit, true)),
    ofRequests: (requests) => guard('audit', () => ofRequests(db, requests)),
    async *all() {
      let last = 0;
      for (;;) {
        const records = await guard('audit', () => after(db, last));
        yield* records;
        if (records.length < page) return;
        last = records.at(-1)?.seq ?? last;
      }
    },
  };
}

// Word for word as the partial indexes of migrations/0001-first.ts have it, or they are not used.
const changesARight = sql<boolean>`event in ('right.applying', 'right.applied', 'right.found', 'right.ending', 'right.ended', 'drift.found', 'drift.gone')`;
const isNoDelay = sql<boolean>`event <> 'right.delayed'`;

const records = (db: Kysely<Tables>) => db.selectFrom('audit').select(AUDIT_COLUMNS);

async function latest(db: Kysely<Tables>, of: AuditOf, limit: number, changes = false): Promise<AuditRecord[]> {
  let query = records(db).orderBy('seq', 'desc').limit(limit);
  if (changes) query = query.where(changesARight);
  if (of.group) query = query.where('group_id', '=', of.group);
  if (of.person) query = query.where('person', '=', of.person);
  if (of.before !== undefined) query = query.where('seq', '<', of.before);
  return (await query.execute()).map(toRecord);
}

async function ofRequests(db: Kysely<Tables>, requests: readonly RequestId[]): Promise<AuditRecord[]> {
  if (requests.length === 0) return [];
  const streams = requests.map((request) => `request:${request}` as const);
  return (await records(db).where('stream', 'in', streams).where(isNoDelay).orderBy('seq').execute()).map(toRecord);
}

async function after(db: Kysely<Tables>, seq: number): Promise<ChainedRecord[]> {
  return (await records(db).where('seq', '>', seq).orderBy('seq').limit(page).execute()).map(toChained);
}
