import assert from 'node:assert/strict';
import { it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { tryBodies } from './bodies.ts';

it('refuses a million malformed bodies and keeps no trace of them', async () => {
  assert.deepEqual(await inShards('malformed-bodies', 50, (seed) => tryBodies(seed, 20_000)), []);
}).timeout(0);
