import assert from 'node:assert/strict';
import { type At, at } from '../../bot/domain/ids.ts';
import { asksAgainAt, builtInAskLimits, type Recent } from '../../bot/domain/often.ts';
import { builtInPolicy } from '../../bot/domain/policy.ts';

const now = Date.UTC(2026, 10, 30, 12);
const minute = 60_000;
const ago = (minutes: number) => at(new Date(now - minutes * minute));
/** So many requests, the newest so many minutes ago, one a minute. */
const asked = (count: number, first = 0, denied = false): Recent[] =>
  Array.from({ length: count }, (_, n) => ({ askedAt: ago(first + n), denied }));
const limits = { perHour: 20, perDay: 60, perHourAfterDenials: 6, denials: 3 };
const again = (...recent: Recent[]) => asksAgainAt(limits, recent, at(new Date(now)));

describe('how often one person may ask', () => {
  it('is often enough to replace every open request within the hour', () => {
    assert.ok(builtInAskLimits.perHour >= builtInPolicy.openRequests);
    assert.ok(builtInAskLimits.perHourAfterDenials < builtInAskLimits.perHour);
    assert.equal(again(), null);
    assert.equal(again(...asked(19)), null);
  });

  it('is as many times an hour as is set: then again when the first of them is an hour old', () => {
    assert.equal(again(...asked(20)), ago(19 - 60));
    assert.equal(again(...asked(25)), ago(19 - 60));
    assert.equal(again(...asked(20, 41)), null);
  });

  it('is as many times a day as is set, however slowly', () => {
    const slowly = (count: number): Recent[] =>
      Array.from({ length: count }, (_, n) => ({ askedAt: ago(n * 20), denied: false }));
    assert.equal(again(...slowly(59)), null);
    assert.equal(again(...slowly(60)), ago(59 * 20 - 24 * 60) as At);
  });

  it('is fewer times an hour for somebody who was denied too often in a day', () => {
    const denials = (count: number) => asked(count, 600, true);
    assert.equal(again(...asked(6), ...denials(2)), null);
    assert.equal(again(...asked(6), ...denials(3)), ago(5 - 60));
    assert.equal(again(...asked(6), ...asked(3, 24 * 60, true)), null, 'those of yesterday are over');
  });
});
