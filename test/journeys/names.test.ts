import assert from 'node:assert/strict';
import { guid } from '../../bot/sandbox/ids.ts';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, generous, type Office, openOffice, type Seen } from '../support/office.ts';

/** Names that hold words and signs of the grammar, and names that differ in what nobody sees. */

describe('a name', () => {
  let office: Office;
  before(async () => {
    office = await openOffice(generous);
    for (const name of long) group(name);
    for (const name of ['Centre', 'Support', 'Inkoop', 'Verkoop', 'Hulp', 'Way', ' Legal', 'Legal Europe']) group(name);
    for (const name of ['Tax  Office', 'Tax Office Europe', 'Head\u00a0Office', 'Head Office North', 'Ateliers'])
      group(name);
    for (const name of ['Anna', 'Anna for Mayor', 'Jean - Luc Picard', 'Kim Lee', 'Kim & Co', 'Smith, John'])
      person(name);
  });
  after(() => office.close());
  afterEach(() => {
    for (const { sendAs } of office.twin.world.groups.values()) sendAs.clear();
  });

  const long = [
    'Marketing - Europe',
    'Centre for Learning',
    'Sales, Marketing & Support',
    'Inkoop en Verkoop',
    'Hulp om de Hoek',
    'Way to Go',
    'Everybody who sends the weekly letter of the town hall to the press',
  ];

  function group(displayName: string): TwinGroup {
    const id = guid(`names:${displayName}`);
    const people = () => new Set([demoPerson('meganb'), demoPerson('alexw')]);
    const made: TwinGroup = {
      id,
      displayName,
      mail: `${id.slice(0, 8)}@contoso.com`,
      kind: 'microsoft365',
      visibility: 'Private',
      hideFromAddressLists: false,
      owners: new Set([demoPerson('meganb')]),
      members: people(),
      sendAs: new Set(),
      sendOnBehalf: new Set(),
    };
    office.twin.world.groups.set(id, made);
    return made;
  }

  function person(displayName: string): void {
    const like = office.twin.world.people.get(demoPerson('alexw')) as TwinPerson;
    const id = guid(`person:${displayName}`);
    const mail = `${id.slice(0, 8)}@contoso.com`;
    office.twin.world.people.set(id, { ...like, id, displayName, mail, userPrincipalName: mail });
    (office.twin.world.groups.get(demoGroup('sales')) as TwinGroup).members.add(id);
  }

  const called = (name: string) => {
    const found = [...office.twin.world.groups.values()].find(({ displayName }) => displayName === name);
    assert.ok(found, name);
    return found;
  };

  /** Says something, and gives what is new in the chat. */
  async function answer(alias: string, text: string): Promise<Seen> {
    const before = new Set((await office.chat(alias)).map(({ id }) => id));
    await office.say(alias, text);
    return office.sees(alias, (seen) => !before.has(seen.id));
  }

  /** Takes back what was asked, so that the next can ask the same. */
  async function cancel(alias: string, card: Seen): Promise<void> {
    const { statusCode } = await office.press(alias, card, 'cancel');
    assert.equal(statusCode, 200);
  }

  const asksFor: readonly (readonly [string, string])[] = [
    ['let me send as Marketing - Europe', 'Send as · Marketing - Europe'],
    ['let me send as Marketing – Europe', 'Send as · Marketing - Europe'],
    ['let me send on behalf of Centre for Learning for two weeks', 'Send on behalf · Centre for Learning'],
    ['laat mij verzenden als Hulp om de Hoek', 'Send as · Hulp om de Hoek'],
    ['laat mij namens Inkoop en Verkoop mailen omdat Patti weg is', 'Send on behalf · Inkoop en Verkoop'],
    ['let me send as Sales, Marketing & Support', 'Send as · Sales, Marketing & Support'],
    ['let me send as Way to Go', 'Send as · Way to Go'],
    [`let me send as "${long.at(-1)}"`, 'Send as · Everybody who sends the weekly letter'],
    ['let Jean - Luc Picard send as Sales', 'Jean - Luc Picard'],
    ['let Anna for Mayor send as Sales', 'Anna for Mayor'],
    ['laat Kim & Co verzenden als Sales', 'Kim & Co'],
    ['let Smith, John send as Sales', 'Smith, John'],
    ['let me send as Legal', 'Send as · Legal ('],
    ['let me send as tax office', 'Send as · Tax Office ('],
    ['let me send as Head Office', 'Send as · Head Office ('],
  ];
  for (const [sentence, wanted] of asksFor)
    it(`is taken whole in “${sentence}”`, async () => {
      const card = await answer('alexw', sentence);
      assert.match(card.text, /^waiting$/m);
      assert.match(card.text.replace(/[^\S\n]+/g, ' '), new RegExp(wanted.replace(/[()]/g, '\\$&'), 'm'));
      assert.equal(card.actions.filter(({ verb }) => verb === 'cancel').length, 1);
      await cancel('alexw', card);
    });

  it('is split where only its parts are groups', async () => {
    const card = await answer('alexw', 'let me send as Inkoop and Centre');
    assert.match(card.text, /Send as · Inkoop/);
    assert.match(card.text, /Send as · Centre/);
    for (const one of card.actions.filter(({ verb }) => verb === 'cancel'))
      await cancel('alexw', { ...card, actions: [one] });
  });

  it('that nothing has, leaves the request to the shorter one, with the rest as its reason', async () => {
    const card = await answer('alexw', 'let me send as Support - Asia');
    assert.match(card.text, /Send as · Support/);
    assert.match(card.text, /Asia/);
    await cancel('alexw', card);
  });

  for (const [sentence, name, shorter] of [
    ['stop Alex Wilber from sending as Marketing - Europe', 'Marketing - Europe', 'Marketing'],
    ['Alex Wilber should no longer send as Centre for Learning', 'Centre for Learning', 'Centre'],
    ['Alex Wilber mag niet meer verzenden als Hulp om de Hoek', 'Hulp om de Hoek', 'Hulp'],
  ] as const)
    it(`is what the right is taken from in “${sentence}”`, async () => {
      for (const one of [name, shorter]) called(one).sendAs.add(demoPerson('alexw'));
      const told = await answer('meganb', sentence);
      assert.ok(told.text.includes(name), told.text);
      await settled(() => !called(name).sendAs.has(demoPerson('alexw')));
      assert.ok(called(shorter).sendAs.has(demoPerson('alexw')));
    });

  for (const [sentence, shorter] of [
    ['stop Alex Wilber from sending as Support - Asia', 'Support'],
    ['Alex Wilber should no longer send as Centre for Arts', 'Centre'],
    ['Alex Wilber mag niet meer verzenden als Hulp voor Ouderen', 'Hulp'],
    ['trek het recht van Alex Wilber op Hulp: Noord in', 'Hulp'],
  ] as const)
    it(`that may be cut takes nothing away in “${sentence}” before somebody says so`, async () => {
      called(shorter).sendAs.add(demoPerson('alexw'));
      const asked = await answer('meganb', sentence);
      assert.ok(called(shorter).sendAs.has(demoPerson('alexw')));
      assert.doesNotMatch(asked.text, /has taken|ending|neemt|beëindigd/i);
      const choice = asked.actions.find(({ verb }) => verb === 'choose');
      if (choice === undefined) return;
      await office.press('meganb', { ...asked, actions: [choice] }, 'choose');
      await settled(() => !called(shorter).sendAs.has(demoPerson('alexw')));
    });

  it('with a reason behind it that says so is taken away from without a question', async () => {
    called('Support').sendAs.add(demoPerson('alexw'));
    await office.say('meganb', 'stop Alex Wilber from sending as Support because he left the desk');
    await settled(() => !called('Support').sendAs.has(demoPerson('alexw')));
  });

  it('is what a request is cancelled for, and no other request is', async () => {
    const card = await answer('alexw', 'let me send as Support');
    const told = await answer('alexw', 'cancel my request for Support - Asia');
    assert.doesNotMatch(told.text, /^cancelled$/m);
    const whole = await answer('alexw', 'let me send as Marketing - Europe');
    await office.say('alexw', 'annuleer mijn verzoek voor Marketing - Europe');
    await office.sees('alexw', (seen) => /^cancelled$/m.test(seen.text) && seen.text.includes('Marketing - Europe'));
    await office.sees('alexw', (seen) => seen.id === card.id && /^waiting$/m.test(seen.text));
    assert.ok(whole.text.includes('Marketing - Europe'));
    await cancel('alexw', card);
  });

  for (const [sentence, wanted] of [
    ['who can send as Marketing - Europe?', 'Marketing - Europe'],
    ['wie kan er verzenden als Hulp om de Hoek?', 'Hulp om de Hoek'],
    ['who can send as Sales, Marketing & Support?', 'Sales, Marketing & Support'],
    ['audit Marketing - Europe', 'Marketing - Europe'],
    ['audit Sales, Marketing & Support', 'Sales, Marketing & Support'],
    ['audit Hulp om de Hoek', 'Hulp om de Hoek'],
  ] as const)
    it(`is what “${sentence}” is answered about`, async () => {
      const { text } = await answer('meganb', sentence);
      assert.ok(text.includes(wanted), text);
      assert.doesNotMatch(text, /found no group|Which group|did not understand/);
    });

  for (const sentence of ['what can Jean - Luc Picard send as?', 'wat kan Smith, John versturen als?'])
    it(`of a person is what “${sentence}” is answered about`, async () => {
      const { text } = await answer('nestorw', sentence);
      assert.match(text, /Jean - Luc Picard|Smith, John/);
      assert.doesNotMatch(text, /found nobody|Which person|did not understand/);
    });

  it('that is one group’s beginning in the middle of a word is asked back', async () => {
    const asked = await answer('alexw', 'let me send as Atel');
    assert.match(asked.text, /no group called exactly “Atel”/);
    assert.ok(asked.text.includes('Ateliers'));
    const { text } = await office.press('alexw', asked, 'choose');
    assert.match(text, /Send as · Ateliers/);
  });

  async function settled(is: () => boolean): Promise<void> {
    await eventually(
      async () => is(),
      () => 'the right stands as before',
    );
  }
});
