import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import pg from 'pg';
import { transact } from '../../../bot/adapters/postgres/transaction.ts';
import { freshDatabase } from '../../support/postgres.ts';

describe('a transaction on PostgreSQL', () => {
  let pool: pg.Pool;
  let url: string;
  before(async () => {
    url = await freshDatabase();
    pool = new pg.Pool({ connectionString: url, pipeline: true });
    await pool.query('create table things (name text primary key)');
  });
  after(() => pool.end());
  const names = async () => (await pool.query('select name from things order by name')).rows.map(({ name }) => name);
  const insert = 'insert into things values ($1)';

  it('sends what is given at once together, and keeps all of it', async () => {
    /** What goes over the wire: a statement that is sent, an answer that comes. */
    const wire: string[] = [];
    pool.once('acquire', (client) => {
      const { connection } = client as unknown as {
        connection: EventEmitter & { parse(query: { text: string }): void };
      };
      const { parse } = connection;
      connection.parse = (query) => {
        wire.push(query.text);
        parse.call(connection, query);
      };
      connection.on('commandComplete', ({ text }: { text: string }) => wire.push(text));
    });
    await transact(pool, async (run) => {
      await Promise.all(['one', 'two', 'three'].map((name) => run(insert, [name])));
    });
    assert.deepEqual(wire, ['BEGIN', insert, insert, insert, 'INSERT 0 1', 'INSERT 0 1', 'INSERT 0 1', 'COMMIT']);
    assert.deepEqual(await names(), ['one', 'three', 'two']);
  });

  it('wants a connection that can', async () => {
    const other = new pg.Pool({ connectionString: url });
    await assert.rejects(
      transact(other, async () => {}),
      /wait for each other/,
    );
    await other.end();
  });

  it('runs nothing more once it is over', async () => {
    const before = await names();
    let late: Promise<unknown> = Promise.resolve();
    const failing = transact(pool, async (run) => {
      late = new Promise((resolve) => setTimeout(resolve, 100)).then(() => run(insert, ['late']));
      late.catch(() => {});
      await run(insert, ['one']);
    });
    await assert.rejects(failing, { code: '23505' });
    await assert.rejects(late, /over/);
    assert.deepEqual(await names(), before);
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

  it('runs again when it was the victim of a deadlock', async () => {
    await pool.query(
      "create table counts (name text primary key, n int); insert into counts values ('a', 0), ('b', 0)",
    );
    const add = 'update counts set n = n + 1 where name = $1';
    const bothHoldOne = Promise.withResolvers<void>();
    let holding = 0;
    let runs = 0;
    const crosswise = (first: string, second: string) =>
      transact(pool, async (run) => {
        runs += 1;
        await run(add, [first]);
        holding += 1;
        if (holding === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await run(add, [second]);
      });
    await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')]);
    assert.deepEqual((await pool.query('select n from counts')).rows, [{ n: 2 }, { n: 2 }]);
    assert.ok(runs >= 3, `${runs} runs`);
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
