import assert from 'node:assert/strict';
import type { Accepted } from '../../bot/domain/accept.ts';
import {
  applied,
  approve,
  ask,
  cancel,
  deny,
  end,
  ended,
  expire,
  fail,
  find,
  lapse,
  startApplying,
  stopped,
} from '../../bot/domain/decide.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { At, RequestId, UserId } from '../../bot/domain/ids.ts';
import { builtInPolicy } from '../../bot/domain/policy.ts';
import type { Applied, Approved } from '../../bot/domain/request.ts';
import { delay } from '../../bot/domain/waiting.ts';
import type { NewWork, Rank } from '../../bot/domain/work.ts';
import { advanceNow, followUp, lookAgain } from '../../bot/domain/work-of.ts';
import {
  accepted,
  account,
  active,
  alex,
  answered,
  applying,
  approved,
  askFacts,
  decideFacts,
  ground,
  later,
  lidia,
  marketing,
  megan,
  nobody,
  now,
  patti,
  pending,
  stateOf,
  wish,
} from '../support/build.ts';

const request = 'K7QF' as RequestId;
const lane = `pair:${marketing}:${alex}`;

const advance = (rank: Rank, at: At = now): NewWork => ({
  task: { kind: 'advance', request },
  requester: alex,
  rank,
  id: 'advance:K7QF',
  lane,
  due: at,
});
/** The one piece of work of the request, to be done at that time and no other. */
const moved = (rank: Rank, at: At = now): NewWork => ({ ...advance(rank, at), meets: 'moved' });
/** Of a batch that is over: its cards are forgotten after thirty days. */
const forget: NewWork = {
  task: { kind: 'forget', batch: request },
  requester: alex,
  rank: 'rest',
  id: 'forget:K7QF',
  lane: 'forget:K7QF',
  due: later(30 * 24 * 3_600_000),
  meets: 'moved',
};
const card = (
  person: UserId,
  audience: 'asker' | 'approver',
  revision: number,
  at: At = now,
  rank: Rank = 'waiting',
): NewWork => ({
  task: { kind: 'card', batch: request, person, audience },
  requester: alex,
  rank,
  id: `card:K7QF:${person}:${audience}:K7QF.${revision}`,
  lane: `chat:${person}`,
  due: at,
});
/** An edit of an owner's card; where none stands yet, none is sent. */
const edit = (person: UserId, revision: number): NewWork => ({
  ...card(person, 'approver', revision, now, 'rest'),
  task: { kind: 'card', batch: request, person, audience: 'approver', onlyEdits: true },
});
const cards = (revision: number): NewWork[] => [
  edit(megan, revision),
  edit(patti, revision),
  card(alex, 'asker', revision),
];
const tell = (news: string, ...people: UserId[]): NewWork[] =>
  people.map((person) => ({
    task: { kind: 'tell', request, person, news } as NewWork['task'],
    requester: alex,
    rank: person === alex ? 'waiting' : 'rest',
    id: `tell:K7QF:${news}:${person}`,
    lane: `chat:${person}`,
    due: now,
  }));
/** The same for a request that Lidia made for Alex. */
const ofLidia = (all: NewWork[]): NewWork[] => all.map((one) => ({ ...one, requester: lidia, rank: 'waiting' }));
const works = (result: Accepted | null, expected: readonly NewWork[]) => assert.deepEqual(result?.work, expected);

