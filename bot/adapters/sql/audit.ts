import type { Kysely } from 'kysely';
import type { Audit, AuditRecord } from '../../ports/store.ts';
import { fromAuditRow } from './chain.ts';
import type { Guard } from './guard.ts';
import type { Tables } from './tables.ts';

const page = 500;

/** The port `Audit` over either engine. */
export function sqlAudit(db: Kysely<Tables>, guard: Guard): Audit {
  return {
    latest: (of, limit) => guard('audit', () => latest(db, of, limit)),
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

async function latest(db: Kysely<Tables>, of: Parameters<Audit['latest']>[0], limit: number): Promise<AuditRecord[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
  if (of.group) query = query.where('group_id', '=', of.group);
  if (of.person) query = query.where('person', '=', of.person);
  return (await query.execute()).map(fromAuditRow);
}

async function after(db: Kysely<Tables>, seq: number): Promise<AuditRecord[]> {
  const query = db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(page);
  return (await query.execute()).map(fromAuditRow);
}
