import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';

/** Changes wait in line for Exchange, with everything checked; then what some of them rest on is lost. */

describe('what was approved and waits in line for Exchange', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  const calls = (cmdlet: string) => office.twin.calls.filter((call) => call.cmdlet === cmdlet).length;

  /** Asks for Marketing; gives the owner's press on Approve. */
  async function asked(asker: string, owner: string): Promise<() => Promise<unknown>> {
    await office.say(asker, 'let me send as Marketing');
    const name = office.twin.world.people.get(demoPerson(asker))?.displayName ?? assert.fail();
    const card = await office.sees(owner, (seen) => seen.text.includes(name) && seen.actions.length > 0);
    return () => office.press(owner, card, 'approve');
  }

  /** Until nobody has called anything for a while. */
  async function quiet(): Promise<void> {
    for (let seen = -1; seen !== office.twin.calls.length; await pause(150)) seen = office.twin.calls.length;
  }

  it('is applied only if nothing that it rests on was lost meanwhile, and the cards say so', async () => {
    const presses = [await asked('alexw', 'meganb'), await asked('leegu', 'pattif'), await asked('lidiah', 'pattif')];
    office.twin.misbehave('exchange', { kind: 'late', ms: 700 });
    await Promise.all(presses.map((press) => press()));
    await quiet();
    // All is checked, and what stands in Exchange is on its way to us: now a pause, which the changes wait out in line.
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 2, times: 1 });
    await office.say('meganb', 'who can send as Marketing?');
    await eventually(
      async () => office.twin.calls.some(({ status }) => status === 429),
      () => 'no pause',
    );
    assert.equal(calls('Add-RecipientPermission'), 0);
    const { owners, members } = office.twin.world.groups.get(demoGroup('marketing')) ?? assert.fail();
    owners.delete(demoPerson('meganb'));
    members.delete(demoPerson('leegu'));
    // Of the card; the news of it is short.
    await office.sees('alexw', (seen) => /^failed$/m.test(seen.text) && /Megan Bowen/.test(seen.text));
    await office.sees('leegu', /^failed$/m);
    await office.sees('lidiah', /^applied$/m);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['lidiah']);
    assert.equal(calls('Add-RecipientPermission'), 1, 'the others never went');
  }).timeout(60_000);
});
