import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Exchange lets the app read a group, and refuses to let it change the group: everybody is told the truth, the admins once. */

const minute = 60_000;
const hour = 60 * minute;
const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');

describe('a group outside the write scope', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const holds = () => office.twin.world.groups.get(marketing)?.sendAs.has(alex) === true;
  const about = (id: string, ...words: readonly RegExp[]) => {
    return (seen: Seen) => seen.text.includes(id) && words.every((word) => word.test(seen.text));
  };
  const toldAdmin = async () => (await office.chat('nestorw')).filter(({ text }) => /write scope/.test(text));

  async function asked(sentence = 'let me send as Marketing'): Promise<{ id: string; card: Seen }> {
    const before = new Set((await office.chat('meganb')).map(({ id }) => id));
    await office.say('alexw', sentence);
    const card = await office.sees(
      'meganb',
      (seen) => !before.has(seen.id) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    const id = String(card.actions[0]?.data.request);
    // Behalf sends no card to an owner for whom nothing is left to decide.
    await office.sees('pattif', about(id));
    return { id, card };
  }

  async function granted(): Promise<string> {
    const { id, card } = await asked();
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', about(id, /^applied$/m));
    return id;
  }

  async function later(ms: number): Promise<void> {
    await office.stopBot();
    office.jump(ms);
    await office.startBot();
  }

  it('keeps a right that is to end: holder and owners read that Exchange refuses, the admins are told once what to do', async () => {
    const id = await granted();
    office.twin.setScope(marketing, false);
    await office.say('alexw', "I'm done sending as Marketing");
    for (const alias of ['alexw', 'pattif'])
      await office.sees(alias, about(id, /^ending$/m, /Exchange refuses/, /administrators have been told/));
    const said = /cannot be reached|you need not do anything/;
    assert.deepEqual((await office.chat('alexw')).filter(about(id, said)), []);
    const told = await office.sees('nestorw', about(id, /write scope/, /Marketing/, /marketing@contoso\.com/));
    assert.match(told.text, /taken? away/);
    for (let time = 0; time < 3; time++) await later(2 * hour);
    await office.sees('alexw', about(id, /^ending$/m));
    assert.equal((await toldAdmin()).length, 1);
    assert.ok(holds());
    office.twin.setScope(marketing, true);
    await later(2 * hour);
    await office.sees('alexw', about(id, /^ended$/m));
    assert.ok(!holds());
  }).timeout(60_000);

  it('is told to the admins once, also when several rights of it end at the same moment', async () => {
    const holders = { alexw: 'meganb', leegu: 'pattif', johannal: 'pattif' };
    for (const [holder, owner] of Object.entries(holders)) {
      const before = new Set((await office.chat(owner)).map(({ id }) => id));
      await office.say(holder, 'let me send as Marketing for two weeks');
      const card = await office.sees(
        owner,
        (seen) => !before.has(seen.id) && seen.actions.some(({ verb }) => verb === 'approve'),
      );
      await office.press(owner, card, 'approve');
      await office.sees(holder, /^applied$/m);
    }
    office.twin.setScope(marketing, false);
    await later(15 * 24 * hour);
    for (const holder of Object.keys(holders))
      await office.sees(holder, (seen) => /^ending$/m.test(seen.text) && /Exchange refuses/.test(seen.text));
    await office.sees('nestorw', /write scope/);
    // What was queued is done before the next is: had there been more news, it would have come first.
    await office.say('nestorw', 'help');
    await office.sees('nestorw', /let Alex send on behalf|help/i);
    assert.equal((await toldAdmin()).length, 1);
  }).timeout(60_000);

  it('is tried again at once when somebody who may end it says so again', async () => {
    const id = await granted();
    office.twin.setScope(marketing, false);
    await office.say('pattif', `revoke ${id}`);
    await office.sees('pattif', about(id, /^ending$/m, /Exchange refuses/));
    office.twin.setScope(marketing, true);
    await office.say('pattif', `revoke ${id}`);
    await office.sees('alexw', about(id, /^ended$/m));
    assert.ok(!holds());
  }).timeout(30_000);

  it('lets a right end that somebody takes away by hand while Exchange refuses Behalf', async () => {
    const id = await granted();
    await later(hour);
    office.twin.setScope(marketing, false);
    await office.say('alexw', "I'm done sending as Marketing");
    await office.sees('alexw', about(id, /^ending$/m, /Exchange refuses/));
    office.twin.world.groups.get(marketing)?.sendAs.delete(alex);
    await later(2 * hour);
    await office.sees('alexw', about(id, /^ended$/m));
  }).timeout(30_000);

  it('fails what was approved with the true reason, tells the admins once, and asks no owner in vain', async () => {
    office.twin.setScope(marketing, false);
    const { id, card } = await asked();
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', about(id, /^failed$/m, /Exchange refuses/, /administrators have been told/));
    const told = await office.sees('nestorw', about(id, /write scope/, /Marketing/, /marketing@contoso\.com/));
    assert.match(told.text, /not be given/);
    const before = (await office.chat('meganb')).length;
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.sees('alexw', /owners have not been asked[\s\S]*from \d/);
    assert.equal((await office.chat('meganb')).length, before);
    await later(5 * hour);
    const next = await asked();
    office.twin.setScope(marketing, true);
    await office.press('meganb', next.card, 'approve');
    await office.sees('alexw', about(next.id, /^applied$/m));
    assert.equal((await toldAdmin()).length, 1);
    // A change that Exchange has taken says that it refuses no more.
    await asked('let me send on behalf of Marketing');
  }).timeout(60_000);

  it('tells the admins once of a group, however many of its rights are to end', async () => {
    const id = await granted();
    office.twin.setScope(marketing, false);
    await office.say('alexw', "I'm done sending as Marketing");
    await office.sees('alexw', about(id, /^ending$/m, /Exchange refuses/));
    await office.say('pattif', 'stop Lidia Holloway from sending on behalf of Marketing');
    await office.sees('pattif', (seen) => /Lidia Holloway/.test(seen.text) && /Exchange refuses/.test(seen.text));
    await office.sees('nestorw', /write scope/);
    assert.equal((await toldAdmin()).length, 1);
  }).timeout(30_000);
});