describe('what follows', () => {
  it('a request: the owners’ cards at once, a reminder in a day, the card of who asked only if the turn lost it', () => {
    const result = accepted(ask(builtInPolicy, wish(), askFacts(), now));
    const asked = [card(megan, 'approver', 1), card(patti, 'approver', 1)];
    works(result, [...asked, moved('rest', later(86_400_000)), card(alex, 'asker', 1, later(10_000))]);
    assert.equal(result.requests[0]?.expected, 0);
  });

  it('a request that many could decide: five owners’ cards at once, five more with each hour', () => {
    const owners = Array.from({ length: 12 }, (_, n) =>
      account(`00000000-0000-4000-8000-0000000001${n + 10}` as UserId),
    );
    const { work } = accepted(ask(builtInPolicy, wish(), askFacts({ owners }), now));
    const hours = work.slice(0, 12).map((one) => (Date.parse(one.due) - Date.parse(now)) / 3_600_000);
    assert.deepEqual(hours, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2]);
  });

  it('an approval: the change in Exchange and every card', () => {
    const result = accepted(approve(pending(), decideFacts(megan), ground(), now));
    works(result, [moved('apply'), ...cards(2)]);
    assert.equal(result.requests[0]?.expected, 1);
  });

  it('a denial: every card, and a message to who asked and who would have got it', () => {
    const result = accepted(deny(pending(), decideFacts(megan), ground(), null, now));
    works(result, [...cards(2), ...tell('denied', alex), forget]);
    const forLidia = accepted(deny(pending({ requester: lidia }), decideFacts(megan), ground(), null, now));
    assert.deepEqual(forLidia.work.slice(-3, -1), ofLidia(tell('denied', lidia, alex)));
  });

  it('a failure: every card, and a message to all who had to do with it', () => {
    works(fail(approved(), 'exchange-refused', now), [...cards(3), ...tell('failed', alex, megan, patti), forget]);
  });

  it('a right that stands: its end when it has one, every card, a message', () => {
    works(applied(applying(), [], nobody, now, now), [...cards(4), ...tell('applied', alex)]);
    const term = { kind: 'for', duration: 'PT1H', zone: 'UTC' } as const;
    const timed = applied(applying([], { term }), [], nobody, now, now);
    works(timed, [moved('end', later(3_600_000)), ...cards(4), ...tell('applied', alex)]);
  });

  it('a decision to end: the change in Exchange now, or the stop of what is on its way', () => {
    works(accepted(end(active(), decideFacts(megan), null, now)), [moved('end'), ...cards(5)]);
    works(accepted(end(applying(), decideFacts(megan), null, now)), [moved('end'), ...cards(4)]);
  });

  it('an ended right: every card, and a message to who held it and the owners', () => {
    works(ended(active(), answered, now), [...cards(5), ...tell('ended', alex, megan, patti), forget]);
  });

  it('a right that was replaced: its cards, but no second message', () => {
    const { work } = applied(applying(['sendOnBehalf']), [active()], nobody, now, now);
    assert.deepEqual(
      work.filter(({ task }) => task.kind === 'tell'),
      tell('applied', alex),
    );
  });

  it('a right that was taken away while another took its place: a message all the same', () => {
    const taken = stateOf<Applied>(accepted(end(active(), decideFacts(megan), null, now)));
    const { work } = applied(applying(['sendOnBehalf']), [taken], nobody, now, now);
    assert.ok(work.some(({ task }) => task.kind === 'tell' && task.news === 'ended'));
  });

  it('a right that went for another cause, or for no other right: a message', () => {
    const why = { by: alex, cause: 'replaced', reason: null, at: now } as const;
    const { work } = ended(active(), answered, now, why, null);
    assert.deepEqual(work.slice(3), [...tell('ended', alex, megan, patti), forget]);
  });

  it('a cancellation: every card; a message only when it had been approved', () => {
    works(accepted(cancel(pending(), alex, now)), [...cards(2), forget]);
    const stopping = stateOf<Approved>(accepted(cancel(approved({ requester: lidia }), lidia, now)));
    assert.deepEqual(stopped(stopping, now).work.slice(-3, -1), ofLidia(tell('cancelled', lidia, alex)));
  });

  it('a delay: every card and nothing else', () => {
    works(delay(approved(), { why: 'throttled', until: later(60_000) }, now), cards(3));
  });

  it('a lapse: every card, and a message to who asked', () => {
    const event = { type: 'request.lapsed', request, at: now, actor: 'behalf', answered: null } as const;
    const state = evolve(pending(), event);
    assert.deepEqual(state, { ...pending(), status: 'lapsed', closedAt: now, answered: null, revision: 2 });
    assert.deepEqual(followUp(state, event), [...cards(2), ...tell('lapsed', alex), forget]);
  });

  it('a lapse because another request was applied: every card, and a message to who asked for somebody else', () => {
    const answered = { request: 'M4RT' as typeof request, endsAt: later(1) };
    works(lapse(pending(), answered, now), [...cards(2), forget]);
    const forOther = lapse(pending({ requester: lidia }), answered, now);
    assert.deepEqual(forOther.work.slice(-2, -1), ofLidia(tell('lapsed', lidia)));
  });

  it('the start of a change, or a right that was found: nothing', () => {
    works(startApplying(approved(), [], nobody, now), []);
    const { asked: panels, ...asked } = pending();
    works(find(asked, panels, nobody, now), []);
  });

  it('what its clock ends: nothing, for who ends it goes on at once; in the name of the bot', () => {
    const state = active({ kind: 'for', duration: 'PT1H', zone: 'UTC' });
    const at = later(3_600_000);
    const result = expire(state, at);
    works(result, []);
    const why = { by: 'behalf', cause: 'expired', reason: null, at } as const;
    assert.deepEqual(result?.events, [{ type: 'right.ending', request, at, actor: 'behalf', ending: why }]);
  });
});

describe('what a request still needs', () => {
  it('is its change in Exchange while it is approved', () => {
    assert.deepEqual(advanceNow(approved(), later(5)), [advance('apply', later(5))]);
  });

  it('is its end while the right stands: by the clock, or at once when that is decided', () => {
    const state = active({ kind: 'for', duration: 'PT1H', zone: 'UTC' });
    assert.deepEqual(advanceNow(state, now), [advance('end')]);
    assert.deepEqual(advanceNow(stateOf(accepted(end(state, decideFacts(alex), null, now))), now), [advance('end')]);
  });

  it('is the clock of its rule before a decision, nothing of a right without an end, and nothing once it is over', () => {
    assert.deepEqual(advanceNow(pending(), now), [advance('rest')]);
    const denied = stateOf(accepted(deny(pending(), decideFacts(megan), ground(), null, now)));
    for (const state of [denied, active(), stateOf(ended(active(), answered, now))])
      assert.deepEqual(advanceNow(state, now), []);
  });
});

describe('a look again at a card', () => {
  it('is one for each copy, in order with what else goes into that chat', () => {
    assert.deepEqual(lookAgain({ batch: request, person: megan, audience: 'approver' }, '1:abc', alex, later(5)), {
      task: { kind: 'card', batch: request, person: megan, audience: 'approver' },
      id: `card:K7QF:${megan}:approver:1:abc`,
      lane: `chat:${megan}`,
      requester: alex,
      rank: 'rest',
      due: later(5),
    });
  });
});
