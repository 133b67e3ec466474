import assert from 'node:assert/strict';
import pg from 'pg';
import { transact } from '../../../bot/adapters/postgres/transaction.ts';
import { freshDatabase } from '../../support/postgres.ts';

describe('a transaction on PostgreSQL', () => {
  let pool: pg.Pool;
  before(async () => {
    pool = new pg.Pool({ connectionString: await freshDatabase(), pipeline: true });
    await pool.query('create table things (name text primary key)');
  });
  after(() => pool.end());
  const names = async () => (await pool.query('select name from things order by name')).rows.map(({ name }) => name);
  const insert = 'insert into things values ($1)';

  it('sends what is given at once together, and keeps all of it', async () => {
    let waiting = 0;
    let most = 0;
    pool.once('acquire', (client) => {
      const { query } = client;
      client.query = (async (...what: [string]) => {
        waiting += 1;
        most = Math.max(most, waiting);
        return query.apply(client, what).finally(() => {
          waiting -= 1;
          if (what[0] === 'commit') client.query = query;
        });
      }) as typeof query;
    });
    await transact(pool, async (run) => {
      await Promise.all(['one', 'two', 'three'].map((name) => run(insert, [name])));
    });
    assert.equal(most, 3);
    assert.deepEqual(await names(), ['one', 'three', 'two']);
  });

  it('keeps nothing when one of its statements fails, and leaves the connection fit for the next', async () => {
    const before = await names();
    const failing = transact(pool, async (run) => {
      await Promise.all([run(insert, ['four']), run(insert, ['one']), run(insert, ['five'])]);
    });
    await assert.rejects(failing, { code: '23505' });
    // Not even when nobody has heard of it.
    const unheard = transact(pool, async (run) => {
      await run(insert, ['one']).catch(() => {});
    });
    await assert.rejects(unheard, /ROLLBACK/);
    assert.deepEqual(await names(), before);
    assert.equal(pool.totalCount, 1);
    assert.equal(pool.idleCount, 1);
  });

  it('keeps nothing when its connection is lost, and does without that connection', async () => {
    const before = await names();
    pool.once('acquire', (client) => client.on('error', () => {}));
    const losing = transact(pool, async (run) => {
      await run(insert, ['six']);
      await run('select pg_terminate_backend(pg_backend_pid())', []);
    });
    await assert.rejects(losing);
    assert.deepEqual(await names(), before);
  });
});
