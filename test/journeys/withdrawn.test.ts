import assert from 'node:assert/strict';
import { CmdletError } from '../../bot/sandbox/exchange/cmdlet.ts';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** What was begun in Exchange and is not to be: nothing of it stands afterwards, and the record says what does. */

/** One that is no different tomorrow: any other is tried again. */
const finalRefusal = 'Ex1B2C3D|System.Management.Automation.ParameterBindingException|Cannot bind the parameter.';

describe('a request that is not applied after all', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const group = () => office.twin.world.groups.get(demoGroup('marketing')) as TwinGroup;
  const stale = () => office.twin.misbehave('exchange', { kind: 'stale', ms: 60_000 });
  /** From now on, readings show these holders whatever is changed. */
  const shows = (holders: Set<string>, shown: readonly string[]) => {
    holders[Symbol.iterator] = () => new Set(shown)[Symbol.iterator]();
  };
  const changes = () => office.twin.changes.map(({ change, right }) => `${change} ${right}`);
  const changed = (count: number) =>
    eventually(
      async () => changes().length >= count,
      () => `only ${changes()}`,
    );

  /** Asks, and gives the id and the owner's card. */
  async function asked(sentence: string): Promise<{ id: string; card: Seen }> {
    const before = new Set((await office.chat('meganb')).map(({ id }) => id));
    await office.say('alexw', sentence);
    const card = await office.sees(
      'meganb',
      (seen) => !before.has(seen.id) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    return { id: String(card.actions[0]?.data.request), card };
  }

  async function granted(sentence: string): Promise<string> {
    const { id, card } = await asked(sentence);
    await office.press('meganb', card, 'approve');
    await ends(id, 'applied');
    return id;
  }

  const ends = (id: string, word: string) =>
    office.sees('alexw', (seen) => seen.text.includes(id) && new RegExp(`^${word}$`, 'm').test(seen.text));

  it('and was refused only after a first try had come through, stands nowhere', async () => {
    const { id, card } = await asked('let me send as Marketing');
    stale();
    const { sendAs } = group();
    const has = sendAs.has.bind(sendAs);
    // The first try is done, and cannot be seen; the second is refused.
    let refuse = false;
    sendAs.add = (person) => {
      refuse = true;
      return Set.prototype.add.call(sendAs, person);
    };
    sendAs.has = (person) => {
      if (!refuse) return has(person);
      refuse = false;
      throw new CmdletError(finalRefusal);
    };
    await office.press('meganb', card, 'approve');
    await ends(id, 'failed');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  });

  it('is not called so while Exchange refuses to take it back, though no reading shows it', async () => {
    const { id, card } = await asked('let me send as Marketing');
    stale();
    const { sendAs } = group();
    let refused = 0;
    sendAs.delete = () => {
      refused += 1;
      throw new CmdletError('Ex1B2C3D|Microsoft.Exchange.Data.DataSourceOperationException|Something went wrong.');
    };
    await office.press('meganb', card, 'approve');
    await changed(1);
    await office.say('alexw', `cancel ${id}`);
    await eventually(
      async () => refused > 0,
      () => 'nobody tried to take it back',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const cancelled = (await office.chat('alexw')).filter((seen) => /^cancelled$/m.test(seen.text));
    assert.deepEqual(cancelled, []);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  });

  it('ends the right that it was to replace when that is gone, and Exchange refuses to say so', async () => {
    const before = await granted('let me send on behalf of Marketing');
    const { id, card } = await asked('let me send as Marketing');
    const { sendOnBehalf } = group();
    let tries = 0;
    sendOnBehalf.delete = (person) => {
      tries += 1;
      // The first is done, and its reply is lost; the second is refused.
      if (tries > 1) throw new CmdletError(finalRefusal);
      Set.prototype.delete.call(sendOnBehalf, person);
      sendOnBehalf.has = () => true;
      throw new Error('a server of Exchange died');
    };
    await office.press('meganb', card, 'approve');
    await ends(id, 'failed');
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah']);
    await ends(before, 'ended');
  });

  it('stands nowhere when who was to get it is deleted', async () => {
    const { id, card } = await asked('let me send as Marketing');
    // Done, and not to be seen, so that it is tried again.
    stale();
    await office.press('meganb', card, 'approve');
    await changed(1);
    const { people } = office.twin.world;
    const alex = people.get(demoPerson('alexw')) as TwinPerson;
    const { get } = people;
    // Graph has him among the deleted only; Exchange, which looks among all, still knows him.
    office.twin.bin.delete(alex.id);
    people.set(alex.id, alex);
    people.get = (person) => (person === alex.id ? undefined : get.call(people, person));
    await eventually(
      async () => changes().length === 2,
      () => `only ${changes()}`,
    );
    people.get = get;
    await ends(id, 'failed');
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  });

  it('leaves a right that stood before it, though no reading had shown it', async () => {
    const before = await granted('let me send as Marketing');
    stale();
    const { id, card } = await asked('let me send as Marketing for two weeks');
    await office.press('meganb', card, 'approve');
    await ends(id, 'approved');
    await office.say('alexw', `cancel ${id}`);
    await ends(id, 'cancelled');
    assert.deepEqual(changes(), ['add sendAs']);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
    await ends(before, 'applied');
  });

  it('leaves what an earlier request had put there, also when Exchange refuses this one', async () => {
    const before = await granted('let me send as Marketing');
    stale();
    const { id, card } = await asked('let me send as Marketing for two weeks');
    const { sendAs } = group();
    sendAs.has = () => {
      sendAs.has = Set.prototype.has;
      throw new CmdletError(finalRefusal);
    };
    await office.press('meganb', card, 'approve');
    await ends(id, 'failed');
    assert.deepEqual(changes(), ['add sendAs']);
    await ends(before, 'applied');
  });

  it('does not leave the right that it was to replace on record, when that is gone and still seems to stand', async () => {
    const before = await granted('let me send on behalf of Marketing');
    const { id, card } = await asked('let me send as Marketing');
    const { sendAs, sendOnBehalf } = group();
    sendOnBehalf.delete = (person) => {
      shows(sendOnBehalf, [person]);
      shows(sendAs, []);
      return Set.prototype.delete.call(sendOnBehalf, person);
    };
    await office.press('meganb', card, 'approve');
    await changed(3);
    await office.say('alexw', `cancel ${id}`);
    await ends(id, 'cancelled');
    assert.deepEqual(changes(), ['add sendOnBehalf', 'add sendAs', 'remove sendOnBehalf', 'remove sendAs']);
    await ends(before, 'ended');
  });
});
