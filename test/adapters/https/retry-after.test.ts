import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../bot/adapters/https/retry-after.ts';

describe('Retry-After', () => {
  const now = new Date(Date.UTC(2026, 10, 22));
  const read = (text: string | null | undefined) => {
    const found = parseRetryAfter(text, now);
    return found && found.getTime() - now.getTime();
  };

  it('is read as seconds or as a date, never in the past', () => {
    const past = new Date(0).toUTCString();
    const texts = ['0', ' 3 ', '1.5', 'Sun, 22 Nov 2026 00:01:00 GMT', past];
    assert.deepEqual(texts.map(read), [0, 3_000, 1_500, 60_000, 0]);
  });

  it('is a day at most', () => {
    for (const long of ['86401', '99999999', '9'.repeat(400), 'Fri, 01 Jan 2999 00:00:00 GMT'])
      assert.equal(read(long), 24 * 3_600_000, long);
  });

  it('says nothing where it is absent or something else', () => {
    for (const none of ['-5', '', 'soon', '2026-11-23', null, undefined]) assert.equal(read(none), null, `${none}`);
  });
});
