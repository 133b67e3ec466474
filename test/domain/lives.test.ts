import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toLasting } from '../../bot/adapters/sql/tables.ts';
import type { Decided } from '../../bot/domain/accept.ts';
import {
  applied,
  approve,
  cancel,
  deny,
  end,
  ended,
  expire,
  fail,
  find,
  passOn,
  startApplying,
  stopped,
} from '../../bot/domain/decide.ts';
import type { Event, EventType } from '../../bot/domain/events.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { Request } from '../../bot/domain/request.ts';
import { delay } from '../../bot/domain/waiting.ts';
import {
  account,
  admin,
  alex,
  decideFacts,
  ground,
  later,
  lidia,
  megan,
  nobody,
  now,
  patti,
  pending,
  stateOf,
  today,
} from '../support/build.ts';

const held = { sendAs: ['Alex'], sendOnBehalf: ['Lidia'] };

/** Anything that anybody, the clock or Exchange may do to a request, in any order. */
type Act = (state: Request, at: typeof now) => Decided | null;
const people = fc.constantFrom(alex, megan, patti, admin, lidia);
const facts = fc.record({ by: people, gone: fc.boolean() });
const acts: fc.Arbitrary<Act> = fc.oneof(
  facts.map(({ by, gone }): Act => {
    const stands = ground({ group: gone ? 'deleted' : 'stands' });
    return (state, at) => approve(state, decideFacts(by), stands, at);
  }),
  facts.map(
    ({ by }): Act =>
      (state, at) =>
        deny(state, decideFacts(by), ground(), 'no', at),
  ),
  people.map(
    (by): Act =>
      (state, at) =>
        cancel(state, by, at),
  ),
  people.map(
    (by): Act =>
      (state, at) =>
        end(state, decideFacts(by), null, at),
  ),
  fc.subarray([megan, patti, admin]).map(
    (ids): Act =>
      (state, at) =>
        passOn(state, today({ owners: ids.map((id) => account(id)) }), at),
  ),
  fc.constant<Act>((state, at) => (state.status === 'approved' ? startApplying(state, [], nobody, at) : null)),
  fc.constant<Act>((state, at) =>
    state.status === 'approved' && state.stop === null ? applied(state, [], held, at, at) : null,
  ),
  fc.constant<Act>((state, at) => (state.status === 'approved' && state.stop !== null ? stopped(state, at) : null)),
  fc.constant<Act>((state, at) => (state.status === 'approved' ? fail(state, 'exchange-refused', at) : null)),
  fc.constant<Act>((state, at) => (state.status === 'applied' ? expire(state, at) : null)),
  fc.constant<Act>((state, at) =>
    state.status === 'applied' && state.grant.status === 'active' && state.grant.ending !== null
      ? ended(state, { before: held, after: nobody, proof: 'answered' }, at)
      : null,
  ),
  fc.constantFrom('throttled' as const, 'readback' as const).map(
    (why): Act =>
      (state, at) =>
        state.status === 'approved' || (state.status === 'applied' && state.grant.status === 'active')
          ? delay(state, { why, until: at }, at)
          : null,
  ),
);

/** Does the acts one after the other, as the store would commit them. */
function live(first: Request, doing: readonly Act[]) {
  const log: Event[] = [];
  let state = first;
  doing.forEach((act, at) => {
    const result = act(state, later(at * 3_600_000));
    if (result === null || 'refused' in result) return;
    const [change] = result.requests;
    assert.equal(change?.expected, state.revision);
    log.push(...result.events);
    state = change?.next ?? state;
  });
  return { state, log };
}

describe('whatever people, the clock and Exchange do', () => {
  const first = () => pending({ term: { kind: 'for', duration: 'PT8H', zone: 'UTC' } });
  const lives = (
    check: (life: ReturnType<typeof live>) => void,
    runs: fc.Parameters<[readonly Act[]]> = { numRuns: 200 },
  ) =>
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 40, size: 'max' }), (doing) => check(live(first(), doing))),
      runs,
    );
  const count = (log: readonly Event[], ...types: EventType[]) => log.filter(({ type }) => types.includes(type)).length;

  it('the events alone give the same request again', () =>
    lives(({ state, log }) => assert.deepEqual(log.reduce(evolve, first() as Request), state)));

  it('the columns that an update leaves out stay as they were, of what was asked for and of what was found', () => {
    lives(({ state }) => assert.deepEqual(toLasting(state), toLasting(first())));
    const { revision: _, status: _status, asked, askedBefore: _before, approvals: _approvals, ...given } = first();
    const found = stateOf(find(given, asked, held, now));
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 9 }), (doing) =>
        assert.deepEqual(toLasting(live(found, doing).state), toLasting(found)),
      ),
    );
  });

  it('the revision counts the events', () => lives(({ state, log }) => assert.equal(state.revision, log.length + 1)));

  it('a request is decided once at most, and never by who asks or gets', () =>
    lives(({ log }) => {
      assert.ok(count(log, 'request.approved', 'request.denied') <= 1);
      for (const event of log)
        if (event.type === 'request.approved' || event.type === 'request.denied')
          assert.ok(event.by === megan || event.by === patti);
    }));

  it('nothing is applied that was not approved, nor twice, nor after its stop', () =>
    lives(({ log }) => {
      const types = log.map(({ type }) => type);
      const at = types.indexOf('right.applied');
      if (at < 0) return;
      assert.equal(count(log, 'right.applied'), 1);
      assert.ok(types.slice(0, at).includes('request.approved'));
      assert.ok(!types.slice(0, at).includes('right.ending'));
    }));

  it('a right ends once, after its end was decided', () =>
    lives(({ log }) => {
      const types = log.map(({ type }) => type);
      assert.ok(count(log, 'right.ended') <= 1);
      if (types.includes('right.ended')) assert.ok(types.indexOf('right.ending') < types.indexOf('right.ended'));
    }));

  it('reaches every way that a request can go', () => {
    const seen = new Set<string>();
    lives(
      ({ state }) => {
        seen.add(state.status === 'applied' ? state.grant.status : state.status);
      },
      { seed: 1, numRuns: 500 },
    );
    assert.deepEqual([...seen].sort(), ['active', 'approved', 'cancelled', 'denied', 'ended', 'failed', 'pending']);
  });
});
