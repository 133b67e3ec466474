import assert from 'node:assert/strict';
import { it } from 'mocha';
import { tryEndless, tryReplies } from './replies.ts';

/** Another share in each run; more of them by `npm run test:long`. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

it('takes whatever Graph, Exchange, Teams and the login service answer for a value or a known fault', async () => {
  assert.deepEqual((await tryReplies(seed, 150)).faults, [], `replay with SEED=${seed}`);
}).timeout(60_000);

it('stops listening to a service that never ends its answer', async () => {
  assert.deepEqual(await tryEndless(), []);
}).timeout(60_000);
