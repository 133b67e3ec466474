import assert from 'node:assert/strict';
import { at } from '../../bot/domain/ids.ts';
import { endOf, readTerm } from '../../bot/domain/term.ts';

const zone = 'Europe/Amsterdam';

describe('how long a right lasts', () => {
  it('counts a duration from the moment that the right is applied', () => {
    assert.equal(
      endOf({ kind: 'for', duration: 'PT8H', zone }, at(new Date('2026-11-22T10:00:00Z'))),
      '2026-11-22T18:00:00.000Z',
    );
  });

  it('keeps the wall clock when summer time begins in between', () => {
    const start = at(new Date('2026-03-27T09:00:00Z'));
    assert.equal(endOf({ kind: 'for', duration: 'P14D', zone }, start), '2026-04-10T08:00:00.000Z');
  });

  it('ends a month from the last day of a long month on the last day of the short one', () => {
    const start = at(new Date('2027-01-31T12:00:00Z'));
    assert.equal(endOf({ kind: 'for', duration: 'P1M', zone }, start), '2027-02-28T12:00:00.000Z');
  });

  it('lasts until the end of the day that is named, in the zone of the one who asked', () => {
    const start = at(new Date('2026-11-22T10:00:00Z'));
    assert.equal(endOf({ kind: 'until', date: '2026-11-27', zone }, start), '2026-11-27T22:59:59.999Z');
    assert.equal(endOf({ kind: 'until', date: '2026-11-27', zone: 'Asia/Tokyo' }, start), '2026-11-27T14:59:59.999Z');
  });

  it('has no end without a term', () => {
    assert.equal(endOf(null, at(new Date(0))), null);
    assert.equal(readTerm(null, null, zone), null);
  });

  it('cannot read what is no duration, no date or no zone, nor a duration of nothing', () => {
    assert.equal(readTerm('two weeks', null, zone), 'unreadable');
    assert.equal(readTerm('-P1D', null, zone), 'unreadable');
    assert.equal(readTerm('P0D', null, zone), 'unreadable');
    assert.equal(readTerm('P500Y', null, zone), 'unreadable');
    assert.equal(readTerm(null, '2600-01-01', zone), 'unreadable');
    assert.deepEqual(readTerm('P10Y', null, 'UTC'), { kind: 'for', duration: 'P10Y', zone: 'UTC' });
    assert.equal(readTerm(null, '2026-02-30', zone), 'unreadable');
    assert.equal(readTerm('P14D', null, 'Mars/Olympus'), 'unreadable');
    assert.equal(readTerm(null, '2100-01-01', 'UTC'), 'unreadable');
    assert.equal(readTerm('P10YT0.001S', null, 'UTC'), 'unreadable');
  });

  it('reads only what everybody who shows it reads as it is applied', () => {
    const odd = ['P1Dt87000h', 'p14d', 'PT87000.5H', 'P1,5D', 'P9y7D', '+P1D', 'P', 'PT', 'P1DT', 'P1H', 'P1D2W'];
    for (const duration of odd) assert.equal(readTerm(duration, null, zone), 'unreadable', duration);
    for (const until of ['20261201', '2026-12-01T10:00', '+002026-12-01', '2026-12-1', '2026-12-01[u-ca=hebrew]'])
      assert.equal(readTerm(null, until, zone), 'unreadable', until);
    for (const duration of ['P14D', 'P2W', 'P26W', 'P1Y6M', 'P18M', 'PT36H', 'P1DT12H', 'PT30M', 'PT5S', 'PT90S'])
      assert.deepEqual(readTerm(duration, null, zone), { kind: 'for', duration, zone });
  });

  it('reads a day of this century, and takes the day before the duration', () => {
    const until = { kind: 'until', date: '2099-12-31', zone: 'UTC' };
    assert.deepEqual(readTerm(null, '2099-12-31', 'UTC'), until);
    assert.deepEqual(readTerm('P14D', '2099-12-31', 'UTC'), until);
  });
});
