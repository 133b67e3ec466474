import assert from 'node:assert/strict';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { place } from '../../../bot/adapters/sql/queue.ts';
import type { Tables } from '../../../bot/adapters/sql/tables.ts';
import { query } from '../../support/postgres.ts';
import { oneDatabase } from './fixture.ts';

const emptyDatabase = oneDatabase();

describe('giving due work its turn on PostgreSQL', () => {
  it('never waits for a row that a commit holds: that one is placed afterwards', async () => {
    const url = await emptyDatabase();
    const pool = new pg.Pool({ connectionString: url, statement_timeout: 2000 });
    pool.on('error', () => {}); // the server may stop while connections close
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const placed = async () =>
      (await query(url, 'select id from work where turn is not null order by id')).map(({ id }) => id);
    const held = await pool.connect();
    try {
      for (const id of ['free', 'held'])
        await query(url, `insert into work (id, lane, rank, due, task) values ('${id}', 'l', 2, '2026-01-01', '{}')`);
      await held.query('begin');
      await held.query("update work set version = version + 1 where id = 'held'");
      await place(db, new Date());
      assert.deepEqual(await placed(), ['free']);
      await held.query('commit');
      await place(db, new Date());
      assert.deepEqual(await placed(), ['free', 'held']);
    } finally {
      held.release();
      await db.destroy();
    }
  });
});
