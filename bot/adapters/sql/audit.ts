import { type Kysely, sql } from 'kysely';
import type { RequestId } from '../../domain/ids.ts';
import type { Audit, AuditOf, AuditRecord } from '../../ports/store.ts';
import { fromAuditRow } from './chain.ts';
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

/** As the indexes have it (migrations/0007-audit-changes.ts): word for word, or they are not used. */
const changesARight = sql<boolean>`event in ('right.applying', 'right.applied', 'right.found', 'right.ending', 'right.ended', 'drift.found', 'drift.gone')`;
const isNoDelay = sql<boolean>`event <> 'right.delayed'`;

async function latest(db: Kysely<Tables>, of: AuditOf, limit: number, changes = false): Promise<AuditRecord[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
  if (changes) query = query.where(changesARight);
  if (of.group) query = query.where('group_id', '=', of.group);
  if (of.person) query = query.where('person', '=', of.person);
  return (await query.execute()).map(fromAuditRow);
}

async function ofRequests(db: Kysely<Tables>, requests: readonly RequestId[]): Promise<AuditRecord[]> {
  if (requests.length === 0) return [];
  const query = db.selectFrom('audit').selectAll().where('request', 'in', requests).where(isNoDelay).orderBy('seq');
  return (await query.execute()).map(fromAuditRow);
}

async function after(db: Kysely<Tables>, seq: number): Promise<AuditRecord[]> {
  const query = db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(page);
  return (await query.execute()).map(fromAuditRow);
}
