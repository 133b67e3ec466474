import assert from 'node:assert/strict';
import { type Page, servePage } from '../../../bot/sandbox/page/serve.ts';
import type { Twin } from '../../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../../bot/sandbox/world.ts';
import { approvalCard, decidedCard } from '../../support/fake-cards.ts';
import { caller, type FakeBot, fakeBot, token, trustedTwin } from '../support.ts';

const megan = demoPerson('meganb');
const adaptive = 'application/vnd.microsoft.card.adaptive';
const timeZone = 'Europe/Amsterdam';

describe('The sandbox page on the twin itself', () => {
  let twin: Twin;
  let bot: FakeBot;
  let page: Page;

  before(async () => {
    twin = await trustedTwin();
    bot = await fakeBot();
    twin.setBot(bot.url);
    page = await servePage(twin, { port: 0, people: [megan] });
  });
  after(async () => {
    await page.close();
    bot.close();
    await twin.close();
  });

  const post = async (act: string, body: object) => {
    const headers = { 'Content-Type': 'application/json', 'X-Sandbox-Page': '1' };
    const answer = await fetch(`${page.url}api/${act}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as unknown;
  };
  const state = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return ((await (await fetch(`${page.url}api/state`)).json()) as { set: Record<string, unknown> }).set;
  };
  const key = async (prefix: string) => Object.keys(await state()).find((each) => each.startsWith(prefix)) ?? '';
  const conversation = async () => (await key('chat/')).slice('chat/'.length);

  it('brings what a person says to the bot, in their language, and shows it in their chat', async () => {
    await post('language', { person: megan, locale: 'nl' });
    assert.deepEqual(await post('say', { person: megan, text: 'wie wacht op mij?', timeZone }), { status: 202 });
    const said = bot.heard.find(({ activity }) => activity.type === 'message')?.activity;
    assert.deepEqual([said?.text, said?.locale, said?.localTimezone], ['wie wacht op mij?', 'nl-NL', timeZone]);
    const shown = (await state())[await key('activity/')] as { text: string; from: string };
    assert.deepEqual([shown.text, shown.from], ['wie wacht op mij?', megan]);
  });

  it('shows a posted card, the card that an action brings, and the card as edited for all', async () => {
    const connector = `https://${twin.endpoints.connectorHost}`;
    const call = caller(connector, await token(twin, 'https://api.botframework.com'));
    const place = await conversation();
    const path = `/teams/v3/conversations/${encodeURIComponent(place)}/activities`;
    const activity = (card: object) => ({ type: 'message', attachments: [{ contentType: adaptive, content: card }] });
    const posted = await call('POST', path, activity(approvalCard()));
    const { id } = posted.body as { id: string };
    const seen = async () => {
      const now = await state();
      const own = now[`view/${megan}/${place}/${id}`];
      return own ?? (now[`activity/${place}/${id}`] as { cards: unknown }).cards;
    };
    assert.deepEqual(await seen(), [approvalCard()]);

    bot.answer = { statusCode: 200, type: adaptive, value: decidedCard('Megan Bowen') };
    const press = { person: megan, conversation: place, activity: id, verb: 'approve', data: {}, timeZone };
    assert.deepEqual(await post('press', press), { result: 'card' });
    assert.deepEqual(await seen(), [decidedCard('Megan Bowen')]);

    await call('PUT', `${path}/${id}`, activity(decidedCard('Patti Fernandez')));
    assert.deepEqual(await seen(), [decidedCard('Patti Fernandez')]);
  });

  it('makes Graph throttle in earnest, and shows the call', async () => {
    await post('misbehave', { service: 'graph', mode: 'throttle' });
    const graph = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    const answer = await graph('GET', `/v1.0/groups/${demoGroup('marketing')}/owners`);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '15']);
    const calls = (await state()).calls as { service: string; status: number }[];
    assert.deepEqual(calls.map(({ service, status }) => [service, status]).at(-1), ['graph', 429]);
    await post('misbehave', { service: 'graph', mode: null });
    assert.equal((await graph('GET', `/v1.0/groups/${demoGroup('marketing')}/owners`)).status, 200);
  });

  it('deletes a group and restores it, and puts one outside the write scope', async () => {
    const marketing = demoGroup('marketing');
    const graph = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    const found = async () => (await graph('GET', `/v1.0/groups/${marketing}`)).status;
    const shown = async () => ((await state())[`group/${marketing}`] as { state: string }).state;
    assert.deepEqual([await shown(), await found()], ['works', 200]);
    await post('group', { group: marketing, state: 'deleted' });
    assert.deepEqual([await shown(), await found()], ['deleted', 404]);
    await post('group', { group: marketing, state: 'outside' });
    assert.deepEqual([await shown(), await found()], ['outside', 200]);
    await post('group', { group: marketing, state: 'works' });
    assert.equal(await shown(), 'works');
  });
});
