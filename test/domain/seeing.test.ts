import assert from 'node:assert/strict';
import { passOn } from '../../bot/domain/decide.ts';
import type { UserId } from '../../bot/domain/ids.ts';
import {
  knowledgeOf,
  type Looker,
  maySeeDelegates,
  maySeeGroup,
  maySeeGroupAudit,
  maySeePerson,
  maySeePersonAudit,
  type Onlooker,
  type Role,
} from '../../bot/domain/policy.ts';
import type { Request } from '../../bot/domain/request.ts';
import { account, alex, lidia, megan, now, patti, pending, stateOf, today, userId } from '../support/build.ts';

/** Who looks, as one word a role: every one of the sixteen. */
const roles = ['member', 'owner', 'auditor', 'admin'] as const;
const lookers = Array.from({ length: 16 }, (_, bits): Looker & { readonly words: string } => {
  const has = (at: number) => (bits & (1 << at)) !== 0;
  const [member, owner, auditor, admin] = [has(0), has(1), has(2), has(3)];
  return { member, owner, auditor, admin, words: roles.filter((_, at) => has(at)).join(', ') || 'stranger' };
});
const allowed = (may: (looker: Looker) => boolean) => lookers.filter(may).map(({ words }) => words);
const thoseWith = (...any: (typeof roles)[number][]) =>
  lookers.filter((looker) => any.some((role) => looker[role])).map(({ words }) => words);

describe('seeing', () => {
  it('lets everybody see a group that is not hidden', () => {
    assert.equal(allowed((looker) => maySeeGroup(false, looker)).length, 16);
  });

  it('hides a hidden group from who is no member, owner, auditor or admin', () => {
    const may = allowed((looker) => maySeeGroup(true, looker));
    assert.deepEqual(may, thoseWith('member', 'owner', 'auditor', 'admin'));
    assert.ok(!may.includes('stranger'));
  });

  it('shows who can send as a group to its members and owners, auditors and admins', () => {
    assert.deepEqual(allowed(maySeeDelegates), thoseWith('member', 'owner', 'auditor', 'admin'));
  });

  it('shows the audit of a group to its owners, auditors and admins', () => {
    assert.deepEqual(allowed(maySeeGroupAudit), thoseWith('owner', 'auditor', 'admin'));
  });

  it('shows what a person can send as to that person, auditors and admins', () => {
    assert.equal(allowed((looker) => maySeePerson(true, looker)).length, 16);
    assert.deepEqual(
      allowed((looker) => maySeePerson(false, looker)),
      thoseWith('auditor', 'admin'),
    );
  });

  it('shows the audit of a person to auditors and admins', () => {
    assert.deepEqual(allowed(maySeePersonAudit), thoseWith('auditor', 'admin'));
  });
});

describe('what somebody may know of a request', () => {
  /** Alex asks for Lidia; Megan and Patti are asked, and Patti has left since. */
  const waiting = pending({ beneficiary: lidia }, { beneficiary: account(lidia) });
  const passed = stateOf(passOn(waiting, today({ owners: [account(megan)] }), now) ?? assert.fail());
  const known = (id: UserId, role: Onlooker['role'], request: Request = passed) =>
    knowledgeOf(request, { id, role }).request;
  const live = (looker: Partial<Looker>, certain = true): Role => ({
    looker: { member: false, owner: false, auditor: false, admin: false, ...looker },
    certain,
  });

  it('is by record all for who asks, who gets and who is asked, and that there is one for who was', () => {
    const stranger = userId(9);
    assert.deepEqual(
      [alex, lidia, megan, patti, stranger].map((id) => known(id, 'as-asked')),
      ['known', 'known', 'known', 'left', 'unknown'],
    );
  });

  it('is by what was read live all for owners, auditors and admins, and nothing for members', () => {
    for (const role of ['owner', 'auditor', 'admin'] as const)
      for (const id of [patti, userId(9)]) assert.equal(known(id, live({ [role]: true })), 'known', role);
    assert.equal(known(userId(9), live({ member: true })), 'unknown');
  });

  it('ends for who was asked once it is certain that they have left, and not before', () => {
    assert.deepEqual([known(megan, live({})), known(patti, live({}))], ['left', 'left']);
    assert.deepEqual([known(megan, live({}, false)), known(userId(9), live({}, false))], ['known', 'unknown']);
  });

  it('goes on for who has approved until it is applied', () => {
    const approval = { by: patti, as: 'owners', at: now } as const;
    const failed: Request = { ...passed, status: 'failed', why: 'approver-lost-right', closedAt: now };
    for (const role of ['as-asked', live({})] as const)
      assert.deepEqual(
        [known(patti, role, { ...failed, approvals: [approval] }), known(patti, role, failed)],
        ['known', 'left'],
      );
  });

  it('is what the beneficiary held for everybody but who asks for a colleague', () => {
    const held = (id: UserId, request: Request = passed) => knowledgeOf(request, { id, role: 'as-asked' }).held;
    assert.deepEqual([held(alex), held(lidia), held(megan)], [false, true, true]);
    assert.equal(held(alex, { ...passed, beneficiary: alex }), true);
  });

  it('is who else is among the delegates for who decides, and for no party that is not an owner', () => {
    const delegates = (id: UserId, role: Onlooker['role']) => knowledgeOf(passed, { id, role }).delegates;
    assert.deepEqual([delegates(alex, 'as-asked'), delegates(megan, 'as-asked')], [false, true]);
    assert.deepEqual([delegates(alex, live({})), delegates(alex, live({ owner: true }))], [false, true]);
  });
});
