import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Office, openOffice } from '../support/office.ts';

/** The requests say what is to be done; the work only wakes somebody up. */
describe('work that was lost', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  async function approved(sentence: string): Promise<string> {
    const before = new Set((await office.chat('pattif')).map(({ id }) => id));
    await office.say('alexw', sentence);
    const card = await office.sees(
      'pattif',
      (seen) => !before.has(seen.id) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    await office.press('pattif', card, 'approve');
    return String(card.actions[0]?.data.request);
  }
  const ends = (id: string, word: string) =>
    office.sees('alexw', (seen) => seen.text.includes(id) && new RegExp(`^${word}$`, 'm').test(seen.text));

  it('is put back at the next start: what is approved is applied, and what is past its time ends', async () => {
    const timed = await approved('let me send as Marketing for an hour');
    await ends(timed, 'applied');
    office.twin.misbehave('exchange', { kind: 'down' });
    const waiting = await approved('let me send on behalf of Training');
    await office.stopBot();
    const db = new DatabaseSync(join(office.dir, 'behalf.db'));
    const lost = db.prepare('delete from work').run().changes;
    db.close();
    assert.ok(Number(lost) >= 2, `${lost} pieces of work were there`);
    office.twin.misbehave('exchange', null);
    office.jump(2 * 3600_000);
    await office.startBot();
    await ends(waiting, 'applied');
    await ends(timed, 'ended');
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
    assert.ok(office.holders('training', 'sendOnBehalf').includes('alexw'));
  });
});
