import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { createInvoke } from '../../../bot/adapters/exchange/invoke.ts';
import { wait } from '../../../bot/adapters/postgres/calls.ts';
import { openLimits } from '../../../bot/adapters/postgres/limits.ts';
import type { Budget, Limit } from '../../../bot/ports/limits.ts';
import { silent } from '../../contract/given.ts';
import { until } from '../../contract/work.contract.ts';
import { query } from '../../support/postgres.ts';
import { oneDatabase } from './fixture.ts';

const emptyDatabase = oneDatabase();
const clock = { now: () => new Date() };
const limits: readonly Limit[] = [
  { calls: 4, ms: 150 },
  { calls: 6, ms: 400 },
];
const chat: Budget = { key: 'teams one', limits };
const app: Budget = { key: 'teams', limits: [{ calls: 9, ms: 150 }] };

describe('limits that several processes share', () => {
  let url: string;
  let sites: Awaited<ReturnType<typeof openLimits>>[];
  beforeEach(async () => {
    url = await emptyDatabase();
    sites = await Promise.all([1, 2, 3].map(() => openLimits(url, clock, silent)));
  });
  afterEach(() => Promise.all(sites.map((it) => it.close())));

  /** Makes a call by one of the processes as soon as it may; gives when it began and ended, by our clock. */
  async function call(by: number, budgets: readonly Budget[], ms: number): Promise<readonly [number, number]> {
    for (;;) {
      const begun = await sites[by % 3]?.limits.begin(budgets);
      assert.ok(begun);
      if ('notBefore' in begun) await pause(Math.max(1, begun.notBefore - Date.now()));
      else {
        const from = performance.now();
        await pause(ms);
        begun.end();
        return [from, performance.now()];
      }
    }
  }

  /** Wherever between its begin and its end each call has arrived: not more than so many in any span. */
  function assertKept(calls: readonly (readonly [number, number])[], { calls: most, ms }: Limit): void {
    for (const [from] of calls) {
      // Those that may have arrived at `from` or in the span before it.
      const within = calls.filter(([begun, ended]) => begun <= from && ended > from - ms);
      assert.ok(within.length <= most, `${within.length} calls in ${ms} ms, ${most} are allowed`);
    }
  }

  it('hold for all of them together, whenever between its begin and its end a call arrives', async () => {
    const calls = await Promise.all(Array.from({ length: 24 }, (_, n) => call(n, [chat], n % 5)));
    for (const limit of limits) assertKept(calls, limit);
  });

  it('hold for every budget of a call, and one without room takes nothing of the others', async () => {
    const chats = Array.from({ length: 4 }, (_, n): Budget => ({ key: `teams ${n}`, limits }));
    const calls = await Promise.all(
      Array.from({ length: 40 }, (_, n) => call(n, [chats[n % 4] as Budget, app], n % 3)),
    );
    for (const limit of app.limits) assertKept(calls, limit);
    await pause(50); // ends are written after the call
    const [row] = await query(url, `select max(cardinality(calls)) as most from calls where key <> 'teams'`);
    assert.ok(Number(row?.most) <= 10, 'what was given back does not count');
  });

  it('hold for what is under way at once, and give a place on as soon as it is free', async () => {
    const places: Budget = { key: 'exchange', limits: [{ calls: 3, ms: 0 }] };
    const calls = await Promise.all(Array.from({ length: 15 }, (_, n) => call(n, [places], 20)));
    for (const [from] of calls) {
      const within = calls.filter(([begun, ended]) => begun <= from && ended > from);
      assert.ok(within.length <= 3, `${within.length} at once`);
    }
    await pause(50); // ends are written after the call
    const [row] = await query(url, "select cardinality(calls) as left from calls where key = 'exchange'");
    const begun = await Promise.all([0, 1, 2].map((n) => sites[n]?.limits.begin([places])));
    assert.ok(
      begun.every((it) => it && 'end' in it),
      `nobody is under way, but ${row?.left} are counted`,
    );
  });

  it('are kept by all that goes to Exchange: as many requests at once as one process may have, and two for each more', async () => {
    let [running, most] = [0, 0];
    const slow: typeof fetch = async (_, init) => {
      running += 1;
      most = Math.max(most, running);
      await pause(30);
      running -= 1;
      const { requests = [] } = JSON.parse(String(init?.body)) as { requests?: { id: string }[] };
      return Response.json({
        value: [],
        responses: requests.map(({ id }) => ({ id, status: 200, body: { value: [] } })),
      });
    };
    const options = { origin: 'https://exchange.example', tenant: 'one', token: async () => 'token', hosts: [], clock };
    const invokes = sites.map(({ limits: shared }) =>
      createInvoke({ ...options, shared, fetch: slow, concurrency: 4 }),
    );
    const ask = (n: number) => invokes[n % 3]?.('Get-Recipient', { Identity: `n${n}` }, { urgency: 'later' });
    for (let round = 0; round < 3; round += 1)
      assert.ok((await Promise.all(Array.from({ length: 12 }, (_, n) => ask(n)))).every((it) => it && 'rows' in it));
    assert.ok(most <= 8, `${most} at once`);
  });

  it('say when there will be room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 1000 }), { maxLength: 12 }), (ages) => {
        const later = wait(limits, ages);
        const room = limits.every(({ calls, ms }) => ages.filter((age) => age + later < ms).length < calls);
        const running = ages.some((age) => age < 0);
        assert.ok(room || running, `${later} ms are too few`);
        assert.ok(later <= 400);
      }),
    );
  });

  it('make all wait whom a service has told one to wait, also who starts later', async () => {
    const [one, two] = sites;
    one?.limits.pause('exchange', { until: Date.now() + 5000, status: 429 });
    await until(() => two?.limits.paused('exchange') != null);
    const heard = two?.limits.paused('exchange');
    assert.equal(heard?.status, 429);
    assert.ok(Math.abs((heard?.until ?? 0) - Date.now() - 5000) < 1000);
    assert.equal(two?.limits.paused('graph'), null);
    const late = await openLimits(url, clock, silent);
    assert.ok((late.limits.paused('exchange')?.until ?? 0) > Date.now() + 3000);
    await late.close();
  });

  it('keep the later of two pauses', async () => {
    const [one, two] = sites;
    one?.limits.pause('teams', { until: Date.now() + 9000, status: 429 });
    await until(() => two?.limits.paused('teams') != null);
    two?.limits.pause('teams', { until: Date.now() + 1000, status: 503 });
    await pause(50);
    const own = one?.limits.paused('teams')?.until ?? 0;
    assert.ok(own > Date.now() + 7000 && own < Date.now() + 10_000, `${own - Date.now()} ms`);
  });

  it('are heard of again after the database has dropped every connection', async () => {
    const [one, two] = sites;
    await query(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    one?.limits.pause('graph', { until: Date.now() + 60_000, status: 429 });
    await until(() => two?.limits.paused('graph') != null);
  });

  it('stop nobody while the database cannot be asked', async () => {
    await query(url, 'alter table calls rename to calls_away');
    try {
      const begun = await sites[0]?.limits.begin([chat]);
      assert.ok(begun && 'end' in begun);
      begun.end();
    } finally {
      await query(url, 'alter table calls_away rename to calls');
    }
  });
});
