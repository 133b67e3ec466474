import assert from 'node:assert/strict';
import { guid } from '../../bot/sandbox/ids.ts';
import { demoGroup, demoWorld } from '../../bot/sandbox/world.ts';
import { besideSqlite } from '../insider/reading.ts';
import { eventually, type Office, openOffice, type Seen, toSeen } from '../support/office.ts';

/** The owners of a large group are asked a few at a time, and nobody is asked for what needs no answer any more. */

const hour = 3_600_000;

describe('a group with twelve owners', () => {
  const owners = Array.from({ length: 12 }, (_, n) => guid(`owner ${n}`));
  let office: Office;
  beforeEach(async () => {
    const world = demoWorld();
    const marketing = world.groups.get(demoGroup('marketing'));
    marketing?.owners.clear();
    for (const [n, id] of owners.entries()) {
      const address = `owner-${n}@contoso.com`;
      const [some] = [...world.people.values()];
      if (some)
        world.people.set(id, { ...some, id, displayName: `Owner ${n}`, userPrincipalName: address, mail: address });
      marketing?.owners.add(id);
    }
    office = await openOffice({ world });
  });
  afterEach(() => office.close());

  /** Owners who have a card, in whatever state. */
  const asked = () =>
    owners.filter((id) =>
      office.twin.teams.chats().some(({ people, activities }) => {
        const cards = activities.map(toSeen).filter(({ card }) => card !== null);
        return people.includes(id) && cards.some(({ text }) => /Marketing/.test(text));
      }),
    ).length;

  /** Until no work is due: what has not come by then does not come. */
  async function rest(now: number): Promise<void> {
    const store = besideSqlite(office.dir);
    const [from, soon] = [new Date(now).toISOString(), new Date(now + 5000).toISOString()];
    await eventually(
      async () => (await store.due(from, soon)).length === 0,
      () => 'never at rest',
    );
    await store.close();
  }
  async function anHourLater(hours: number): Promise<void> {
    office.jump(hour);
    await office.stopBot();
    await office.startBot();
    await rest(Date.now() + hours * hour);
  }
  const question = async (): Promise<Seen> =>
    office.sees('alexw', ({ actions }) => actions.some(({ verb }) => verb === 'cancel'));

  it('has five of them asked at first, and five more with each hour in which nobody decides', async () => {
    await office.say('alexw', 'let me send as Marketing');
    await rest(Date.now());
    assert.equal(asked(), 5);
    await anHourLater(1);
    assert.equal(asked(), 10);
    await anHourLater(2);
    assert.equal(asked(), 12);
  }).timeout(60_000);

  it('asks nobody further of what was cancelled', async () => {
    await office.say('alexw', 'let me send as Marketing');
    await rest(Date.now());
    await office.press('alexw', await question(), 'cancel');
    await anHourLater(1);
    await anHourLater(2);
    assert.equal(asked(), 5);
  }).timeout(60_000);

  it('asks nobody further of what one of them has decided', async () => {
    await office.say('alexw', 'let me send as Marketing');
    await rest(Date.now());
    const [first = ''] = owners;
    const chat = await office.twin.teams.personalChat(first);
    const card = office.twin.teams
      .view(first, chat)
      .map(toSeen)
      .findLast(({ actions }) => actions.length > 0);
    const { data = {} } = card?.actions.find(({ verb }) => verb === 'deny') ?? {};
    await office.twin.teams.press(first, chat, card?.id ?? '', { verb: 'deny', data });
    await anHourLater(1);
    await anHourLater(2);
    assert.equal(asked(), 5);
  }).timeout(60_000);

  /** Calls about cards that Teams has refused. */
  const tried = () =>
    office.logged.filter(({ event, fields }) => {
      const { task, status = 0 } = fields as { readonly task?: string; readonly status?: number };
      return event === 'teams.call' && task === 'card' && status >= 500;
    }).length;

  it('sends no card that has not gone out by the time that the request is cancelled', async () => {
    await office.say('alexw', 'help');
    office.twin.misbehave('connector', { kind: 'down' });
    await office.say('alexw', 'let me send as Marketing').catch(() => {});
    // Each card has been tried: none of them is on its way when Teams works again.
    await eventually(
      async () => tried() >= 5,
      () => `only ${tried()} tries`,
    );
    await office.say('alexw', 'cancel my request').catch(() => {});
    office.twin.misbehave('connector', null);
    await anHourLater(1);
    assert.match((await question().catch(() => null))?.text ?? 'cancelled', /cancelled/);
    assert.equal(asked(), 0);
  }).timeout(60_000);
});
