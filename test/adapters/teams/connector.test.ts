import assert from 'node:assert/strict';
import { it } from 'mocha';
import { retryAt } from '../../../bot/adapters/teams/connector.ts';

it('waits for Teams as long as its Retry-After says, a day at most', () => {
  const now = Date.UTC(2026, 10, 22);
  const day = 24 * 3600_000;
  assert.equal(retryAt('90', now), now + 90_000);
  assert.equal(retryAt('Sun, 22 Nov 2026 00:01:00 GMT', now), now + 60_000);
  for (const long of ['86401', '99999999', '99999999999999', 'Fri, 01 Jan 2999 00:00:00 GMT'])
    assert.equal(retryAt(long, now), now + day, long);
  for (const none of [null, '', 'soon']) assert.equal(retryAt(none, now), null);
});
