import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Circle, crowd } from '../crash/crowd.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** However much waits for Exchange: a right that is to end is the first that is changed there. */

const policy = 'openRequests: 100\nlookUps: 1000000';

describe('an end, while fifty approved changes wait for Exchange', () => {
  const { world, circles } = crowd(50);
  let office: Office;
  before(() => {
    for (const { group } of circles) {
      group.members.add(demoPerson('leegu'));
      group.owners.clear();
      group.owners.add(demoPerson('pattif'));
    }
  });
  beforeEach(async () => {
    office = await openOffice({ world, env: { POLICY_FILE: 'policy.yaml' }, files: { 'policy.yaml': policy } });
  });
  afterEach(async () => {
    await office.close();
    for (const { group } of circles) group.sendAs.clear();
    world.groups.get(demoGroup('marketing'))?.sendAs.clear();
  });

  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);

  async function fiveApproved(five: readonly Circle[]): Promise<void> {
    const names = five.map(({ group }) => `"${group.displayName}"`);
    await office.say('leegu', `let me send as ${names.join(', ')}`);
    const fresh = (seen: Seen) => offers('approve-all')(seen) && seen.text.includes(five[0]?.group.displayName ?? '');
    await office.press('pattif', await office.sees('pattif', fresh), 'approve-all');
  }

  /** One right stands; then Exchange wants a pause, and fifty are approved meanwhile. */
  async function fiftyWait(term = ''): Promise<void> {
    await office.say('alexw', `let me send as Marketing${term}`);
    await office.press('meganb', await office.sees('meganb', offers('approve')), 'approve');
    await office.sees('alexw', /^applied$/m);
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1800 });
    for (let from = 0; from < 50; from += 5) await fiveApproved(circles.slice(from, from + 5));
    office.twin.misbehave('exchange', null);
    assert.equal(office.twin.changes.length, 1);
  }

  /** Everything that waited is done now; in which order? */
  async function order(): Promise<readonly string[]> {
    await office.stopBot();
    office.jump(1_900_000);
    await office.startBot();
    await eventually(
      async () => office.twin.changes.length === 52,
      () => `${office.twin.changes.length} changes`,
      60_000,
    );
    return office.twin.changes.slice(1).map(({ change, group }) => `${change} ${world.groups.get(group)?.displayName}`);
  }

  it('is the very next change, when its holder gives the right back', async () => {
    await fiftyWait();
    await office.say('alexw', "I'm done sending as Marketing");
    assert.equal((await order())[0], 'remove Marketing');
  }).timeout(180_000);

  it('is the very next change, when its time is up', async () => {
    await fiftyWait(' for 30 minutes');
    assert.equal((await order())[0], 'remove Marketing');
  }).timeout(180_000);
});
