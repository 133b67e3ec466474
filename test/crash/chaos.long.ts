import assert from 'node:assert/strict';
import { inShards } from '../support/ledger.ts';
import { chaos, deletions, kills, passing, stops, storm } from './chaos.ts';
import { ownServer } from './server.ts';
import { postgresSite, sqliteSite } from './sites.ts';

/**
 * 10,000 kills at random moments, half of them on each store, and 100 stops of PostgreSQL, under random load; so many of
 * them a seed that its start is the smaller part.
 */
const print = (line: string) => void process.stdout.write(`${line}\n`);
const each = 50;
/** Who asks and approves all the time, and takes nothing back. */
const eager = { circles: 40, habits: { pace: 12, owners: ['approve'], members: [] } } as const;
const seeds = 100;

describe('the bot under random load', () => {
  for (const { name, open } of [
    { name: 'sqlite', open: sqliteSite },
    { name: 'postgres', open: (options: Parameters<typeof sqliteSite>[0]) => postgresSite(3, options) },
  ]) {
    it(`killed 5,000 times at random: loses nothing, does nothing twice, comes to rest (${name})`, async () => {
      const faults = await inShards(`crash-random-${name}`, seeds, async (seed) => {
        const { faults, events, settledMs } = await chaos(open, seed, kills(each));
        print(`seed ${seed}: ${each} kills, ${events} events, quiet after ${Math.round(settledMs)} ms`);
        return { cases: each, faults };
      });
      assert.deepEqual(faults, []);
    }).timeout(0);
  }

  it('converges when Exchange throttles, fails, garbles and loses replies for ten minutes', async () => {
    // Two minutes a seed, in which some twenty grants are made here: more on a quicker machine.
    const faults = await inShards('exchange-outage', 24, async (seed) => {
      const open = (options: Parameters<typeof sqliteSite>[0]) => postgresSite(3, options);
      const { faults, grants, settledMs } = await chaos(open, seed, storm(120_000), eager);
      print(`seed ${seed}: two minutes, ${grants} grants, quiet after ${Math.round(settledMs)} ms`);
      return { cases: grants, faults };
    });
    assert.deepEqual(faults, []);
  }).timeout(0);

  it('loses no approved request and keeps no right when Exchange refuses in passing, in many wordings, for ten minutes', async () => {
    const faults = await inShards('passing-errors', 20, async (seed) => {
      const { faults, events, settledMs } = await chaos(sqliteSite, seed, storm(30_000, passing));
      print(`seed ${seed}: half a minute, ${events} events, quiet after ${Math.round(settledMs)} ms`);
      return { cases: 1, faults };
    });
    assert.deepEqual(faults, []);
  }).timeout(0);

  it('lets no right outlive its end when groups and accounts are deleted and restored, 2,000 times', async () => {
    const faults = await inShards('deletions', 20, async (seed) => {
      const open = (options: Parameters<typeof sqliteSite>[0]) => postgresSite(2, options);
      const { faults, events, settledMs } = await chaos(open, seed, deletions(100), {
        circles: 20,
        habits: { ...eager.habits, pace: 1 },
      });
      print(`seed ${seed}: 100 deletions, ${events} events, quiet after ${Math.round(settledMs)} ms`);
      return { cases: 100, faults };
    });
    assert.deepEqual(faults, []);
  }).timeout(0);

  it('strands nothing when PostgreSQL is stopped 100 times, also while the bot recovers', async () => {
    const server = await ownServer();
    try {
      const faults = await inShards('postgres-outage', 20, async (seed) => {
        const open = (options: Parameters<typeof sqliteSite>[0]) => postgresSite(3, options, server.database);
        const { faults, events, settledMs } = await chaos(open, seed, stops(server, 5));
        print(`seed ${seed}: 5 stops, ${events} events, quiet after ${Math.round(settledMs)} ms`);
        return { cases: 5, faults };
      });
      assert.deepEqual(faults, []);
    } finally {
      await server.close();
    }
  }).timeout(0);
});
