import assert from 'node:assert/strict';
import { demoGroup, demoPerson, demoWorld } from '../../bot/sandbox/world.ts';
import { eventually, generous, type Office, openOffice, type Seen } from '../support/office.ts';

/** Everybody who may not know, and everything that can be said or pressed about it. */

describe('whoever may not know', () => {
  let office: Office;
  let id: string;
  const group = (alias: string) => {
    const found = office.twin.world.groups.get(demoGroup(alias));
    assert.ok(found);
    return found;
  };
  async function answer(alias: string, text: string): Promise<string> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text);
    const fresh = (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
    return fresh.map((seen) => seen.text).join('\n');
  }
  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);
  const people = {
    'a stranger': 'adelev',
    'a colleague of the group': 'lidiah',
    'a former owner': 'pattif',
    'a former member': 'johannal',
    'a guest among the members': 'guest',
    'a guest among the owners': 'guest2',
    'a disabled owner': 'debrab',
  } as const;
  type Role = keyof typeof people;
  const roles = Object.keys(people) as Role[];

  before(async () => {
    const world = demoWorld();
    const guest = world.people.get(demoPerson('guest'));
    assert.ok(guest);
    const [id2, mail] = [demoPerson('guest2'), 'second@fabrikam.com'];
    world.people.set(id2, { ...guest, id: id2, displayName: 'Second (guest)', mail, userPrincipalName: mail });
    office = await openOffice({ ...generous, world });
    const [crisis, marketing] = [group('crisis'), group('marketing')];
    crisis.owners.add(demoPerson('nestorw'));
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', offers('cancel'));
    id = String(card.actions[0]?.data.request);
    await office.sees('pattif', offers('approve'));
    await office.sees('meganb', offers('approve'));
    // Who was in the hidden group knows its name, and its new one must not follow from it.
    for (const each of [crisis, marketing]) {
      each.owners.delete(demoPerson('pattif'));
      each.members.delete(demoPerson('pattif'));
      each.members.delete(demoPerson('johannal'));
      for (const alias of ['guest', 'debrab']) each.members.add(demoPerson(alias));
    }
    for (const alias of new Set([...Object.values(people), 'nestorw'])) await office.say(alias, 'hello');
  });
  after(() => office.close());

  function become(role: Role): string {
    const alias = people[role];
    for (const each of [group('crisis'), group('marketing')])
      if (role === 'a guest among the owners' || role === 'a disabled owner') each.owners.add(demoPerson(alias));
    return alias;
  }

  const hidden = [
    [
      'who can send as X',
      'let me send as X',
      'let Megan Bowen send on behalf of X',
      'stop Megan Bowen from sending as X',
    ],
    ['audit X', 'cancel my request for X', 'give me the same rights on X as Nestor Wilke'],
  ].flat();
  const names = [
    ['Crisis Desk', 'Purple Mongoose'],
    ['crisis@contoso.com', 'crisiz@contoso.com'],
    [demoGroup('crisis'), demoGroup('purple')],
  ] as const;
  for (const role of roles)
    it(`of a hidden group hears the same as of none: ${role}`, async () => {
      const alias = become(role);
      // Teams takes sixty messages into one chat in half a minute: every name, but not in every sentence.
      for (const [n, text] of hidden.entries())
        for (const [secret, nothing] of n === 0 ? names : [names[n % names.length] ?? assert.fail()]) {
          const told = await answer(alias, text.replace('X', secret));
          const none = await answer(alias, text.replace('X', nothing));
          assert.equal(told.replaceAll(secret, 'X'), none.replaceAll(nothing, 'X'), `${role}: ${text} (${secret})`);
        }
    }).timeout(60_000);

  const typed = ['approve', 'deny', 'cancel', 'stop', 'audit'];
  const pressed = ['approve', 'deny', 'cancel', 'revoke', 'again', 'refresh', 'approve-all', 'deny-all'];
  async function everything(alias: string, about: string): Promise<readonly string[]> {
    const told: string[] = [];
    for (const verb of typed) told.push(`${verb}: ${await answer(alias, `${verb} ${about}`)}`);
    const chat = await office.chat(alias);
    const any = chat.find(({ card }) => card !== null);
    assert.ok(any);
    for (const verb of pressed) {
      const data = { request: about, revision: 1, lines: [{ request: about, revision: 1 }] };
      told.push(`${verb}: ${(await office.press(alias, { ...any, actions: [] }, verb, data)).text}`);
    }
    return told.map((text) => text.replaceAll(about, '#'));
  }
  const others = roles.filter((role) => role !== 'a former owner');
  for (const role of others)
    it(`of a number hears the same as of one that does not exist: ${role}`, async () => {
      const alias = become(role);
      assert.deepEqual(await everything(alias, id), await everything(alias, 'K7QF'));
    }).timeout(60_000);

  it('of a number hears as a former owner the same before and after it was decided, and of what became of it', async () => {
    group('marketing').owners.delete(demoPerson('guest'));
    const before = await everything('pattif', id);
    await office.say('meganb', `approve ${id}`);
    await office.sees('alexw', (seen) => seen.text.includes(id) && /^applied$/m.test(seen.text));
    await eventually(
      async () => (await office.chat('pattif')).some(({ text }) => /no longer decide/.test(text)),
      () => 'no last edit',
    );
    assert.deepEqual(await everything('pattif', id), before);
    assert.doesNotMatch(before.join('\n'), /Megan|approved|applied|waiting/);
  }).timeout(60_000);

  it('is none of those who may: a member, an owner, an auditor and an admin hear who can send as it', async () => {
    group('crisis').owners.delete(demoPerson('nestorw'));
    group('crisis').members.add(demoPerson('adelev'));
    for (const alias of ['adelev', 'nestorw', 'graciew'])
      assert.match(
        await answer(alias, 'who can send as Crisis Desk'),
        /Crisis Desk[\s\S]*crisis@contoso|Crisis Desk/,
        alias,
      );
  });
});
