import assert from 'node:assert/strict';
import { it } from 'mocha';
import { seed } from '../support/seed.ts';
import { tryEndless, tryReplies } from './replies.ts';

/** Another share in each run; more of them by `npm run test:long`. */
it('takes whatever Graph, Exchange, Teams and the login service answer for a value or a known fault', async () => {
  assert.deepEqual((await tryReplies(seed, 150)).faults, [], `replay with SEED=${seed}`);
}).timeout(60_000);

it('stops listening to a service that never ends its answer', async () => {
  assert.deepEqual(await tryEndless(), []);
}).timeout(60_000);
