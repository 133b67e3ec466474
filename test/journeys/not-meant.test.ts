import assert from 'node:assert/strict';
import { adminGroupId, demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** What is taken away or decided is what was named: never what only looks like it while the other is out of sight. */

const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');
const asksToDecide = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'approve');

describe('what was not meant', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const group = (id: string) => office.twin.world.groups.get(id) ?? assert.fail();
  const rights = () => ({ sendAs: new Set<string>(), sendOnBehalf: new Set<string>() });
  function addGroup(displayName: string): void {
    const id = crypto.randomUUID();
    office.twin.world.groups.set(id, { ...group(marketing), ...rights(), id, displayName, mail: `${id}@contoso.com` });
  }

  /** The first thing that the bot says after that. */
  async function answer(alias: string, text: string): Promise<Seen> {
    const before = new Set((await office.chat(alias)).map(({ id }) => id));
    await office.say(alias, text);
    return office.sees(alias, (seen) => !before.has(seen.id) && !/Hello/.test(seen.text));
  }

  for (const [name, sentence] of [
    ['Team Marketing', 'stop Alex Wilber from sending as team marketing'],
    ['Team Marketing', 'revoke send as on team Marketing from Alex Wilber'],
    ['The Marketing', 'stop Alex Wilber from sending as the marketing'],
    ['Team Marketing', 'Alex Wilber mag niet meer verzenden als team marketing'],
    ['Groep Marketing', 'Alex Wilber mag niet meer verzenden als groep marketing'],
  ] as const)
    it(`is no other group with a small word before its name: “${sentence}” is about ${name}`, async () => {
      addGroup(name);
      group(marketing).sendAs.add(alex);
      const { text } = await answer('meganb', sentence);
      assert.match(text, new RegExp(`(no such right on|zo’n recht niet op|geen .* op) ${name}`));
      assert.ok(group(marketing).sendAs.has(alex), 'the right on Marketing is gone');
    });

  for (const sentence of ['stop Alex Wilber from sending as Marketing', 'stop Alex Wilber from sending as "Marketing"'])
    it(`is no group whose name begins so, when the group itself is deleted: ${sentence}`, async () => {
      const europe = group(demoGroup('marketing-europe'));
      europe.sendAs.add(alex);
      office.twin.bin.delete(marketing);
      const { text } = await answer('lidiah', sentence);
      assert.match(text, /nothing called exactly “Marketing”|no group called exactly “Marketing”/i);
      assert.ok(europe.sendAs.has(alex), 'the right on Marketing Europe is gone');
    });

  it('is nobody whose name begins so, when the account itself is deleted', async () => {
    const id = crypto.randomUUID();
    const person = office.twin.world.people.get(alex) ?? assert.fail();
    const other = {
      id,
      displayName: 'Alex Wilber (Extern)',
      userPrincipalName: 'ext@contoso.com',
      mail: 'ext@contoso.com',
    };
    office.twin.world.people.set(id, { ...person, ...other });
    group(marketing).sendAs.add(id);
    office.twin.bin.delete(alex);
    const { text } = await answer('meganb', 'stop Alex Wilber from sending as Marketing');
    assert.match(text, /nobody called exactly “Alex Wilber”/);
    assert.ok(group(marketing).sendAs.has(id), 'the right of somebody else is gone');
  });

  describe('one word, which is somebody’s whole name', () => {
    const asksWhich = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'choose');
    const named = (displayName: string): string => {
      const id = crypto.randomUUID();
      const mail = `${id}@contoso.com`;
      const person = office.twin.world.people.get(alex) ?? assert.fail();
      office.twin.world.people.set(id, { ...person, id, displayName, userPrincipalName: mail, mail });
      group(marketing).sendAs.add(id);
      return id;
    };

    for (const [who, others] of [
      ['nobody else is called so', []],
      ['somebody else has it as a first name', ['Robin Vance']],
      ['somebody else has it behind the last name', ['Vance, Robin']],
    ] as const)
      it(`is not taken for the one who is meant, though ${who}: it is asked back`, async () => {
        const robin = named('Robin');
        const all = [robin, ...others.map((name) => named(name))];
        const asked = await answer('meganb', 'stop Robin from sending as Marketing');
        assert.ok(asksWhich(asked), asked.text);
        for (const id of all) assert.ok(group(marketing).sendAs.has(id), 'a right is gone');
        for (const id of all) assert.match(asked.text, new RegExp(`${id}@contoso.com`));
        await office.say('meganb', `${all.at(-1)}@contoso.com`);
        await office.sees('meganb', /^(ended|ending)$/m);
        assert.ok(others.length === 0 || group(marketing).sendAs.has(robin), 'the right of who was not chosen is gone');
      });

    it('is asked back in a request too, when others are called so', async () => {
      const ids = [named('Robin'), named('Vance, Robin')];
      for (const id of ids) group(marketing).members.add(id);
      const asked = await answer('leegu', 'let Robin send on behalf of Marketing');
      assert.ok(asksWhich(asked), asked.text);
      for (const id of ids) assert.match(asked.text, new RegExp(`${id}@contoso.com`));
    });
  });

  for (const [what, words] of [
    ['another group', 'approve # for Training'],
    ['another group, in Dutch', 'keur # goed voor Training'],
    ['another person', 'approve # for Adele Vance'],
    ['a longer name', 'approve # for Marketing - Europe'],
    ['another end', 'approve # until Friday'],
    ['another end, in Dutch', 'keur # goed tot vrijdag'],
  ] as const)
    it(`is no approval that names ${what}: the card comes instead`, async () => {
      await office.say('leegu', 'let me send as Marketing');
      const card = await office.sees('meganb', asksToDecide);
      const id = String(card.actions[0]?.data.request);
      const asked = await answer('meganb', words.replace('#', id));
      assert.match(asked.text, /your words say something else|je bericht zegt iets anders/);
      assert.ok(asksToDecide(asked));
      const done = await office.press('meganb', asked, 'approve');
      assert.match(done.text, /approved/);
      await office.sees('leegu', /^applied$/m);
    });

  it('is no contradiction in an approval: the number with its own group, its own person, or a reason', async () => {
    for (const words of ['approve # for Marketing', 'approve # for Lee', 'approve # because she needs it']) {
      await office.say('leegu', 'let me send as Marketing');
      const card = await office.sees('meganb', asksToDecide);
      await office.say('meganb', words.replace('#', String(card.actions[0]?.data.request)));
      await office.sees('leegu', /^applied$/m);
      await office.say('leegu', 'I no longer need to send as Marketing');
      await office.sees('leegu', /^ended$/m);
    }
  });

  describe('while the directory does not find the administrators’ group', () => {
    async function asked(): Promise<Seen> {
      await office.say('alexw', 'let me send as Facilities');
      return office.sees('nestorw', asksToDecide);
    }

    it('is no loss of the right to approve: what an administrator approved waits, and is applied', async () => {
      const card = await asked();
      office.twin.misbehave('exchange', { kind: 'down' });
      await office.press('nestorw', card, 'approve');
      const admins = group(adminGroupId);
      office.twin.world.groups.delete(adminGroupId);
      office.twin.misbehave('exchange', null);
      await office.sees('alexw', /cannot (be )?(found|check|find)|does not find/i);
      office.twin.world.groups.set(adminGroupId, admins);
      await office.sees('alexw', /^applied$/m);
      assert.ok((await office.chat('alexw')).every(({ text }) => !/^failed$/m.test(text)));
    }).timeout(40_000);

    it('is no refusal: who presses hears that it cannot be checked just now', async () => {
      const card = await asked();
      office.twin.world.groups.delete(adminGroupId);
      const { text } = await office.press('nestorw', card, 'approve');
      assert.match(text, /just now, so nothing has been decided/);
    });
  });
});
