import assert from 'node:assert/strict';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { selects } from '../../../bot/adapters/sql/find.ts';
import type { Tables } from '../../../bot/adapters/sql/tables.ts';
import { everyQuery } from '../../contract/given.ts';
import { oneDatabase } from './fixture.ts';

const emptyDatabase = oneDatabase();

describe('every query of the store on PostgreSQL', () => {
  let db: Kysely<Tables>;
  before(async () => {
    const pool = new pg.Pool({ connectionString: await emptyDatabase(), max: 1 });
    pool.on('error', () => {}); // the server may stop while connections close
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    // An empty table is always read from end to end, unless that is made dear.
    await sql`set enable_seqscan = off`.execute(db);
  });
  after(() => db.destroy());

  for (const query of everyQuery) {
    it(`reads no table from end to end: ${Object.keys(query).join(', ')} for ${query.of}`, async () => {
      for (const rows of selects(db, query)) {
        const plan = JSON.stringify(await rows.explain('json'));
        assert.match(plan, /Index Name":"requests_/);
        assert.doesNotMatch(plan, /Seq Scan/);
      }
    });
  }
});
