import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { CmdletError } from '../../bot/sandbox/exchange/cmdlet.ts';
import type { TwinGroup } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** Exchange has many replicas, and a reading may come from one that lags: it is no proof that there is nothing to do. */

describe('when a reading of Exchange is older than the last change', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const changes = () => office.twin.changes.map(({ change, right }) => `${change} ${right}`);
  const stale = (ms: number) => office.twin.misbehave('exchange', { kind: 'stale', ms });
  const approvable = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'approve');

  async function asked(sentence = 'let me send as Marketing'): Promise<Seen> {
    await office.say('alexw', sentence);
    return office.sees('meganb', approvable);
  }

  /** Until the newest request of Alex's ends so. */
  const ends = (word: string) => office.sees('alexw', (seen) => new RegExp(`^${word}$`, 'm').test(seen.text));

  const logged = (what: string) =>
    eventually(
      async () => office.logged.some(({ event }) => event === what),
      () => `no ${what}`,
    );
  /** Stops the bot, with work that is due now and was tried so often. */
  async function tried(tries: number): Promise<void> {
    await office.stopBot();
    const db = new DatabaseSync(join(office.dir, 'behalf.db'));
    db.prepare("update work set tries = ?, due = ? where id like 'end:%'").run(tries, new Date().toISOString());
    db.close();
  }

  it('applies a right that still seems to be there, though it was taken away a moment ago', async () => {
    await office.press('meganb', await asked(), 'approve');
    await ends('applied');
    await pause(1000);
    await office.say('alexw', "I'm done sending as Marketing");
    await ends('ended');
    const card = await asked('let me send as Marketing for 2 weeks');
    const since = Date.now() - Date.parse(office.twin.changes[1]?.at ?? '');
    // The state of the second in which the right stood.
    stale(since + 500);
    await office.press('meganb', card, 'approve');
    const applied = await office.sees(
      'alexw',
      (seen) => /^applied$/m.test(seen.text) && /2 weeks|December/.test(seen.text),
    );
    office.twin.misbehave('exchange', null);
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs', 'add sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
    // It is ours, whatever the reading said: its time will end it.
    assert.doesNotMatch(applied.text, /by hand|already/);
    office.jump(15 * 24 * 3600_000);
    await office.sees('alexw', (seen) => seen.id === applied.id && /^ended$/m.test(seen.text));
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  }).timeout(60_000);

  it('keeps a right that was given anew while the end of the one before it is tried again', async () => {
    await office.press('meganb', await asked(), 'approve');
    const before = await ends('applied');
    const { sendAs } = office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
    sendAs.delete = (person) => {
      sendAs.delete = Set.prototype.delete;
      office.twin.misbehave('exchange', { kind: 'lose-reply' });
      return Set.prototype.delete.call(sendAs, person);
    };
    await office.say('alexw', "I'm done sending as Marketing");
    await pause(1500);
    stale(60_000);
    const card = await asked('let me send as Marketing for 2 weeks');
    await office.press('meganb', card, 'approve');
    // Readings show nothing for so long that both are tried again.
    await pause(3000);
    office.twin.misbehave('exchange', null);
    await office.sees('alexw', (seen) => /^applied$/m.test(seen.text) && /2 weeks|December/.test(seen.text));
    await office.sees('alexw', (seen) => seen.id === before.id && /^ended$/m.test(seen.text));
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs', 'add sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  }).timeout(40_000);

  it('takes a right away that does not seem to be there yet', async () => {
    await office.press('meganb', await asked(), 'approve');
    await ends('applied');
    stale(60_000);
    await office.say('alexw', "I'm done sending as Marketing");
    await ends('ended');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  }).timeout(30_000);

  it('finishes taking back what lost its ground, though the ground is there again meanwhile', async () => {
    const { owners, sendAs } = office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
    const card = await asked();
    const down = () => office.twin.misbehave('exchange', { kind: 'down' });
    sendAs.add = (person) => {
      sendAs.add = Set.prototype.add;
      down();
      owners.delete(demoPerson('meganb'));
      return Set.prototype.add.call(sendAs, person);
    };
    sendAs.delete = (person) => {
      sendAs.delete = Set.prototype.delete;
      down();
      owners.add(demoPerson('meganb'));
      return Set.prototype.delete.call(sendAs, person);
    };
    const waits = () => office.logged.filter(({ event }) => event === 'effect-waits').length;
    const press = office.press('meganb', card, 'approve');
    for (const times of [1, 2]) {
      await eventually(
        async () => waits() >= times,
        () => `waited ${waits()} times: ${changes()}`,
      );
      office.twin.misbehave('exchange', null);
    }
    await press;
    await ends('failed');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  }).timeout(40_000);

  it('believes no refusal, however often it was tried before', async () => {
    await office.press('meganb', await asked(), 'approve');
    await ends('applied');
    const { sendAs } = office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
    office.twin.misbehave('exchange', { kind: 'down' });
    await office.say('alexw', "I'm done sending as Marketing");
    await logged('end-not-read');
    await tried(9);
    sendAs.has = () => {
      sendAs.has = Set.prototype.has;
      throw new CmdletError('Ex1B2C3D|Microsoft.Exchange.Data.DataSourceOperationException|Something went wrong.');
    };
    stale(60_000);
    await office.startBot();
    await logged('exchange-refuses');
    await tried(0);
    await office.startBot();
    await ends('ended');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  }).timeout(30_000);

  it('takes a right away that does not seem to be there, also when Exchange would not hear of it at first', async () => {
    await office.press('meganb', await asked(), 'approve');
    await ends('applied');
    stale(60_000);
    const { sendAs } = office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
    sendAs.has = () => {
      sendAs.has = Set.prototype.has;
      throw new CmdletError('Ex1B2C3D|Microsoft.Exchange.Data.DataSourceOperationException|Something went wrong.');
    };
    await office.say('alexw', "I'm done sending as Marketing");
    await ends('ended');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  }).timeout(30_000);
});
