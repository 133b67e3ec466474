import assert from 'node:assert/strict';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Forwarded, pasted, quoted and edited messages: whose wish they are. */

describe("somebody else's words", () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const alex = demoPerson('alexw');
  const waiting = async (alias: string) => (await office.chat(alias)).filter(({ text }) => /^waiting$/m.test(text));
  const formOf = (seen: Seen) => {
    const inputs = new Map<string, unknown>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { id, value } = node as { id?: string; value?: unknown };
      if (typeof id === 'string') inputs.set(id, value);
      Object.values(node).forEach(walk);
    };
    walk(seen.card);
    return inputs;
  };

  it('that are forwarded ask for nobody: the form asks for whom, with the rest filled in', async () => {
    const text = 'let me send as Marketing for two weeks';
    await office.say('meganb', '', { forward: { from: alex, text } });
    const form = await office.sees('meganb', /somebody else’s words, so I have asked for nothing/);
    const inputs = formOf(form);
    assert.equal(inputs.get('people') ?? '', '', 'nobody is chosen');
    assert.match(String(inputs.get('group')), /./);
    assert.equal(inputs.get('right'), 'sendAs');
    assert.equal(inputs.get('term'), 'P14D');
    assert.deepEqual(await waiting('meganb'), []);
    const data = { people: alex, group: inputs.get('group'), right: 'sendAs', term: 'P14D' };
    assert.match((await office.press('meganb', form, 'submit', data)).text, /^waiting$/m);
  });

  it('that are forwarded with a word that says nothing are heard in Dutch as well', async () => {
    const text = 'laat mij verzenden als Marketing';
    await office.say('meganb', 'kun je dit regelen?', { forward: { from: alex, text }, locale: 'nl-NL' });
    await office.sees('meganb', /woorden van iemand anders, dus heb ik niets gevraagd/);
    assert.deepEqual(await waiting('meganb'), []);
  });

  it('that are forwarded do not count where the speaker says it in own words', async () => {
    const text = 'let me send as Training';
    await office.say('meganb', 'let Alex Wilber send as Marketing', { forward: { from: alex, text } });
    const card = await office.sees('meganb', /^waiting$/m);
    assert.match(card.text, /Alex Wilber/);
    assert.match(card.text, /Marketing/);
    assert.equal((await waiting('meganb')).length, 1);
  });

  it('that are pasted ask for nobody, and what only looks is answered', async () => {
    await office.say('meganb', 'let me send as Marketing', { pasted: true });
    await office.sees('meganb', /somebody else’s words, so I have asked for nothing/);
    await office.say('meganb', '[10:12] Alex Wilber: let me send as Marketing');
    assert.deepEqual(await waiting('meganb'), []);
    await office.say('meganb', 'who can send as Marketing?', { pasted: true });
    await office.sees('meganb', (seen) => /Marketing/.test(seen.text) && /[Nn]obody|Send as/.test(seen.text));
  });

  it('decide nothing and take nothing away', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    const id = String(card.actions[0]?.data.request);
    await office.say('meganb', '', { forward: { from: demoPerson('pattif'), text: `approve ${id}` } });
    await office.sees('meganb', /somebody else’s message, so I have done nothing/);
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', /^applied$/m);
    const text = 'stop Alex Wilber from sending as Marketing';
    const before = (await office.chat('pattif')).length;
    await office.say('pattif', '', { forward: { from: demoPerson('meganb'), text } });
    await office.sees('pattif', /somebody else’s message, so I have done nothing/);
    assert.ok((await office.chat('pattif')).length > before);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  }).timeout(30_000);

  it('that are quoted are passed over: the reply is heard', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', /^waiting$/m);
    await office.say('alexw', 'my requests', { quote: card.id });
    await office.sees('alexw', (seen) => seen.id !== card.id && /Marketing/.test(seen.text) && seen.card !== null);
    await office.say('alexw', 'cancel it', { quote: card.id });
    await office.sees('alexw', /^cancelled$/m);
  });

  it('that are all of a reply are asked about, kindly', async () => {
    await office.say('alexw', 'help');
    const help = await office.sees('alexw', (seen) => seen.card !== null);
    await office.say('alexw', '', { quote: help.id });
    await office.sees('alexw', /the message that you quoted, but no words of your own/);
  });
});

describe('a message that is edited', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const alex = demoPerson('alexw');
  const edit = async (id: string, text: string) =>
    office.twin.teams.edit(alex, await office.twin.teams.personalChat(alex), id, text);
  const made = async () => (await office.chat('alexw')).filter(({ text }) => /^waiting$/m.test(text)).length;

  it('is no new order where it was acted upon', async () => {
    await office.say('alexw', 'let me send as Marketing', { activityId: '1' });
    await office.sees('alexw', /^waiting$/m);
    assert.equal(await edit('1', 'let me send as Training'), 200);
    await office.sees('alexw', /You have changed a message\. I act on new messages only/);
    assert.equal(await made(), 1);
  });

  it('is heard, once, where nothing of it was understood', async () => {
    await office.say('alexw', 'marketing blah', { activityId: '1' });
    await office.sees('alexw', (seen) => seen.text !== '' && !/Hello/.test(seen.text));
    await edit('1', 'let me send as Marketing');
    await office.sees('alexw', /^waiting$/m);
    await edit('1', 'let me send as Marketing');
    await edit('1', 'let me send as Training');
    await office.sees('alexw', /You have changed a message/);
    assert.equal(await made(), 1);
  });

  it('is no new order where nobody knows what became of it', async () => {
    await office.say('alexw', 'hi');
    assert.equal(await edit('older', 'let me send as Marketing'), 200);
    await office.sees('alexw', /You have changed a message/);
    assert.equal(await made(), 0);
  });
});

describe('a mention', () => {
  let office: Office;
  let conversation: string;
  beforeEach(async () => {
    office = await openOffice();
    const people = ['alexw', 'meganb', 'pattif'].map(demoPerson);
    await office.twin.teams.personalChat(demoPerson('pattif'));
    conversation = await office.twin.teams.gather(people);
  });
  afterEach(() => office.close());

  const namesake = () => {
    const one = [...office.twin.world.people.values()].find(({ displayName }) => displayName === 'Lee Gu');
    assert.ok(one);
    Object.assign(one, { displayName: 'Alex Stone' });
  };
  const mentioned = (text: string, alias: string, mentionedAs: (name: string) => readonly string[]) =>
    office.say('pattif', text, { conversation, mentions: [demoPerson(alias)], mentionedAs });

  it('that is shortened to the first name is still that certain person', async () => {
    namesake();
    await mentioned('let Alex send as Marketing', 'alexw', (name) => [name.split(' ')[0] ?? '']);
    const card = await office.sees('pattif', /^waiting$/m);
    assert.match(card.text, /Alex Wilber/);
  });
  it('that Teams takes apart is one person', async () => {
    await mentioned('let Alex Wilber send as Marketing', 'alexw', (name) => name.split(' '));
    const card = await office.sees('pattif', /^waiting$/m);
    assert.match(card.text, /Alex Wilber/);
  });
  it('is looked up by its name where the roster cannot be asked', async () => {
    office.twin.misbehave('connector', { kind: 'down', times: 1 });
    await mentioned('let Alex Wilber send as Marketing', 'alexw', (name) => [name]);
    await office.sees('pattif', /^waiting$/m);
  });
});
