import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** What somebody sends who knows more, or writes other data, than a card would let them. */

describe('the answers to what is not theirs, or was not on the card,', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  it('tell a colleague nothing of a request that is not theirs, though they are in the group and know its id', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    const id = String(card.actions.find(({ verb }) => verb === 'approve')?.data.request);
    office.twin.world.groups.get(demoGroup('marketing'))?.members.add(demoPerson('adelev'));
    await office.say('adelev', `approve ${id}`);
    const theirs = await office.sees('adelev', new RegExp(id));
    await office.say('adelev', 'approve K7QF');
    const none = await office.sees('adelev', /K7QF/);
    assert.equal(theirs.text.replaceAll(id, 'K7QF'), none.text);
  });

  it('say to a former owner who presses for all lines that only an owner decides, not that somebody has', async () => {
    await office.say('meganb', 'let Alex Wilber send as Marketing and Training');
    const all = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve-all');
    const card = await office.sees('pattif', all);
    for (const group of ['marketing', 'training'])
      office.twin.world.groups.get(demoGroup(group))?.owners.delete(demoPerson('pattif'));
    const answer = await office.press('pattif', card, 'approve-all');
    assert.match(answer.text, /owner/);
    assert.doesNotMatch(answer.text, /Already/);
    assert.equal(office.twin.changes.length, 0);
  });

  it('keep a form from asking for another end than its card would show', async () => {
    await office.say('alexw', 'request');
    const form = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'submit'));
    const wish = { people: demoPerson('alexw'), group: demoGroup('marketing'), right: 'sendAs' };
    for (const end of [{ term: 'P1Dt87000h' }, { term: 'until', until: '20991201' }, { term: 'PT9.5H' }]) {
      const answer = await office.press('alexw', form, 'submit', { ...wish, ...end });
      assert.doesNotMatch(answer.text, /waiting/, JSON.stringify(end));
    }
    const sent = await office.press('alexw', form, 'submit', { ...wish, term: 'P14D' });
    assert.match(sent.text, /waiting/);
  });
});
