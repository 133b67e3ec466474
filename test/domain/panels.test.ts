import assert from 'node:assert/strict';
import { approve, deciding, passOn } from '../../bot/domain/decide.ts';
import { panelsLeft, panelsToday, type Today } from '../../bot/domain/policy.ts';
import type { Panel } from '../../bot/domain/request.ts';
import * as build from '../support/build.ts';

const {
  accepted,
  account,
  active,
  admin,
  alex,
  builtInRule,
  decideFacts,
  ground,
  lidia,
  megan,
  now,
  patti,
  pending,
  stateOf,
} = build;

const other = build.userId(6);
const panel = (of: Panel['of'], ...people: Panel['people']): Panel => ({ of, people, needed: 1 });
/** Megan and Patti are asked; who could be today. */
const request = pending({}, { owners: [account(megan), account(patti)] });
const from = (today: Partial<Today>, asked: readonly Panel[] = request.asked) =>
  panelsToday(builtInRule, { ...request, asked }, { owners: [], admins: [], unseen: [], ...today });

describe('who is asked from today on', () => {
  it('are the same people while they own the group, in whatever order the directory lists them', () => {
    assert.equal(from({ owners: [account(patti), account(megan)] }), null);
    assert.equal(from({ owners: [account(alex), account(patti), account(megan)] }), null, 'who asks does not decide');
  });

  it('are new owners too, after those who were asked, and nobody who has left', () => {
    const owners = [account(other), account(patti), account(megan)];
    assert.deepEqual(from({ owners }), [panel('owners', megan, patti, other)]);
    assert.deepEqual(from({ owners: [account(other), account(patti)] }), [panel('owners', patti, other)]);
    for (const change of [{ guest: true }, { enabled: false }])
      assert.deepEqual(from({ owners: [account(megan), account(patti, change)] }), [panel('owners', megan)]);
  });

  it('are those who are only out of sight, or whose account is unclear, beside others', () => {
    assert.equal(from({ owners: [account(megan)], unseen: [patti] }), null);
    assert.equal(from({ owners: [account(megan), account(patti, { enabled: null })] }), null);
    const unclear = account(other, { enabled: null });
    assert.equal(from({ owners: [account(megan), account(patti), unclear] }), null, 'nobody new of whom it is unclear');
  });

  it('are the admins where no owner can decide, and the owners again when one can', () => {
    const byAdmins = [panel('admins', admin)];
    assert.deepEqual(from({ owners: [account(patti, { enabled: null })], admins: [account(admin)] }), byAdmins);
    assert.deepEqual(from({ owners: [account(admin)] }, byAdmins), [panel('owners', admin)]);
    assert.equal(from({ admins: [account(admin)] }, byAdmins), null);
  });

  it('are nobody where nobody can, but for those who may only be out of sight', () => {
    assert.deepEqual(from({}), [panel('owners')]);
    assert.deepEqual(from({ unseen: [patti] }), [panel('owners', patti)]);
    assert.equal(from({}, [panel('owners')]), null);
  });

  it('are of what was decided those who have not left, and nobody new', () => {
    const left = (today: Partial<Today>) =>
      panelsLeft(builtInRule, request, { owners: [], admins: [], unseen: [], ...today });
    assert.deepEqual(left({ owners: [account(other), account(patti)] }), [panel('owners', patti)]);
    assert.equal(left({ owners: [account(other), account(patti), account(megan)] }), null);
    assert.deepEqual(left({ owners: [account(other)] }), [panel('owners')]);
  });
});

describe('a request that is passed on', () => {
  const today = build.today({ owners: [account(megan), account(other)] });
  const kinds = ({ work }: ReturnType<typeof accepted>) =>
    work.flatMap(({ task }) =>
      task.kind === 'card' ? [`${task.person} ${task.audience}${task.onlyEdits ? ' edit' : ''}`] : [],
    );

  it('asks the new ones, and edits the cards of all others', () => {
    const passed = passOn(request, today, now) ?? assert.fail();
    assert.deepEqual(kinds(passed), [
      `${other} approver`,
      ...[`${megan} approver edit`, `${patti} approver edit`, `${alex} asker`],
    ]);
  });

  it('goes with a decision, in one step', () => {
    const facts = decideFacts(megan, { owners: today.owners });
    const decided = accepted(deciding(request, today, now, (state) => approve(state, facts, ground(), now)));
    assert.deepEqual(
      [decided.events.map(({ type }) => type), decided.requests.map(({ expected }) => expected)],
      [['request.passed', 'request.approved'], [1]],
    );
    const state = stateOf(decided);
    assert.deepEqual([state.revision, state.askedBefore], [3, [megan, patti]]);
  });

  it('changes nothing with a decision that is refused', () => {
    const facts = decideFacts(lidia, { owners: today.owners });
    assert.deepEqual(
      deciding(request, today, now, (state) => approve(state, facts, ground(), now)),
      { refused: 'not-approver' },
    );
  });

  it('asks nobody new of a right that is in effect, and of what is over nothing changes', () => {
    const passed = passOn(active(), today, now) ?? assert.fail();
    assert.deepEqual(kinds(passed), [`${megan} approver edit`, `${patti} approver edit`]);
    assert.equal(passOn({ ...request, status: 'lapsed', closedAt: now, answered: null }, today, now), null);
  });
});
