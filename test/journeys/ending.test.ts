import assert from 'node:assert/strict';
import { eventually, type Office, openOffice } from '../support/office.ts';

const day = 86_400_000;

describe('a right has an end', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  async function grant(text: string, owner: string, holder = 'alexw'): Promise<string> {
    const earlier = new Set((await office.chat(owner)).map(({ id }) => id));
    await office.say(holder, text);
    const card = await office.sees(
      owner,
      (seen) => !earlier.has(seen.id) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    const id = String(card.actions[0]?.data.request);
    await office.press(owner, card, 'approve');
    await office.sees(holder, (seen) => seen.text.includes(id) && /^(applied|toegepast)$/m.test(seen.text));
    return id;
  }

  it('is taken away when its time is up, also after a restart, and holder and owners are told', async () => {
    const id = await grant('let me send as Training for two weeks', 'pattif');
    assert.ok(office.holders('training', 'sendAs').includes('alexw'));
    office.jump(13 * day);
    await office.stopBot();
    await office.startBot();
    await office.say('alexw', 'my requests');
    assert.ok(office.holders('training', 'sendAs').includes('alexw'), 'not before its time');
    office.jump(day + 60_000);
    await office.stopBot();
    await office.startBot();
    await office.sees('alexw', (seen) => seen.text.includes(id) && /^ended$/m.test(seen.text));
    await office.sees('pattif', (seen) => seen.text.includes(id) && /^ended$/m.test(seen.text));
    assert.deepEqual(office.holders('training', 'sendAs'), ['meganb']);
  });

  it('is given back by its holder at once', async () => {
    await grant('let me send as Marketing', 'meganb');
    await office.say('alexw', "I'm done sending as Marketing");
    await eventually(
      async () => !office.holders('marketing', 'sendAs').includes('alexw'),
      () => 'still held',
    );
    // News to the owners as well, which is not about themselves.
    for (const owner of ['meganb', 'pattif'])
      await office.sees(owner, /^ended$[\s\S]*Alex Wilber \(alexw@contoso\.com\) has given it back/m);
    const told = (await Promise.all(['meganb', 'pattif'].map(office.chat))).flat();
    assert.deepEqual(
      told.filter(({ text }) => text.includes('You have given')),
      [],
    );
    await office.sees('alexw', /You have given it back/);
  });

  it('is taken away by an owner, with a reason that the holder reads', async () => {
    await grant('let me send as Marketing', 'meganb');
    await office.say('pattif', 'stop Alex from sending as Marketing because the campaign is over');
    await office.sees('alexw', /ended[\s\S]*the campaign is over/);
    assert.ok(!office.holders('marketing', 'sendAs').includes('alexw'));
  });

  it('is taken away by an owner also where somebody gave it by hand', async () => {
    assert.ok(office.holders('training', 'sendAs').includes('meganb'));
    await office.say('pattif', 'stop Megan Bowen from sending as Training');
    await eventually(
      async () => !office.holders('training', 'sendAs').includes('meganb'),
      () => 'still held',
    );
    await office.sees('meganb', /ended/);
    await office.say('nestorw', 'audit Training');
    await office.sees('nestorw', /right ended/);
  });

  it('is not the other one: who may end it is told which of the two is there', async () => {
    await office.say('pattif', 'stop Lidia Holloway from sending as Marketing');
    await office.sees(
      'pattif',
      /no such right on Marketing[^.]*\.com\)\. What is there is Send on behalf: say “on behalf of”/,
    );
    await office.say('leegu', 'stop Lidia Holloway from sending as Marketing');
    const { text } = await office.sees('leegu', /owner/);
    assert.doesNotMatch(text, /Send on behalf/);
    assert.ok(office.holders('marketing', 'sendOnBehalf').includes('lidiah'));
  });

  it('is not taken away by somebody who is neither holder, owner nor admin', async () => {
    await grant('let me send on behalf of Marketing', 'meganb');
    await office.say('leegu', 'stop Alex from sending on behalf of Marketing');
    await office.sees('leegu', (seen) => seen.card === null && /owner/.test(seen.text));
    assert.ok(office.holders('marketing', 'sendOnBehalf').includes('alexw'));
  });

  it('leaves exactly the new right when one is exchanged for the other: added first, removed after', async () => {
    const before = office.twin.changes.length;
    await office.say('alexw', 'let me send as Marketing');
    const asked = await office.sees(
      'alexw',
      (seen) => /Send as · Marketing/.test(seen.text) && /^waiting$/m.test(seen.text),
    );
    assert.match(asked.text, /Send on behalf/, 'the asker is told of the other right');
    const card = await office.sees(
      'pattif',
      (seen) => /Send as · Marketing/.test(seen.text) && /^waiting$/m.test(seen.text) && seen.actions.length > 0,
    );
    assert.match(card.text, /taken away/, 'the owner is told before deciding');
    await office.press('pattif', card, 'approve');
    const id = String(card.actions[0]?.data.request);
    await office.sees('alexw', (seen) => seen.text.includes(id) && /^applied$/m.test(seen.text));
    const changes = office.twin.changes.slice(before).map(({ change, right }) => `${change} ${right}`);
    assert.deepEqual(changes, ['add sendAs', 'remove sendOnBehalf']);
  });

  it('answers who asks for what is held already with the truth, and makes no request', async () => {
    const count = (await office.chat('meganb')).length;
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', (seen) => seen.card === null && /already/.test(seen.text));
    assert.equal((await office.chat('meganb')).length, count);
  });
});
