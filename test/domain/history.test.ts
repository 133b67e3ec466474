import assert from 'node:assert/strict';
import type { Event, EventType } from '../../bot/domain/events.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import type { Applied, Approved, Asked, Request } from '../../bot/domain/request.ts';
import { admin, alex, later, megan, nobody, now, patti, stamp, wish } from '../support/build.ts';

const base = { request: 'K7QF' as RequestId, at: now, actor: megan };
const why = { by: megan, cause: 'taken-away', reason: null, at: now } as const;
const held = { sendAs: ['Alex'], sendOnBehalf: ['Lidia'] };
const asked: Asked = {
  ...wish(),
  askedAt: now,
  held: [],
  policy: stamp,
};
const panels = [{ of: 'owners', people: [megan, patti], needed: 1 }] as const;
const others = [{ of: 'admins', people: [admin], needed: 1 }] as const;

const stray = { right: 'sendAs', id: patti, name: 'P', address: 'p@x.example', by: 'behalf', gone: false } as const;

/** One event of each kind; the compiler sees to it that none is missing. */
const events: { readonly [T in EventType]: Extract<Event, { type: T }> } = {
  'request.made': { ...base, type: 'request.made', asked, panels },
  'request.passed': { ...base, type: 'request.passed', from: panels, to: others },
  'request.reminded': { ...base, type: 'request.reminded', people: [patti], count: 1 },
  'request.approved': { ...base, type: 'request.approved', by: megan, as: 'owners', left: 0 },
  'request.denied': { ...base, type: 'request.denied', by: megan, as: 'owners', reason: 'no' },
  'request.cancelled': { ...base, type: 'request.cancelled', by: alex, reason: 'not needed' },
  'request.lapsed': { ...base, type: 'request.lapsed', answered: null },
  'request.failed': { ...base, type: 'request.failed', why: 'group-gone' },
  'right.applying': { ...base, type: 'right.applying', held: ['sendAs'], before: held },
  'right.delayed': { ...base, type: 'right.delayed', delay: { why: 'throttled', until: later(1) } },
  'right.applied': {
    ...{ ...base, type: 'right.applied', origin: 'granted', readBackAt: later(-1), endsAt: later(9) },
    ...{ before: nobody, after: held },
  },
  'drift.found': { ...base, type: 'drift.found', stray },
  'drift.gone': { ...base, type: 'drift.gone', stray: { ...stray, gone: true } },
  'right.found': { ...base, type: 'right.found', asked, panels, delegates: held },
  'right.ending': { ...base, type: 'right.ending', ending: why },
  'right.ended': {
    ...base,
    type: 'right.ended',
    ending: why,
    ...{ before: held, after: nobody, proof: 'answered', replacedBy: null },
  },
};
const approval = { by: megan, as: 'owners', at: now } as const;
const grant = {
  ...{ status: 'active', origin: 'granted', appliedAt: now, readBackAt: later(-1), endsAt: later(9) },
  ...{ before: nobody, after: held, ending: null, delay: null, stuck: null },
} as const;

const made = () => evolve(null, events['request.made']);
const allowed = () => evolve(made(), events['request.approved']) as Approved;
const standing = () => evolve(allowed(), events['right.applied']) as Applied;
const over = () => evolve(standing(), events['right.ended']);
const stopping = () => evolve(allowed(), events['right.ending']);
const closings = ['request.denied', 'request.cancelled', 'request.lapsed', 'request.failed'] as const;

