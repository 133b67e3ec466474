import assert from 'node:assert/strict';
import { end, ended, fail } from '../../bot/domain/decide.ts';
import type { Applied, Approved, Delay } from '../../bot/domain/request.ts';
import { delay } from '../../bot/domain/waiting.ts';
import {
  accepted,
  active,
  admin,
  alex,
  answered,
  approved,
  decideFacts,
  later,
  now,
  stateOf,
} from '../support/build.ts';

const minute = 60_000;
const throttled: Delay = { why: 'throttled', until: later(minute) };

describe('a wait for Exchange', () => {
  const states: readonly [string, () => Approved | Applied][] = [
    ['an approved request', () => approved()],
    ['a right that stands', () => active()],
  ];
  for (const [what, state] of states) {
    const waiting = () => {
      const result = delay(state(), throttled, now);
      assert.ok(result);
      return stateOf<Approved | Applied>(result);
    };
    it(`of ${what} is written down, by the bot itself`, () => {
      const { events } = delay(state(), throttled, now) ?? {};
      assert.deepEqual(events, [
        { type: 'right.delayed', request: 'K7QF', at: now, actor: 'behalf', delay: { ...throttled, since: now } },
      ]);
    });

    it(`of ${what} is not written again while it goes on for the same reason`, () => {
      const longer: Delay = { why: 'throttled', until: later(30 * minute) };
      assert.equal(delay(waiting(), longer, now), null);
      assert.equal(delay(waiting(), longer, later(16 * minute)), null, 'a quarter of an hour after what the card says');
    });

    it(`of ${what} is written again when it has gone on for a quarter of an hour more`, () => {
      const again: Delay = { why: 'throttled', until: later(30 * minute) };
      const result = delay(waiting(), again, later(16 * minute + 1));
      assert.equal(result?.events.length, 1);
    });

    it(`of ${what} remembers since when it has been for the same reason`, () => {
      const sinceOf = (result: ReturnType<typeof delay>) => {
        const [event] = result?.events ?? [];
        return event?.type === 'right.delayed' && 'since' in event.delay ? event.delay.since : null;
      };
      const again = { until: later(30 * minute) };
      assert.equal(sinceOf(delay(waiting(), { why: 'throttled', ...again }, later(20 * minute))), now);
      const other = delay(waiting(), { why: 'unavailable', ...again }, later(20 * minute));
      assert.equal(sinceOf(other), later(20 * minute));
    });

    it(`of ${what} is written when another entry is in the way`, () => {
      const blocked = (entry: string): Delay => ({ why: 'blocked', until: later(minute), entry });
      const before = delay(state(), blocked('One'), now) ?? assert.fail();
      const waits = stateOf<Approved | Applied>(before);
      assert.equal(delay(waits, blocked('One'), now), null);
      assert.equal(delay(waits, blocked('Other'), now)?.events.length, 1);
    });

    it(`of ${what} is written when the reason is another`, () => {
      const result = delay(waiting(), { why: 'unavailable', until: later(minute) }, now);
      assert.equal(result?.events.length, 1);
    });
  }

  it('of a right that is to end is written once too', () => {
    const ending = stateOf<Applied>(accepted(end(active(), decideFacts(alex), null, now)));
    const result = delay(ending, throttled, now);
    assert.ok(result);
    assert.equal(delay(stateOf<Applied>(result), throttled, now), null);
  });

  it('for what only people can end is written at each look, and kept beside a passing delay until it is over', () => {
    const gone: Delay = { why: 'missing', person: null, deletedAt: null, since: now, until: later(minute) };
    const first = stateOf<Approved>(delay(approved(), gone, now) ?? assert.fail());
    assert.deepEqual([first.delay, first.stuck], [gone, gone]);
    const next = { ...gone, until: later(2 * minute) };
    const second = stateOf<Approved>(delay(first, next, later(minute)) ?? assert.fail());
    const busy = stateOf<Approved>(delay(second, throttled, later(minute)) ?? assert.fail());
    assert.deepEqual([busy.delay, busy.stuck], [{ ...throttled, since: later(minute) }, next]);
    const back: Delay = { why: 'returned', until: later(minute) };
    assert.deepEqual(stateOf<Approved>(delay(busy, back, later(minute)) ?? assert.fail()).stuck, null);
    assert.equal(delay(approved(), back, now), null, 'nothing was away');
  });

  it('tells the admins that Exchange refuses, by a message of its own', () => {
    const refused: Delay = { why: 'forbidden', of: 'group', since: now, told: true, until: later(minute) };
    const { work = [] } = delay(approved(), refused, now, [admin]) ?? {};
    assert.deepEqual(
      work.flatMap(({ task }) => (task.kind === 'tell' ? [`${task.news} ${task.person}`] : [])),
      [`refused ${admin}`],
    );
    const failed = fail(approved(), 'exchange-forbidden', now, [admin]);
    assert.ok(failed.work.some(({ task }) => task.kind === 'tell' && task.news === 'refused' && task.person === admin));
  });

  it('of a right that has ended is a damaged record', () => {
    assert.throws(() => delay(stateOf<Applied>(ended(active(), answered, now)), throttled, now), /right.delayed/);
  });
});
