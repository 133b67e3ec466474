import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const changes =
  "event in ('right.applying', 'right.applied', 'right.found', 'right.ending', 'right.ended', 'drift.found', 'drift.gone')";

/**
 * Finds what changed a right without going through what came to nothing, however much of that there is, and all that is
 * recorded of one request. Delays are left out: one that waits for weeks has thousands.
 */
export const auditChanges: Migration = {
  async up(db: Kysely<unknown>) {
    for (const index of [
      `audit_changes on audit (seq) where ${changes}`,
      `audit_group_changes on audit (group_id, seq) where ${changes}`,
      `audit_person_changes on audit (person, seq) where ${changes}`,
      "audit_request on audit (request, seq) where event <> 'right.delayed'",
    ])
      await sql.raw(`create index ${index}`).execute(db);
  },
};