describe('history', () => {
  it('writes each event into the request, and nothing else', () => {
    const begun = { ...asked, asked: panels, askedBefore: [], approvals: [], terms: 1, reminded: 0 };
    assert.deepEqual(made(), { ...begun, status: 'pending', revision: 1 });
    const first = { ...begun, revision: 2 };
    const fresh = { applying: null, delay: null, stuck: null, stop: null };
    assert.deepEqual(allowed(), { ...first, status: 'approved', approvals: [approval], ...fresh });
    assert.deepEqual(
      closings.map((type) => evolve(made(), events[type])),
      [
        { ...first, status: 'denied', decision: { ...approval, reason: 'no' } },
        { ...first, status: 'cancelled', by: alex, reason: 'not needed', closedAt: now },
        { ...first, status: 'lapsed', closedAt: now, answered: null },
        { ...first, status: 'failed', why: 'group-gone', closedAt: now },
      ],
    );
  });

  it('keeps who was asked first when it is passed to others', () => {
    const passed = evolve(made(), events['request.passed']);
    const back = evolve(passed, { ...events['request.passed'], from: others, to: panels });
    assert.deepEqual([passed.asked, passed.askedBefore], [others, [megan, patti]]);
    assert.deepEqual([back.asked, back.askedBefore], [panels, [megan, patti, admin]]);
    assert.deepEqual({ ...passed, asked: panels, askedBefore: [], terms: 1, revision: 1 }, made());
  });

  it('writes what happens on the way to Exchange into an approved request', () => {
    const at = (type: EventType) => evolve(allowed(), events[type]);
    const { applying: _applying, delay: _delay, stuck: _stuck, stop: _stop, ...rest } = { ...allowed(), revision: 3 };
    assert.deepEqual(at('right.applying'), {
      ...{ ...allowed(), revision: 3 },
      applying: { at: now, held: ['sendAs'], before: held },
    });
    assert.deepEqual(at('right.delayed'), { ...allowed(), revision: 3, delay: { why: 'throttled', until: later(1) } });
    assert.deepEqual(at('right.ending'), { ...allowed(), revision: 3, stop: why });
    assert.deepEqual(at('request.cancelled'), {
      ...{ ...rest, status: 'cancelled', by: alex, reason: 'not needed', closedAt: now },
    });
    assert.deepEqual(at('request.failed'), { ...rest, status: 'failed', why: 'group-gone', closedAt: now });
    assert.deepEqual(standing(), { ...rest, status: 'applied', grant });
  });

  it('writes what happens to a right that stands into its grant', () => {
    const at = (type: EventType) => evolve(standing(), events[type]);
    const delayed = { why: 'throttled', until: later(1) } as const;
    assert.deepEqual(at('right.delayed'), { ...standing(), revision: 4, grant: { ...grant, delay: delayed } });
    const late = evolve(at('right.delayed'), events['right.ending']);
    assert.deepEqual(late, { ...standing(), revision: 5, grant: { ...grant, ending: why } });
    const { delay: _delay, stuck: _stuck, ...rest } = grant;
    assert.deepEqual(over(), {
      ...{ ...standing(), revision: 4 },
      grant: {
        ...rest,
        status: 'ended',
        ending: why,
        endedAt: now,
        replacedBy: null,
        after: nobody,
        proof: 'answered',
      },
    });
  });

  it('gives a right that was found in Exchange a request of its own, without a clock', () => {
    assert.deepEqual(evolve(null, events['right.found']), {
      ...{
        ...asked,
        status: 'applied',
        revision: 1,
        asked: panels,
        askedBefore: [],
        approvals: [],
        terms: 1,
        reminded: 0,
      },
      grant: { ...grant, origin: 'found', readBackAt: now, endsAt: null, before: held, after: held },
    });
  });

  const goesOn: readonly [string, () => Request, readonly EventType[]][] = [
    ['waits', made, [...closings, 'request.approved', 'request.passed', 'request.reminded'] as const],
    [
      'is approved',
      allowed,
      [
        ...(['right.applying', 'right.delayed', 'right.ending', 'request.cancelled', 'request.failed'] as const),
        ...(['right.applied', 'drift.found', 'drift.gone', 'request.passed'] as const),
      ],
    ],
    [
      'is stopped on its way',
      stopping,
      [
        ...(['right.applying', 'right.delayed', 'request.cancelled', 'request.failed'] as const),
        ...(['drift.found', 'drift.gone', 'request.passed'] as const),
      ],
    ],
    ['stands in Exchange', standing, ['right.delayed', 'right.ending', 'right.ended', 'request.passed'] as const],
    ['has ended', over, []],
    ...closings.map((type): [string, () => Request, readonly EventType[]] => [
      `is closed by ${type}`,
      () => evolve(made(), events[type]),
      [],
    ]),
  ];
  for (const [what, state, fitting] of goesOn) {
    it(`of a request that ${what} goes on with nothing but what fits`, () => {
      for (const event of Object.values(events)) {
        if (event.type === 'request.made' || event.type === 'right.found') continue;
        const go = () => evolve(state(), event);
        if (fitting.includes(event.type)) assert.equal(go().revision, state().revision + 1);
        else
          assert.throws(go, { name: 'HistoryError', message: `${event.type} on a request that is ${state().status}` });
      }
    });
  }

  it('keeps who else has come to hold the right, also when the request is closed', () => {
    const found = evolve(allowed(), events['drift.found']);
    assert.deepEqual(found.strays, [stray]);
    const gone = evolve(found, events['drift.gone']);
    assert.deepEqual(gone.strays, [{ ...stray, gone: true }]);
    assert.deepEqual(evolve(gone, events['request.failed']).strays, gone.strays);
  });

  it('does not begin with anything but a request or a right that was found', () => {
    for (const event of Object.values(events)) {
      if (event.type === 'request.made' || event.type === 'right.found') continue;
      assert.throws(() => evolve(null, event), { name: 'HistoryError', message: `${event.type} without a request` });
    }
  });

  it('leaves the state that it goes on from as it was', () => {
    const state = allowed();
    const before = structuredClone(state);
    evolve(state, events['right.applied']);
    assert.deepEqual(state, before);
  });
});
