import assert from 'node:assert/strict';
import { ask } from '../../bot/domain/decide.ts';
import { builtInPolicy } from '../../bot/domain/policy.ts';
import type { Term } from '../../bot/domain/request.ts';
import type { Denial } from '../../bot/domain/rest.ts';
import { restsUntil } from '../../bot/domain/rest.ts';
import { askFacts, later, megan, now, refusal, wish } from '../support/build.ts';

const hour = 3_600_000;
const forDays = (days: number): Term => ({ kind: 'for', duration: `P${days}D`, zone: 'UTC' });
const until = (date: string): Term => ({ kind: 'until', date, zone: 'Europe/Amsterdam' });
const denial = (change: Partial<Denial> = {}): Denial => ({
  by: megan,
  at: later(-hour),
  term: null,
  reason: null,
  ...change,
});

describe('a wish that was denied', () => {
  const cases: readonly [what: string, denied: readonly Denial[], wish: Partial<Denial>, rests: boolean][] = [
    ['was never denied', [], {}, false],
    ['is the same', [denial()], {}, true],
    ['is the same, a millisecond before the day is over', [denial({ at: later(1 - 24 * hour) })], {}, true],
    ['is the same, when the day is over', [denial({ at: later(-24 * hour) })], {}, false],
    ['has a reason that was missing', [denial()], { reason: 'the fair' }, false],
    ['has another reason', [denial({ reason: 'please' })], { reason: 'the fair' }, true],
    ['has no reason any more', [denial({ reason: 'please' })], {}, true],
    ['has an end that was missing', [denial()], { term: forDays(90) }, false],
    ['is for a shorter time', [denial({ term: forDays(30) })], { term: forDays(29) }, false],
    ['is for the same time', [denial({ term: forDays(30) })], { term: forDays(30) }, true],
    ['is for a longer time', [denial({ term: forDays(30) })], { term: forDays(31) }, true],
    ['has no end any more', [denial({ term: forDays(30) })], {}, true],
    ['ends on an earlier day', [denial({ term: until('2026-12-24') })], { term: until('2026-12-23') }, false],
    ['ends on the same day, said in days', [denial({ term: until('2026-11-23') })], { term: forDays(2) }, true],
    [
      'has a reason now, but was denied twice',
      [denial(), denial({ at: later(-9 * hour) })],
      { reason: 'the fair' },
      true,
    ],
    ['is shorter, but was denied twice', [denial(), denial({ at: later(-9 * hour) })], { term: forDays(1) }, true],
    [
      'has a reason now, and was denied another day',
      [denial(), denial({ at: later(-25 * hour) })],
      { reason: 'x' },
      false,
    ],
  ];
  for (const [what, denied, change, rests] of cases) {
    it(`${rests ? 'rests' : 'can be asked'} when it ${what}`, () => {
      const { term = null, reason = null } = change;
      assert.equal(restsUntil(builtInPolicy, denied, { term, reason }, now) !== null, rests);
      const decided = ask(builtInPolicy, wish({ term, reason }), askFacts({ denied }), now);
      assert.equal(refusal(decided), rests ? 'rests' : null);
    });
  }

  it('rests for a day from the newest answer, in whatever order they come', () => {
    const [newer, older] = [denial({ at: later(-hour) }), denial({ at: later(-2 * hour), reason: 'older' })];
    for (const denied of [
      [newer, older],
      [older, newer],
    ])
      assert.deepEqual(restsUntil(builtInPolicy, denied, { term: null, reason: null }, now), {
        until: later(23 * hour),
        last: newer,
        twice: true,
      });
  });

  it('rests as long as the policy says, or not at all', () => {
    const same = { term: null, reason: null };
    const rest = (restAfterDenial: string | null) => restsUntil({ restAfterDenial }, [denial()], same, now)?.until;
    assert.equal(rest('PT1H1S'), later(1000));
    assert.equal(rest('PT1H'), undefined);
    assert.equal(rest(null), undefined);
  });

  it('is refused for what is wrong with it before it is refused for its answer', () => {
    const facts = askFacts({ denied: [denial()], open: true });
    assert.equal(refusal(ask(builtInPolicy, wish({ reason: null }), facts, now)), 'already-open');
  });
});
