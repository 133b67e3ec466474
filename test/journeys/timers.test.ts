import assert from 'node:assert/strict';
import { idle } from '../support/idle.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

const policy = `
version: 1
defaults: { remind: [P1D, P3D], escalate: { after: P5D, to: admins }, lapse: P7D }
`;
const day = 86_400_000;

describe('a request that nobody decides', () => {
  let office: Office;
  let turned = 0;
  beforeEach(async () => {
    turned = 0;
    office = await openOffice({ env: { POLICY_FILE: 'policy.yaml' }, files: { 'policy.yaml': policy } });
  });
  afterEach(() => office.close());

  const offers = (verb: string) => (seen: Seen) => seen.actions.some((one) => one.verb === verb);
  const approvable = async (alias: string) => (await office.chat(alias)).filter(offers('approve')).length;
  /** Turns the clock on, with the bot away meanwhile, and waits until nothing is left to do. */
  async function later(ms: number): Promise<void> {
    await idle(office, turned);
    await office.stopBot();
    turned += ms;
    office.jump(ms);
    await office.startBot();
    await idle(office, turned);
  }
  it('is brought to mind, put before others too, and lapses; who asked sees what comes next', async () => {
    await office.say('nestorw', 'hi');
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.sees('meganb', offers('approve'));
    await office.sees('pattif', offers('approve'));
    await office.sees('alexw', /Next\na reminder, .*\nwithout an answer it lapses, /);
    assert.deepEqual([await approvable('meganb'), await approvable('pattif')], [1, 1]);

    await later(day + 60_000);
    assert.deepEqual([await approvable('meganb'), await approvable('pattif')], [2, 2]);
    await office.sees('meganb', /still waits for your answer/);
    await later(2 * day);
    assert.deepEqual([await approvable('meganb'), await approvable('nestorw')], [3, 0]);
    await office.sees('alexw', /Next\nothers are asked too, /);

    await later(2 * day);
    const admin = await office.sees('nestorw', offers('approve'));
    assert.equal(await approvable('meganb'), 3, 'nobody is reminded of it for that');
    await office.sees('alexw', /Next\nwithout an answer it lapses, /);

    await later(2 * day);
    await office.sees('alexw', /^lapsed$/m);
    await office.sees('meganb', /^lapsed$/m);
    assert.equal(await approvable('meganb'), 0, 'each of her cards says so');
    const late = await office.press('nestorw', admin, 'approve');
    assert.match(late.text, /^lapsed$/m);
    assert.deepEqual(office.twin.changes, []);
  }).timeout(60_000);

  it('may be decided by those whom it was escalated to, and by the owners still', async () => {
    await office.say('nestorw', 'hi');
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.sees('meganb', offers('approve'));
    await later(6 * day);
    // The reminders that were due while the bot was away are one.
    assert.equal(await approvable('meganb'), 2);
    await office.press('nestorw', await office.sees('nestorw', offers('approve')), 'approve');
    await office.sees('alexw', /^applied$/m);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah', 'alexw']);
  }).timeout(60_000);

  it('reminds nobody who has answered, or who is no owner any more', async () => {
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.sees('meganb', offers('approve'));
    await office.sees('pattif', offers('approve'));
    const marketing = [...office.twin.world.groups.values()].find(({ mail }) => mail === 'marketing@contoso.com');
    const patti = [...office.twin.world.people.values()].find(({ mail }) => mail === 'pattif@contoso.com');
    marketing?.owners.delete(patti?.id ?? '');
    await later(day + 60_000);
    assert.deepEqual([await approvable('meganb'), await approvable('pattif')], [2, 0]);
  }).timeout(60_000);
});
