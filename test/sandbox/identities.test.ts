import assert from 'node:assert/strict';
import type { Twin, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Answer, caller, token, trustedTwin } from './support.ts';

/** What a text finds in Exchange: whatever object has it as id, address, alias or name, whoever chose that name. */

const [alex, adele] = [demoPerson('alexw'), demoPerson('adelev')];

describe('sandbox: what an identity finds in Exchange', () => {
  let twin: Twin;
  let call: ReturnType<typeof caller>;
  beforeEach(async () => {
    twin = await trustedTwin();
    call = caller(twin.endpoints.exchangeUrl, await token(twin, twin.endpoints.exchangeUrl));
  });
  afterEach(() => twin.close());

  const run = (CmdletName: string, Parameters: object): Promise<Answer> =>
    call('POST', `/adminapi/beta/${twin.world.tenant}/InvokeCommand`, { CmdletInput: { CmdletName, Parameters } });
  const found = async (Identity: string) => {
    const { body, status } = await run('Get-Recipient', { Identity });
    const { value } = body as { value?: { ExternalDirectoryObjectId: string }[] };
    return value?.map(({ ExternalDirectoryObjectId: id }) => id) ?? status;
  };
  const change = (id: string, to: Partial<TwinPerson>) => {
    const person = twin.world.people.get(id);
    assert.ok(person);
    twin.world.people.set(id, { ...person, ...to });
  };
  const add = (Trustee: string) =>
    run('Add-RecipientPermission', {
      ...{ Identity: demoGroup('marketing'), Trustee },
      ...{ AccessRights: ['SendAs'], Confirm: false },
    });

  it('is a person, by id, sign-in name, address, alias or name, in any case', async () => {
    const lidia = demoPerson('lidiah');
    const names = ['lidiah@contoso.com', 'lidia.holloway@contoso.com', 'lidiah', 'Lidia Holloway', lidia];
    for (const name of names)
      for (const identity of [name, name.toUpperCase()]) assert.deepEqual(await found(identity), [lidia], identity);
  });

  it('is nobody for an account without a mailbox, until it gets one', async () => {
    change(adele, { mail: null, mailbox: false });
    for (const name of [adele, 'adelev', 'Adele Vance', 'adelev@contoso.com']) assert.equal(await found(name), 404);
    assert.match(JSON.stringify((await add(adele)).body), /ManagementObjectNotFoundException/);
    change(adele, { mail: 'adelev@contoso.com', mailbox: true });
    assert.deepEqual(await found(adele), [adele]);
  });

  it('is the colleague who is called by the id of an account without a mailbox, also for a change', async () => {
    change(adele, { mail: null, mailbox: false });
    change(alex, { displayName: adele });
    assert.deepEqual(await found(adele), [alex]);
    await add(adele);
    assert.deepEqual([...(twin.world.groups.get(demoGroup('marketing'))?.sendAs ?? [])], [alex]);
  });

  it('is several, and so none, where a name of one is the name, alias, address or id of another', async () => {
    for (const displayName of ['Adele Vance', 'adelev', 'adelev@contoso.com', adele]) {
      change(alex, { displayName });
      assert.equal(await found(displayName), 400, displayName);
      const { body } = await add(displayName);
      assert.match(JSON.stringify(body), /ManagementObjectAmbiguousException/, displayName);
    }
    assert.deepEqual(twin.changes, []);
    assert.deepEqual(await found('ALEXW@contoso.com'), [alex]);
  });
});
