import assert from 'node:assert/strict';
import { guid } from '../../bot/sandbox/ids.ts';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Names and aliases that somebody chose: none of them stands in the way of another's right, or keeps it from ending. */

describe('where somebody has chosen a name that is another’s identity', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const marketing = demoGroup('marketing');
  const changes = () =>
    office.twin.changes.map(({ change, right, group, person }) => [change, right, group, person].join(' '));
  const approvable = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'approve');

  /** Alex asks, Megan approves, it is applied, and it ends in its time. */
  async function wholeLife(words: string): Promise<void> {
    await office.say('alexw', `let me ${words} Marketing for 2 hours`);
    await office.press('meganb', await office.sees('meganb', approvable), 'approve');
    await office.sees('alexw', /^applied$/m);
    office.jump(2 * 3_600_000 + 60_000);
    await office.stopBot();
    await office.startBot();
    await office.sees('alexw', /^ended$/m);
  }
  const life = (right: string) =>
    ['add', 'remove'].map((change) => `${change} ${right} ${marketing} ${demoPerson('alexw')}`);

  function squat(alias: string, displayName = 'Squatters'): void {
    const { groups } = office.twin.world;
    const finance = groups.get(demoGroup('finance')) as TwinGroup;
    groups.set(finance.id, { ...finance, displayName, mail: `${alias}@contoso.com` });
  }
  /** A new group of somebody's, which anybody can make. */
  function found(alias: string, displayName: string): void {
    const { groups } = office.twin.world;
    const [id, none] = [guid(`found:${alias}`), new Set<string>()];
    const sales = groups.get(demoGroup('sales')) as TwinGroup;
    groups.set(id, { ...sales, id, displayName, mail: `${alias}@contoso.com`, sendAs: none, sendOnBehalf: none });
  }
  function rename(alias: string, displayName: string): void {
    const { people } = office.twin.world;
    const person = people.get(demoPerson(alias)) as TwinPerson;
    people.set(person.id, { ...person, displayName });
  }

  const rights = [
    ['sendAs', 'send as'],
    ['sendOnBehalf', 'send on behalf of'],
  ] as const;
  for (const [right, words] of rights) {
    it(`${right}: a group whose alias is another group’s id`, async () => {
      squat(marketing);
      await wholeLife(words);
      assert.deepEqual(changes(), life(right));
      await office.say('meganb', 'who can send as Marketing?');
      await office.sees('meganb', /Who may send for this group/);
    }).timeout(40_000);

    it(`${right}: a group whose alias is another group’s id, and whose name is its address`, async () => {
      squat(marketing, 'marketing@contoso.com');
      await wholeLife(words);
      assert.deepEqual(changes(), life(right));
    }).timeout(40_000);

    it(`${right}: a group’s id, a person’s address and a person’s GUID in Exchange, all of them others’ names`, async () => {
      squat(marketing);
      rename('leegu', 'alexw@contoso.com');
      rename('leechen', guid(`exchange:${demoPerson('alexw')}`));
      await wholeLife(words);
      assert.deepEqual(changes(), life(right));
    }).timeout(40_000);

    for (const [what, name] of [
      ['id', demoPerson('alexw')],
      ['sign-in name', 'alexw@contoso.com'],
      ['name and address', 'Alex Wilber <alexw@contoso.com>'],
    ] as const)
      it(`${right}: a holder whose name is another’s ${what}, in an Exchange that shows bare names`, async () => {
        rename('leegu', name);
        office.twin.world.groups.get(marketing)?.[right].add(demoPerson('leegu'));
        office.twin.misbehave('exchange', { kind: 'bare-names' });
        await wholeLife(words);
        assert.deepEqual(changes(), life(right));
        assert.ok(office.holders('marketing', right).includes('leegu'), 'a right of another is gone');
      }).timeout(40_000);

    it(`${right}: an end does not wait for a reading that Exchange does not give`, async () => {
      await office.say('alexw', `let me ${words} Marketing for 2 hours`);
      await office.press('meganb', await office.sees('meganb', approvable), 'approve');
      await office.sees('alexw', /^applied$/m);
      const says = ['Ex1|X.ManagementObjectAmbiguousException|The entries match multiple entries.'];
      office.twin.misbehave('exchange', { kind: 'refuse', says, only: 'lists' });
      office.jump(2 * 3_600_000 + 60_000);
      await office.stopBot();
      await office.startBot();
      await office.sees('alexw', /^ended$/m);
      assert.deepEqual(changes(), life(right));
    }).timeout(40_000);

    for (const [who, id] of [
      ['marketing', marketing],
      ['alexw', demoPerson('alexw')],
    ] as const)
      it(`${right}: new groups that are called by every id and address of ${who}`, async () => {
        found(id, `${who}@contoso.com`);
        found(guid(`exchange:${id}`), 'Others');
        await wholeLife(words);
        assert.deepEqual(changes(), life(right));
      }).timeout(40_000);

    it(`${right}: colleagues whose names are a person’s id and address`, async () => {
      rename('leegu', demoPerson('alexw'));
      rename('leechen', 'alexw@contoso.com');
      await wholeLife(words);
      assert.deepEqual(changes(), life(right));
    }).timeout(40_000);
  }
});
