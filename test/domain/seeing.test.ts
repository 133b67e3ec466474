import assert from 'node:assert/strict';
import {
  type Looker,
  maySeeDelegates,
  maySeeGroup,
  maySeeGroupAudit,
  maySeePerson,
  maySeePersonAudit,
} from '../../bot/domain/policy.ts';

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
