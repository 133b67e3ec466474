import assert from 'node:assert/strict';
import type { Deps } from '../../bot/app/deps.ts';
import { stillConcerned } from '../../bot/app/tasks/deciders.ts';
import { group, pending, person } from '../contract/given.ts';

/** An owner who was asked to decide, as the directory shows the account. */
function asked(account: { readonly enabled: boolean | null; readonly guest: boolean } | 'deleted' | 'absent') {
  const presence =
    typeof account === 'string' ? { is: account, at: new Date(0) } : { is: 'here', it: { id: person(90), ...account } };
  const deps = {
    adminGroup: null,
    directory: {
      lookUpPerson: async () => presence,
      groups: async () => new Map([[group(1), {}]]),
      owners: async () => [{ id: person(90) }],
    },
  } as unknown as Deps;
  return stillConcerned(deps, pending(1, { group: group(1) }), person(90));
}

describe('news for an owner who was asked', () => {
  it('goes to an enabled account of the company’s own', async () => {
    assert.equal(await asked({ enabled: true, guest: false }), true);
  });

  it('goes to no guest, and to none that is switched off or deleted', async () => {
    for (const account of [{ enabled: true, guest: true }, { enabled: null, guest: true }, 'deleted'] as const)
      assert.equal(await asked(account), false);
    assert.equal(await asked({ enabled: false, guest: false }), false);
  });

  it('waits while the directory does not say whether the account may be used, or does not find it', async () => {
    assert.equal(await asked({ enabled: null, guest: false }), null);
    assert.equal(await asked('absent'), null);
  });
});
