import assert from 'node:assert/strict';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Two people of one name, and an Exchange that shows people by bare names: whose an entry is, no list can tell. */

describe('where Exchange shows two people of one name alike', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
    const { people } = office.twin.world;
    const lee = people.get(demoPerson('leegu')) as TwinPerson;
    people.set(lee.id, { ...lee, displayName: 'Alex Wilber' });
    office.twin.misbehave('exchange', { kind: 'bare-names' });
  });
  afterEach(() => office.close());

  const group = () => office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
  const changes = () => office.twin.changes.map(({ change, right }) => `${change} ${right}`);
  const approvable = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'approve');
  const ends = (word: string) => office.sees('alexw', (seen) => new RegExp(`^${word}$`, 'm').test(seen.text));
  async function granted(sentence: string): Promise<void> {
    await office.say('alexw', sentence);
    await office.press('meganb', await office.sees('meganb', approvable), 'approve');
    await ends('applied');
  }
  async function later(ms: number): Promise<void> {
    office.jump(ms);
    await office.stopBot();
    await office.startBot();
  }

  const rights = [
    ['sendAs', 'send as'],
    ['sendOnBehalf', 'send on behalf of'],
  ] as const;
  for (const [right, words] of rights) {
    for (const both of [false, true]) {
      const who = both ? 'whose namesake holds it too' : 'whose namesake holds nothing';
      it(`${right} of one ${who} is applied, ends in time, and leaves the other alone`, async () => {
        const before = office.holders('marketing', right);
        if (both) group()[right].add(demoPerson('leegu'));
        await granted(`let me ${words} Marketing for 2 hours`);
        assert.deepEqual(changes(), [`add ${right}`]);
        await later(2 * 3_600_000 + 60_000);
        await ends('ended');
        assert.deepEqual(changes(), [`add ${right}`, `remove ${right}`]);
        assert.deepEqual(office.holders('marketing', right), both ? [...before, 'leegu'] : before);
      }).timeout(40_000);
    }
  }

  it('one right is replaced by the other, though the namesake holds both', async () => {
    for (const [right] of rights) group()[right].add(demoPerson('leegu'));
    await granted('let me send on behalf of Marketing');
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', approvable);
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', (seen) => /Send as · Marketing/.test(seen.text) && /^applied$/m.test(seen.text));
    assert.deepEqual(changes(), ['add sendOnBehalf', 'add sendAs', 'remove sendOnBehalf']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['leegu', 'alexw']);
  }).timeout(40_000);

  it('a right that stood before is found, and no clock of ours ends it', async () => {
    group().sendAs.add(demoPerson('alexw'));
    group().sendAs.add(demoPerson('leegu'));
    await office.say('alexw', 'let me send as Marketing for 2 hours');
    await office.press('meganb', await office.sees('meganb', approvable), 'approve');
    const card = await ends('applied');
    assert.match(card.text, /stood in Exchange already/);
    assert.deepEqual(changes(), []);
  }).timeout(40_000);
});
