import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** Who hears what, and who does not any more: cards tell the truth for as long as they stand in a chat. */

describe('cards and news', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const decidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');
  const group = (alias: string) => {
    const found = office.twin.world.groups.get(demoGroup(alias));
    assert.ok(found);
    return found;
  };
  const disable = (alias: string) => {
    const { people } = office.twin.world;
    const person = people.get(demoPerson(alias));
    assert.ok(person);
    people.set(person.id, { ...person, accountEnabled: false });
  };

  it('offer to give a right back only while it is held', async () => {
    await office.say('meganb', 'let Alex Wilber send as Training');
    await office.press('pattif', await office.sees('pattif', decidable), 'approve');
    const news = await office.sees('alexw', (seen) => /^applied$/m.test(seen.text));
    assert.deepEqual(
      news.actions.map(({ verb }) => verb),
      ['revoke'],
    );
    await office.say('pattif', 'stop Alex Wilber from sending as Training');
    const ended = await office.sees('alexw', (seen) => seen.id === news.id && /^ended$/m.test(seen.text));
    assert.deepEqual(ended.actions, []);
    // The card that the owner decided on says so too, and who took it away hears it once.
    await office.sees('pattif', (seen) => /^ended$/m.test(seen.text) && /approved by Patti/.test(seen.text));
  });

  it('tell the one who asks that nobody could be reached, until somebody is', async () => {
    for (const owner of ['meganb', 'pattif']) office.twin.teams.block(demoPerson(owner));
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', /^waiting$/m);
    // Not before they could have been: an owner may just be slower than the one who asks.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.ok((await office.chat('alexw')).every(({ text }) => !/could not reach/.test(text)));
    office.jump(11_000);
    // Any new work makes the worker look at the clock.
    await office.say('isaiahl', 'let Lee Chen send as Sales');
    const told = await office.sees('alexw', (seen) => seen.id === card.id && /could not reach any/.test(seen.text));
    assert.match(told.text, /what is waiting for me\?/);
  });

  it('go to nobody whose account is switched off, or who is no owner any more', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', decidable);
    await office.sees('pattif', decidable);
    disable('pattif');
    group('marketing').owners.delete(demoPerson('pattif'));
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', (seen) => /^applied$/m.test(seen.text));
    const before = (await office.chat('pattif')).length;
    await office.say('alexw', 'stop me from sending as Marketing');
    await office.sees('meganb', (seen) => seen.id !== card.id && /^ended$/m.test(seen.text));
    assert.equal((await office.chat('pattif')).length, before);
  });

  it('go to the admins when all owners have left, and an admin decides on that card', async () => {
    await office.say('alexw', 'let me send as Training');
    const asked = await office.sees('alexw', /^waiting$/m);
    await office.sees('pattif', decidable);
    await office.stopBot();
    group('training').owners.clear();
    await office.startBot();
    const card = await office.sees('nestorw', (seen) => decidable(seen) && /Alex Wilber/.test(seen.text));
    // The one who asked is told who is waited for now, on the card and in words.
    await office.sees('alexw', (seen) => seen.id === asked.id && /Nestor/.test(seen.text) && !/Patti/.test(seen.text));
    await office.say('alexw', 'my requests');
    await office.sees('alexw', (seen) => seen.id !== asked.id && /Training[\s\S]*Nestor/.test(seen.text));
    const answer = await office.press('nestorw', card, 'approve');
    assert.match(answer.text, /^approved$/m);
    await office.sees('alexw', (seen) => seen.id !== asked.id && /^applied$/m.test(seen.text));
    await office.sees('nestorw', (seen) => seen.id === card.id && /^applied$/m.test(seen.text));
    await eventually(
      async () => (await office.chat('nestorw')).filter(({ card: one }) => one !== null).length === 2,
      () => 'one welcome, one card',
    );
    // The audit says who was asked in whose place.
    await office.say('nestorw', 'audit Training');
    await office.sees('nestorw', /request passed on[\s\S]*now asked: [^;]*Nestor[^;]*; asked before: [^;]*Patti/);
  });

  it('go to a new owner while a request waits, and say once to one who has left that others decide', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const asked = await office.sees('alexw', /^waiting$/m);
    const left = await office.sees('pattif', decidable);
    const stays = await office.sees('meganb', decidable);
    await office.stopBot();
    group('marketing').owners.delete(demoPerson('pattif'));
    group('marketing').owners.add(demoPerson('miriamg'));
    await office.startBot();
    const fresh = await office.sees('miriamg', (seen) => decidable(seen) && /Alex Wilber/.test(seen.text));
    const last = await office.sees('pattif', (seen) => seen.id === left.id && /no longer decide/.test(seen.text));
    assert.deepEqual(last.actions, []);
    await office.sees('alexw', (seen) => seen.id === asked.id && /Miriam/.test(seen.text) && !/Patti/.test(seen.text));
    const kept = await office.sees('meganb', (seen) => seen.id === stays.id && decidable(seen));
    assert.match((await office.press('miriamg', fresh, 'deny', { reason: 'not before May' })).text, /^denied$/m);
    await office.sees('meganb', (seen) => seen.id === kept.id && /^denied$/m.test(seen.text));
    await office.say('nestorw', 'audit Marketing');
    await office.sees(
      'nestorw',
      /request passed on[\s\S]*now asked: [^;]*Megan[^;]*Miriam[^;]*; asked before: [^;]*Patti/,
    );
    assert.equal((await office.chat('pattif')).find(({ id }) => id === left.id)?.text, last.text);
  });

  it('are kept in step while the directory is away: who is asked is on record', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const asked = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'cancel'));
    const cards = [await office.sees('meganb', decidable), await office.sees('pattif', decidable)];
    office.twin.misbehave('graph', { kind: 'down' });
    await office.press('alexw', asked, 'cancel');
    for (const [n, alias] of ['meganb', 'pattif'].entries())
      await office.sees(alias, (seen) => seen.id === cards[n]?.id && /^cancelled$/m.test(seen.text));
  });

  it('record somebody as asked who became an owner meanwhile and looks what waits', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const asked = await office.sees('alexw', /^waiting$/m);
    await office.sees('meganb', decidable);
    group('marketing').owners.add(demoPerson('miriamg'));
    await office.say('miriamg', 'what is waiting for me?');
    const card = await office.sees('miriamg', decidable);
    const own = await office.sees('alexw', (seen) => seen.id === asked.id && /Miriam/.test(seen.text));
    office.twin.misbehave('graph', { kind: 'down' });
    await office.press('alexw', own, 'cancel');
    await office.sees('miriamg', (seen) => seen.id === card.id && /^cancelled$/m.test(seen.text));
    assert.equal((await office.chat('miriamg')).filter((seen) => /Alex Wilber/.test(seen.text)).length, 1);
  });

  it('show an owner who has left since the approval nothing of the end', async () => {
    await office.say('alexw', 'let me send as Marketing for two hours');
    const left = await office.sees('pattif', decidable);
    const stays = await office.sees('meganb', decidable);
    await office.press('meganb', stays, 'approve');
    await office.sees('pattif', (seen) => seen.id === left.id && /^applied$/m.test(seen.text));
    group('marketing').owners.delete(demoPerson('pattif'));
    office.jump(2 * 3_600_000 + 60_000);
    await office.say('isaiahl', 'let Lee Chen send as Sales');
    await office.sees('meganb', (seen) => seen.id === stays.id && /^ended$/m.test(seen.text));
    await office.sees('pattif', (seen) => seen.id === left.id && /no longer decide/.test(seen.text));
    assert.ok((await office.chat('pattif')).every(({ text }) => !/ended/.test(text)));
  }).timeout(40_000);
});
