import assert from 'node:assert/strict';
import { idle } from '../support/idle.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

describe('the end of a right by its clock', () => {
  const day = 86_400_000;
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  it('edits each card once: it says that the right has ended, and never that it is about to', async () => {
    await office.say('alexw', 'let me send as Training for two weeks');
    const card = await office.sees('pattif', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    const id = String(card.actions[0]?.data.request);
    const has = (status: RegExp) => (seen: Seen) => seen.text.includes(id) && status.test(seen.text);
    await office.press('pattif', card, 'approve');
    await office.sees('alexw', has(/^applied$/m));
    await office.sees('pattif', has(/^applied$/m));
    await idle(office);
    await office.stopBot();
    const turned = 14 * day + 60_000;
    office.jump(turned);
    const before = office.twin.calls.length;
    await office.startBot();
    const ended = await Promise.all(['alexw', 'pattif'].map((who) => office.sees(who, has(/^ended$/m))));
    assert.ok(ended.every(({ text }) => !/^ending$/m.test(text)));
    await idle(office, turned);
    const edited = office.twin.calls
      .slice(before)
      .filter(({ method, status }) => method === 'PUT' && status === 200)
      .map(({ path }) => path);
    // Of who asked, the card and the news that it was applied; of the owner the card, in a chat with two addresses.
    assert.equal(edited.length, 4);
    assert.equal(new Set(edited).size, 4);
  });
});
