import assert from 'node:assert/strict';
import { seed } from '../support/seed.ts';
import { chaos, deletions, kills, stops, storm } from './chaos.ts';
import { ownServer } from './server.ts';
import { postgresSite, sqliteSite } from './sites.ts';

/** Whoever asks, gets it. */
const giving = { pace: 1, owners: ['approve'], members: [] } as const;

/** A small share of what chaos.long.ts does; another one for each SEED. */
describe('the bot under random load', () => {
  it(`killed at random: loses nothing, does nothing twice, comes to rest (seed ${seed})`, async () => {
    const { faults, events } = await chaos(sqliteSite, seed, kills(3));
    assert.deepEqual(faults, [], `SEED=${seed}`);
    assert.ok(events > 5, `only ${events} events`);
  }).timeout(150_000);

  it(`converges when Exchange throttles, fails, garbles and loses replies (seed ${seed})`, async () => {
    const { faults, events } = await chaos(sqliteSite, seed, storm(8000));
    assert.deepEqual(faults, [], `SEED=${seed}`);
    assert.ok(events > 5, `only ${events} events`);
  }).timeout(150_000);

  it(`lets no right outlive its end when groups and accounts are deleted and restored (seed ${seed})`, async () => {
    const { faults, grants, waited } = await chaos(sqliteSite, seed, deletions(40), { circles: 20, habits: giving });
    assert.deepEqual(faults, [], `SEED=${seed}`);
    assert.ok(waited > 2, `only ${waited} of ${grants} rights had to wait`);
  }).timeout(180_000);

  it(`strands nothing when PostgreSQL stops (seed ${seed})`, async () => {
    const server = await ownServer();
    try {
      const { faults, events } = await chaos((twin) => postgresSite(2, twin, server.database), seed, stops(server, 2));
      assert.deepEqual(faults, [], `SEED=${seed}`);
      assert.ok(events > 5, `only ${events} events`);
    } finally {
      await server.close();
    }
  }).timeout(180_000);
});
