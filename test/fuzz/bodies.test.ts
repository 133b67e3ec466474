import assert from 'node:assert/strict';
import { it } from 'mocha';
import { tryBodies } from './bodies.ts';

/** Another share in each run; all of them by `npm run test:long`. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

it('refuses malformed bodies, whatever they hold, and keeps no trace of them', async () => {
  const { faults } = await tryBodies(seed, 1000);
  assert.deepEqual(faults, [], `replay with SEED=${seed}`);
});
