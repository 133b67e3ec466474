import assert from 'node:assert/strict';
import type { Running } from '../../bot/compose.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { createBalancer } from '../crash/balancer.ts';
import { type Office, openOffice, type Seen, toPressed } from '../support/office.ts';
import { freshDatabase, query } from '../support/postgres.ts';

type Json = Record<string, unknown>;

/** Teams sends an activity again that was answered late: each delivery goes to the next of two processes. */
describe('What Teams delivers again, to another process', () => {
  let office: Office;
  let other: Running;
  let url: string;
  let balancer: Awaited<ReturnType<typeof createBalancer>>;
  const alex = demoPerson('alexw');
  const fromBot = async (alias: string) => (await office.chat(alias)).filter(({ from }) => from === 'bot');
  const isDecidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');

  before(async function () {
    this.timeout(60_000);
    url = await freshDatabase();
    office = await openOffice({ env: { DATABASE_URL: url } });
    other = await office.startAnother();
    balancer = await createBalancer(() => [office.bot.port, other.port]);
    office.twin.setBot(balancer.url);
    await office.twin.teams.personalChat(alex);
  });
  after(async () => {
    await balancer.close();
    await other.stop(5000);
    await office.close();
  });

  it('is answered once where it is a message, one after the other and side by side', async () => {
    for (const [word, others] of [
      ['one', [1]],
      ['two', [1, 2, 3]],
    ] as const) {
      const before = (await fromBot('alexw')).length;
      const say = () => office.say('alexw', 'my requests', { activityId: `message-${word}` });
      if (others.length === 1) await say();
      await Promise.all(others.map(say));
      assert.equal((await fromBot('alexw')).length, before + 1, word);
    }
  });

  it('makes one request and one card of a sentence, and one decision of a press, with the same answer', async () => {
    const ask = () => office.say('alexw', 'let me send as Marketing', { activityId: 'ask-1' });
    await Promise.all([ask(), ask()]);
    await ask();
    const card = await office.sees('meganb', isDecidable);
    const [approve] = card.actions;
    const megan = demoPerson('meganb');
    const chat = await office.twin.teams.personalChat(megan);
    const press = () =>
      office.twin.teams.press(
        megan,
        chat,
        card.id,
        { verb: 'approve', data: { ...approve?.data } },
        { turnId: 'go-1' },
      );
    const answers = [...(await Promise.all([press(), press()])), await press()];
    await office.sees('alexw', /^applied$/m);
    answers.push(await press());
    const [first, ...rest] = answers.map(({ body }) => JSON.stringify(body));
    assert.match(toPressed(answers[0]?.body).text, /^approved$/m);
    for (const again of rest) assert.ok(again === first, 'another answer');
    const events = (await query(url, 'select event from audit order by seq')).map(({ event }) => event);
    assert.deepEqual(events, ['request.made', 'request.approved', 'right.applying', 'right.applied']);
    assert.equal(office.twin.changes.length, 1);
    // The card of the request, and the news.
    assert.equal((await fromBot('alexw')).filter(({ text }) => /^applied$/m.test(text)).length, 2);
  });

  it('gives the faults of a sent form once more, and makes one request of a good one', async () => {
    await office.say('alexw', 'let someone send as something');
    const form = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'submit'));
    const chat = await office.twin.teams.personalChat(alex);
    const send = (turnId: string, inputs: Json) => () =>
      office.twin.teams.press(alex, chat, form.id, { verb: 'submit', data: inputs }, { turnId });
    for (const [turnId, inputs] of [
      ['form-bad', { right: 'sendAs' }],
      ['form-good', { right: 'sendOnBehalf', people: alex, group: 'Sales' }],
    ] as const) {
      const answers = await Promise.all([1, 2].map(send(turnId, inputs)));
      answers.push(await send(turnId, inputs)());
      assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1, turnId);
    }
    const made = await query(url, `select id from requests where "right" = 'sendOnBehalf'`);
    assert.equal(made.length, 1);
  });

  it('welcomes somebody once, though two processes hear of the installation at the same moment', async () => {
    office.twin.setBot('http://127.0.0.1:9');
    const adele = demoPerson('adelev');
    await assert.rejects(office.twin.teams.personalChat(adele), 'nobody hears of it yet');
    office.twin.setBot(balancer.url);
    const chat = await office.twin.teams.personalChat(adele);
    const bot = { id: `28:${office.twin.credentials.botId}`, name: 'Behalf' };
    const base = {
      channelId: 'msteams',
      serviceUrl: `https://${office.twin.endpoints.connectorHost}/teams/`,
      from: { id: `29:${adele}`, name: 'Adele Vance', aadObjectId: adele },
      conversation: { conversationType: 'personal', tenantId: office.twin.world.tenant, id: chat },
      recipient: bot,
      channelData: { tenant: { id: office.twin.world.tenant } },
    };
    const token = await office.twin.teams.token();
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const deliver = (activity: Json) => office.twin.teams.raw(JSON.stringify({ ...base, ...activity }), headers);
    const installed = { id: 'met-1', type: 'installationUpdate', action: 'add' };
    const added = { id: 'met-2', type: 'conversationUpdate', membersAdded: [bot] };
    const answers = await Promise.all([installed, added, installed, added].map(deliver));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal((await fromBot('adelev')).length, 1);
  });
});
