import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Groups and accounts are deleted and come back: no right outlives its end, and no absence is taken for a fact. */

const minute = 60_000;
const day = 86_400_000;
const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');

describe('what is deleted may come back', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const holds = () => office.twin.world.groups.get(marketing)?.sendAs.has(alex) === true;
  const about = (id: string, ...words: readonly RegExp[]) => {
    return (seen: Seen) => seen.text.includes(id) && words.every((word) => word.test(seen.text));
  };

  async function asked(sentence: string): Promise<{ id: string; card: Seen }> {
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

  async function granted(sentence: string): Promise<string> {
    const { id, card } = await asked(sentence);
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', about(id, /^applied$/m));
    return id;
  }

  /** Time goes by while nobody runs. */
  async function later(ms: number): Promise<void> {
    await office.stopBot();
    office.jump(ms);
    await office.startBot();
  }

  const neverEnded = async (id: string) => {
    for (const alias of ['meganb', 'pattif'])
      assert.deepEqual((await office.chat(alias)).filter(about(id, /^ended$/m)), []);
  };

  async function records(id: string): Promise<string> {
    await office.say('nestorw', 'audit Marketing');
    return (await office.sees('nestorw', about(id))).text;
  }

  it('a right on a deleted group is ending until the group is restored, and is taken away then', async () => {
    const id = await granted('let me send as Marketing for two weeks');
    office.twin.bin.delete(marketing);
    await later(15 * day);
    await office.sees('alexw', about(id, /^ending$/m, /has been deleted/));
    await office.sees('meganb', about(id, /^ending$/m, /Marketing/, /may be restored until/));
    await later(5 * day);
    await neverEnded(id);
    office.twin.bin.restore(marketing);
    assert.ok(holds(), 'the right is back with the group');
    await later(minute);
    await office.sees('alexw', about(id, /^ended$/m));
    assert.ok(!holds());
  }).timeout(60_000);

  it('a right of a deleted account is ending while its entry stands, and is taken away when the account returns', async () => {
    const id = await granted('let me send as Marketing for two weeks');
    office.twin.bin.delete(alex);
    await later(15 * day);
    await office.sees('meganb', about(id, /^ending$/m, /Alex Wilber/, /may be restored until/));
    await later(5 * day);
    await neverEnded(id);
    assert.ok(holds(), 'only the account is gone');
    office.twin.bin.restore(alex);
    await later(minute);
    await office.sees('meganb', about(id, /^ended$/m));
    assert.ok(!holds());
  }).timeout(60_000);

  for (const what of ['group', 'account'] as const) {
    it(`the ${what} that is purged counts as gone for good only after a span in which it stays away`, async () => {
      const id = await granted('let me send as Marketing for two weeks');
      const gone = what === 'group' ? marketing : alex;
      office.twin.bin.delete(gone);
      office.twin.bin.purge(gone);
      await later(15 * day);
      await office.sees('meganb', about(id, /^ending$/m, /cannot be found/));
      await later(29 * day);
      await office.sees('meganb', about(id, /^ending$/m));
      await neverEnded(id);
      await later(2 * day);
      await office.sees('meganb', about(id, /^ended$/m, /for good/));
      if (what === 'account') assert.match(await records(id), /right ended/);
    }).timeout(60_000);
  }

  it('delegates that were not read are recorded as not read, never as nobody', async () => {
    const id = await granted('let me send as Marketing for two weeks');
    office.twin.bin.delete(marketing);
    office.twin.bin.purge(marketing);
    await later(15 * day);
    await office.sees('meganb', about(id, /^ending$/m));
    await later(31 * day);
    await office.sees('meganb', about(id, /^ended$/m));
    await office.say('nestorw', 'audit Alex Wilber');
    const { text } = await office.sees('nestorw', about(id, /right ended/));
    assert.match(text, /right ended[^→]*before: not read → after: not read/);
  }).timeout(60_000);

  it('decides nothing while Graph finds nobody and nothing for some seconds, and decides a moment later', async () => {
    const { id, card } = await asked('let me send as Marketing');
    office.twin.misbehave('graph', { kind: 'down', status: 404 });
    for (const verb of ['approve', 'deny'] as const) {
      const answer = await office.press('meganb', card, verb);
      assert.match(answer.text, /nothing has been decided/);
    }
    office.twin.misbehave('graph', null);
    assert.match((await office.press('meganb', card, 'approve')).text, /^approved$/m);
    await office.sees('alexw', about(id, /^applied$/m));
  }).timeout(30_000);

  for (const [what, gone] of [
    ['group', marketing],
    ['account of who asks', alex],
    ['account of who decides', demoPerson('meganb')],
  ] as const) {
    it(`decides nothing while Graph does not find the ${what}, and keeps what was approved`, async () => {
      const { id, card } = await asked('let me send as Marketing');
      const { people, groups } = office.twin.world;
      const all: Map<string, unknown> = gone === marketing ? groups : people;
      const hide = () => {
        const it = all.get(gone);
        all.delete(gone);
        return () => all.set(gone, it);
      };
      // Whoever presses must be somebody in Teams.
      if (gone !== demoPerson('meganb')) {
        const show = hide();
        const answer = await office.press('meganb', card, 'approve');
        show();
        assert.match(answer.text, /nothing has been decided/);
      }
      office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1, times: 1 });
      await office.press('meganb', card, 'approve');
      const show = hide();
      await office.sees('pattif', about(id, /^approved$/m, /cannot be found/));
      show();
      await later(5 * minute);
      await office.sees('pattif', about(id, /^applied$/m));
      assert.ok(holds());
    }).timeout(30_000);
  }

  it('fails what was approved when its group stays away for a day, and nothing of it was begun', async () => {
    const { id, card } = await asked('let me send as Marketing');
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1, times: 1 });
    await office.press('meganb', card, 'approve');
    office.twin.world.groups.delete(marketing);
    await office.sees('alexw', about(id, /^approved$/m, /cannot be found/));
    await later(day / 2);
    await office.sees('alexw', about(id, /^approved$/m));
    await later(day);
    await office.sees('alexw', about(id, /^failed$/m, /group/));
  }).timeout(30_000);

  it('fails at the click when the bin says that the group or the account was deleted', async () => {
    for (const gone of [alex, marketing]) {
      const { card } = await asked('let me send as Marketing');
      office.twin.bin.delete(gone);
      assert.match((await office.press('meganb', card, 'approve')).text, /^failed$/m);
      office.twin.bin.restore(gone);
    }
  }).timeout(30_000);

  it('what was begun on a group that is deleted meanwhile goes on when the group is restored', async () => {
    const { id, card } = await asked('let me send as Marketing');
    office.twin.misbehave('exchange', { kind: 'stale', ms: day });
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', about(id, /^approved$/m, /does not show it yet/));
    office.twin.bin.delete(marketing);
    await later(5 * minute);
    await office.sees('alexw', about(id, /^approved$/m, /has been deleted/));
    office.twin.misbehave('exchange', null);
    office.twin.bin.restore(marketing);
    await later(minute);
    await office.sees('alexw', about(id, /^applied$/m));
    assert.deepEqual(
      office.twin.changes.map(({ change, right }) => `${change} ${right}`),
      ['add sendAs'],
    );
  }).timeout(30_000);

  it('what was stopped after it was begun, and whose group is deleted, is taken back when the group is restored', async () => {
    const { id, card } = await asked('let me send as Marketing');
    office.twin.misbehave('exchange', { kind: 'stale', ms: day });
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', about(id, /^approved$/m, /does not show it yet/));
    office.twin.bin.delete(marketing);
    await office.say('alexw', `cancel ${id}`);
    await later(5 * minute);
    await office.sees('alexw', about(id, /^ending$/m, /has been deleted/));
    assert.deepEqual((await office.chat('alexw')).filter(about(id, /^cancelled$/m)), []);
    office.twin.misbehave('exchange', null);
    office.twin.bin.restore(marketing);
    await later(minute);
    await office.sees('alexw', about(id, /^cancelled$/m));
    assert.ok(!holds());
  }).timeout(30_000);

  it('puts a question before the owners, not before the admins, while Graph finds no owners for some seconds', async () => {
    const group = office.twin.world.groups.get(marketing);
    assert.ok(group);
    const { groups } = office.twin.world;
    const { get } = groups;
    let asks = 0;
    // The first look finds the group, the next ones do not.
    groups.get = (id) => (id === marketing && ++asks > 2 ? undefined : get.call(groups, id));
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', /nothing has been asked/);
    groups.get = get;
    await asked('let me send as Marketing');
    assert.deepEqual(
      (await office.chat('nestorw')).filter(({ actions }) => actions.length > 0),
      [],
    );
  }).timeout(30_000);
});
