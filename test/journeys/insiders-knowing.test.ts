import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** What somebody may not know is not learnt from what is offered, edited, refused or refreshed. */

describe('what one may not know', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const group = (alias: string) => {
    const found = office.twin.world.groups.get(demoGroup(alias));
    assert.ok(found);
    return found;
  };
  async function answer(alias: string, text: string): Promise<string> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text);
    const fresh = async () => (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
    await eventually(
      async () => (await fresh()).length > 0,
      () => `${alias} got no answer to ${text}`,
    );
    return (await fresh()).map((seen) => seen.text).join('\n');
  }
  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);
  const card = (alias: string, id: string) => office.sees(alias, (seen) => offers('approve')(seen) && has(seen, id));
  const has = ({ actions }: Seen, id: string) => actions.some(({ data }) => data.request === id);
  const shows = (alias: string, id: string, text: RegExp) =>
    office.sees(alias, (seen) => seen.id === id && text.test(seen.text));
  async function ask(alias: string, text: string): Promise<{ readonly id: string; readonly card: Seen }> {
    await office.say(alias, text);
    const seen = await office.sees(alias, offers('cancel'));
    return { id: String(seen.actions[0]?.data.request), card: seen };
  }

  it('gives a guest neither groups nor people while typing, nor near names or candidates, but a kind sentence', async () => {
    const chat = await office.twin.teams.personalChat(demoPerson('guest'));
    for (const typed of ['', 'Mark', 'Finance', 'marketing@contoso.com']) {
      const { body } = await office.twin.teams.search(demoPerson('guest'), chat, 'groups', typed);
      assert.deepEqual((body as { value: { results: unknown[] } }).value.results, [], typed);
    }
    for (const text of [
      'who can send as Marketting',
      'who can send as Mark',
      'let Lee send as Marketing',
      'let Megn Bowen send as Marketing',
      'what can Lee send as',
      'audit Lee',
      'stop Lee from sending as Marketing',
      'give me the same rights as Lee',
      'new request',
    ]) {
      const told = await answer('guest', text);
      assert.match(told, /Guests cannot|Gasten kunnen/, text);
      assert.doesNotMatch(told, /Megan|Lee |Chen|Marketing|Europe|Finance/, text);
    }
  });

  it('edits the card of an owner who has left once more, without what happened later, and never again', async () => {
    const { id } = await ask('alexw', 'let me send as Marketing');
    const left = await card('pattif', id);
    const stays = await card('meganb', id);
    group('marketing').owners.delete(demoPerson('pattif'));
    group('marketing').displayName = 'Marketing Renamed';
    await office.press('meganb', stays, 'approve');
    const last = await shows('pattif', left.id, /no longer decide/);
    assert.doesNotMatch(last.text, /Megan|approved|applied|Renamed/);
    assert.equal(last.actions.length, 0);
    await office.sees('alexw', (seen) => /^applied$/m.test(seen.text));
    await office.say('alexw', `revoke ${id}`);
    await shows('meganb', stays.id, /^ended$/m);
    const now = (await office.chat('pattif')).find((seen) => seen.id === left.id);
    assert.equal(now?.text, last.text);
    for (const verb of ['approve', 'deny', 'revoke', 'approve-all', 'refresh', 'again', 'cancel']) {
      const data = { request: id, revision: 1, lines: [{ request: id, revision: 1 }] };
      const told = await office.press('pattif', { ...left, actions: [] }, verb, data);
      assert.doesNotMatch(told.text, /Megan|approved|applied|ended|Renamed/i, verb);
    }
    for (const verb of ['approve', 'deny', 'stop', 'cancel'])
      assert.doesNotMatch(await answer('pattif', `${verb} ${id}`), /Megan|approved|applied|ended|Renamed/i, verb);
  });

  it('shows who has left a hidden group no new name of it, by no refresh and not by Ask again', async () => {
    const { id, card: own } = await ask('nestorw', 'let me send as Crisis Desk');
    const decides = await card('pattif', id);
    group('crisis').members.delete(demoPerson('nestorw'));
    office.twin.world.groups.get(demoGroup('behalf-admins'))?.members.delete(demoPerson('nestorw'));
    await office.stopBot();
    group('crisis').displayName = 'Zebra';
    await office.startBot();
    await office.press('pattif', decides, 'approve');
    await shows('nestorw', own.id, /^failed$/m);
    const failed = await office.sees('nestorw', (seen) => seen.id === own.id && offers('again')(seen));
    assert.doesNotMatch(failed.text, /Zebra/);
    for (const verb of ['refresh', 'again', 'revoke', 'cancel'])
      assert.doesNotMatch((await office.press('nestorw', failed, verb, { request: id })).text, /Zebra/, verb);
    for (const text of ['my requests', `stop ${id}`, `cancel ${id}`, `approve ${id}`, 'who can send as Zebra'])
      assert.doesNotMatch((await answer('nestorw', text)).replaceAll('“Zebra”', ''), /Zebra/, text);
    for (const seen of await office.chat('nestorw'))
      if (seen.from === 'bot') assert.doesNotMatch(seen.text.replaceAll('“Zebra”', ''), /Zebra/);
  });

  it('says nothing of holders to a guest or a disabled account among the owners that it would not say to a stranger', async () => {
    for (const alias of ['guest', 'debrab']) {
      group('marketing').owners.add(demoPerson(alias));
      const [holder, nobody] = [
        await answer(alias, 'stop Lidia Holloway from sending on behalf of Marketing'),
        await answer(alias, 'stop Johanna Lorenz from sending on behalf of Marketing'),
      ];
      assert.equal(holder.replaceAll('Lidia Holloway', 'X'), nobody.replaceAll('Johanna Lorenz', 'X'), alias);
      assert.doesNotMatch(nobody, /holds no such right/);
      assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah']);
    }
    assert.equal(
      await answer('debrab', 'stop Johanna Lorenz from sending on behalf of Marketing'),
      await answer('adelev', 'stop Johanna Lorenz from sending on behalf of Marketing'),
    );
  });
});
