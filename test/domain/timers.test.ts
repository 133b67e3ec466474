import assert from 'node:assert/strict';
import fc from 'fast-check';
import { at } from '../../bot/domain/ids.ts';
import { nextDue } from '../../bot/domain/next-due.ts';
import type { Stamp, WorkHours } from '../../bot/domain/request.ts';
import { atWork, remindersBy, timersOf } from '../../bot/domain/timers.ts';
import { now, pending, stamp } from '../support/build.ts';

const on = (iso: string) => at(new Date(iso));
const hours: WorkHours = {
  ...{ from: '08:00', to: '18:00', zone: 'Europe/Amsterdam' },
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
};
const asked = (policy: Partial<Stamp>, more = {}) => ({ ...pending(), policy: { ...stamp, ...policy }, ...more });

describe('the timers of a request', () => {
  it('are those of its rule, from when it was asked, the earliest first', () => {
    const state = asked({});
    assert.deepEqual(timersOf(state), [
      { at: on('2026-11-23T10:00:00Z'), why: 'remind' },
      { at: on('2026-12-02T10:00:00Z'), why: 'escalate' },
      { at: on('2026-12-06T10:00:00Z'), why: 'lapse' },
    ]);
    assert.deepEqual(nextDue(state), { at: on('2026-11-23T10:00:00Z'), why: 'remind' });
    assert.equal(timersOf({ ...state, reminded: 3, escalated: 'admins' }).length, 1);
  });

  it('leave out what would come after the lapse, and are none where the rule has none', () => {
    const late = asked({ remind: ['P20D'], escalate: { after: 'P14D', to: 'admins' }, lapse: 'P14D' });
    assert.deepEqual(
      timersOf(late).map(({ why }) => why),
      ['lapse'],
    );
    assert.deepEqual(timersOf(asked({ remind: [], escalate: null, lapse: null })), []);
    assert.equal(nextDue(asked({ remind: [], escalate: null, lapse: null })), null);
  });

  it('count the reminders that are past as one', () => {
    assert.equal(remindersBy(asked({}), on('2026-11-22T12:00:00Z')), 0);
    assert.equal(remindersBy(asked({}), on('2026-11-26T12:00:00Z')), 2);
    assert.equal(remindersBy(asked({}, { reminded: 3 }), now), 3);
  });

  it('keep reminders to the hours of work, and nothing else', () => {
    // A Sunday, 11:00 in Amsterdam; the day after that, and before and after hours.
    assert.equal(atWork(hours, on('2026-11-22T10:00:00Z')), on('2026-11-23T07:00:00Z'));
    assert.equal(atWork(hours, on('2026-11-23T10:00:00Z')), on('2026-11-23T10:00:00Z'));
    assert.equal(atWork(hours, on('2026-11-23T05:00:00Z')), on('2026-11-23T07:00:00Z'));
    assert.equal(atWork(hours, on('2026-11-23T17:00:00Z')), on('2026-11-24T07:00:00Z'));
    assert.equal(atWork(hours, on('2026-11-27T17:00:00Z')), on('2026-11-30T07:00:00Z'));
    assert.equal(atWork(null, now), now);
    const state = asked({
      workHours: hours,
      remind: ['PT30M'],
      escalate: { after: 'PT1H', to: 'admins' },
      lapse: 'PT2H',
    });
    assert.deepEqual(
      timersOf(state).map(({ why, at }) => `${why} ${at}`),
      ['escalate 2026-11-22T11:00:00.000Z', 'lapse 2026-11-22T12:00:00.000Z'],
      'the reminder would come on Monday, after the lapse',
    );
  });

  it('never send a notice early, nor outside the hours', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        (date) => {
          const then = at(date);
          const sent = atWork(hours, then);
          assert.ok(sent >= then);
          assert.equal(atWork(hours, sent), sent);
        },
      ),
    );
  });
});
