import assert from 'node:assert/strict';
import { it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { tryReplies } from './replies.ts';

it('takes whatever other services answer for a value or a known fault, a hundred thousand times', async () => {
  assert.deepEqual(await inShards('hostile-replies', 100, (seed) => tryReplies(seed, 1000)), []);
}).timeout(0);
