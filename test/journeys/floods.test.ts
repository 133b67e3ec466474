import assert from 'node:assert/strict';
import { guid } from '../../bot/sandbox/ids.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { type Circle, crowd } from '../crash/crowd.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';

/** What one person does against all others, and what the others notice of it. */

describe('one person who asks and asks', () => {
  let office: Office;
  beforeEach(async () => {
    // Lower limits than the built-in ones: Teams itself lets nobody hear from the bot that often.
    const policy = 'asks: { perHour: 5 }\nlookUps: 100';
    office = await openOffice({ env: { POLICY_FILE: 'policy.yaml' }, files: { 'policy.yaml': policy } });
    await office.say('alexw', 'help');
  });
  afterEach(() => office.close());

  const graph = () => office.twin.calls.filter(({ service }) => service === 'graph').length;
  /** Asks and cancels, again and again. */
  async function often(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      await office.say('alexw', 'let me send as Marketing');
      await office.say('alexw', 'cancel my request');
    }
  }

  it('has asked enough after some times, is told when to ask again, and then may', async () => {
    await often(8);
    const refused = await office.sees('alexw', /You have asked for a great deal in a short time/);
    assert.match(refused.text, /try again in (60|59) minutes/);
    const cancelled = (await office.chat('alexw')).filter(({ text }) => /^cancelled$/m.test(text));
    const ids = new Set(cancelled.map(({ text }) => /^[0-9A-Z]{4}$/m.exec(text)?.[0]));
    assert.equal(ids.size, 5);
    await office.stopBot();
    await office.startBot();
    await office.say('alexw', 'let me send as Marketing');
    const again = (await office.chat('alexw')).filter(({ text }) => /asked for a great deal/.test(text));
    assert.equal(again.length, 4, 'the limit outlives the process');
    office.jump(3_600_000);
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', ({ actions }) => actions.some(({ verb }) => verb === 'cancel'));
  }).timeout(60_000);

  it('hears of the limit in the own language', async () => {
    for (let n = 0; n < 6; n += 1) {
      await office.say('alexw', 'laat mij verzenden als Marketing', { locale: 'nl-NL' });
      await office.say('alexw', 'trek mijn verzoek in', { locale: 'nl-NL' });
    }
    await office.sees('alexw', /Je hebt in korte tijd heel veel gevraagd.*over (60|59) minuten opnieuw/);
  }).timeout(60_000);

  it('is no limit for anybody else', async () => {
    await often(6);
    await office.say('leegu', 'let me send as Marketing');
    await office.sees('leegu', ({ actions }) => actions.some(({ verb }) => verb === 'cancel'));
  }).timeout(60_000);

  it('names five people and five groups in a sentence, and no name is looked up where there are more', async () => {
    const before = graph();
    const many = ['Ada', 'Bea', 'Cid', 'Dov', 'Eve', 'Fay'].map((name) => `${name} Nobody`).join(', ');
    await office.say('alexw', `let ${many} send as Marketing`);
    await office.sees('alexw', /at most 5 people and 5 groups/);
    assert.equal(graph(), before);
  });

  it('has only so much looked up in ten minutes, and is told when there is more', async () => {
    for (let n = 0; n < 26; n += 1) await office.say('alexw', `who can send as Nothing${n}?`);
    await office.sees('alexw', /looked up a great deal for you just now.*try again in (10|9) minutes/);
    const before = graph();
    for (let n = 0; n < 10; n += 1) await office.say('alexw', `who can send as Nowhere${n}?`);
    assert.equal(graph(), before);
    await office.say('leegu', 'who can send as Marketing?');
    await office.sees('leegu', /Marketing/);
    office.jump(600_000);
    await office.say('alexw', 'who can send as Marketing?');
    await office.sees('alexw', /Nobody|can send|Marketing/);
    assert.ok(graph() > before);
  }).timeout(60_000);
});

describe('cards that wait', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const cards = async (alias: string) => (await office.chat(alias)).filter(({ card }) => card !== null);

  it('of a request that was cancelled meanwhile are not sent', async () => {
    const before = (await cards('meganb')).length;
    office.twin.misbehave('connector', { kind: 'throttle', retryAfterSeconds: 4, times: 1 });
    // The first message to anybody is refused: from then on nothing goes to Teams.
    await office.say('leegu', 'help').catch(() => {});
    await office.say('alexw', 'let me send as Marketing').catch(() => {});
    await office.say('alexw', 'cancel my request').catch(() => {});
    await eventually(
      async () => (await office.chat('alexw')).some(({ text }) => /^cancelled$/m.test(text)),
      () => 'the cancellation was not shown',
      20_000,
    );
    assert.equal((await cards('meganb')).length, before);
    assert.equal((await cards('pattif')).length, 0);
  }).timeout(60_000);
});

describe('a flood of cards', () => {
  const { world, circles } = crowd(21);
  const [honest, ...others] = circles as [Circle, ...Circle[]];
  let office: Office;
  before(async () => {
    for (const { group, owners } of others) {
      group.members.add(demoPerson('alexw'));
      for (let n = 0; n < 97; n += 1) {
        const id = guid(`owner:${group.id}:${n}`);
        const address = `owner-${n}-${group.mail}`;
        world.people.set(id, {
          ...owners[0],
          id,
          displayName: `Owner ${n}`,
          userPrincipalName: address,
          mail: address,
        });
        group.owners.add(id);
      }
    }
    office = await openOffice({ world });
  });
  after(() => office.close());

  /** Cards that were put into chats, in their order: whose chat. */
  const sent = () =>
    office.twin.teams
      .chats()
      .flatMap(({ people, activities }) => activities.map((one) => ({ ...one, person: people[0] ?? '' })))
      .filter(({ from, activity }) => from === 'bot' && activity.attachments !== undefined)
      .toSorted((one, other) => (one.at < other.at ? -1 : 1))
      .map(({ person }) => person);

  it('goes five owners a group at a time, and keeps no other card waiting', async () => {
    const names = others.map(({ group }) => `"${group.displayName}"`);
    const owners = new Set(others.flatMap(({ group }) => [...group.owners]));
    office.twin.misbehave('connector', { kind: 'late', ms: 250 });
    for (let from = 0; from < 20; from += 5)
      await office.say('alexw', `let me send as ${names.slice(from, from + 5).join(', ')}`);
    const asked = () => new Set(sent().filter((person) => owners.has(person)));
    const before = sent().length;
    await office.twin.teams.say(honest.member.id, `let me send as "${honest.group.displayName}"`);
    await eventually(
      async () => asked().size >= 100 && honest.owners.every(({ id }) => sent().includes(id)),
      () => `${sent().length} cards`,
      60_000,
    );
    const place = Math.max(...honest.owners.map(({ id }) => sent().indexOf(id))) - before;
    assert.ok(place >= 0 && place <= 40, `place ${place}, of ${sent().length - before}`);
    assert.equal(asked().size, 100);
  }).timeout(120_000);
});
