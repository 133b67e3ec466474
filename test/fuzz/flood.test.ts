import assert from 'node:assert/strict';
import { it } from 'mocha';
import { flood } from './flood.ts';

it('takes 64 MB bodies and slow senders without a token for less than 50 MB and not one file', async () => {
  const { grownMb, statuses, left } = await flood(20, 20);
  assert.ok(grownMb < 50, `grown by ${grownMb} MB`);
  assert.deepEqual(left, []);
  // Who sends its headers gets 401; who never ends them is told that it took too long.
  assert.deepEqual(statuses, { 401: 27, 408: 13 });
}).timeout(60_000);
