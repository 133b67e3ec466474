import assert from 'node:assert/strict';
import { it } from 'mocha';
import { seed } from '../support/seed.ts';
import { tryBodies } from './bodies.ts';

it('refuses malformed bodies, whatever they hold, and keeps no trace of them', async () => {
  const { faults } = await tryBodies(seed, 1000);
  assert.deepEqual(faults, [], `replay with SEED=${seed}`);
});
