import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { caller, type FakeBot, fakeBot, token, trustedTwin } from './support.ts';

type Json = Record<string, unknown>;

const alex = demoPerson('alexw');
const megan = demoPerson('meganb');
const zoe = demoPerson('zoeh');
const content = (text: string, refresh?: object) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
  ...(refresh === undefined ? {} : { refresh }),
});
const message = (card: object) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});
const returned = (card: object) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: card,
});

describe('sandbox: Teams clients', () => {
  let twin: Twin;
  let bot: FakeBot;
  let connector: ReturnType<typeof caller>;
  const last = () => bot.heard.at(-1)?.activity ?? assert.fail();
  const write = async (chat: string, activity: object, id?: string) => {
    const path = `/teams/v3/conversations/${encodeURIComponent(chat)}/activities${id === undefined ? '' : `/${id}`}`;
    const answer = await connector(id === undefined ? 'POST' : 'PUT', path, activity);
    return (answer.body as { id: string }).id;
  };
  const sees = (person: string, chat: string) =>
    twin.teams.view(person, chat).map(({ activity }) => {
      const [attachment] = activity.attachments as { content: { body: { text: string }[] } }[];
      return attachment?.content.body[0]?.text;
    });

  beforeEach(async () => {
    bot = await fakeBot();
    twin = await trustedTwin();
    twin.setBot(bot.url);
    connector = caller(`https://${twin.endpoints.connectorHost}`, await token(twin, 'https://api.botframework.com'));
  });
  afterEach(async () => {
    bot.close();
    await twin.close();
  });

  it('tells the bot of the installation first, then brings what was said, with a token for this service address', async () => {
    assert.equal(await twin.teams.say(alex, 'hello'), 202);
    assert.deepEqual(
      bot.heard.map(({ activity }) => activity.type),
      ['conversationUpdate', 'installationUpdate', 'message'],
    );
    const { id, timestamp, localTimestamp, attachments: _, ...said } = last();
    assert.ok(id && timestamp);
    assert.match(String(localTimestamp), /\+0[12]:00$/);
    const chat = twin.teams.chats()[0]?.conversation;
    const { from, recipient, ...rest } = said as Json & { from: Json; recipient: Json };
    assert.match(String(from.id), /^29:/);
    assert.equal(from.aadObjectId, alex);
    assert.equal(recipient.id, `28:${twin.credentials.botId}`);
    assert.deepEqual(rest, {
      type: 'message',
      text: 'hello',
      textFormat: 'plain',
      channelId: 'msteams',
      serviceUrl: `https://${twin.endpoints.connectorHost}/teams/`,
      conversation: { conversationType: 'personal', tenantId: twin.world.tenant, id: chat },
      channelData: { tenant: { id: twin.world.tenant } },
      locale: 'en-US',
      localTimezone: 'Europe/Amsterdam',
      entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Amsterdam' }],
    });
    const claims = decodeJwt((bot.heard.at(-1)?.authorization ?? '').replace('Bearer ', ''));
    assert.equal(claims.aud, twin.credentials.botId);
    assert.equal(claims.iss, twin.endpoints.tokenIssuer);
    assert.equal(claims.serviceurl, rest.serviceUrl);
  });

  it('speaks in the locale of the person, or the one told', async () => {
    await twin.teams.say(zoe, 'hallo');
    assert.equal(last().locale, 'nl-NL');
    await twin.teams.say(zoe, 'hello', { locale: 'en-GB', timeZone: 'Asia/Kolkata' });
    assert.deepEqual([last().locale, last().localTimezone], ['en-GB', 'Asia/Kolkata']);
    assert.match(String(last().localTimestamp), /\+05:30$/);
  });

  it('sends the same turn again under the same id, and shows it once', async () => {
    await twin.teams.say(alex, 'hello', { activityId: '42' });
    await twin.teams.say(alex, 'hello', { activityId: '42' });
    assert.equal(bot.heard.filter(({ activity }) => activity.id === '42').length, 2);
    assert.equal(twin.teams.chats()[0]?.activities.length, 1);
  });

  it('mentions the bot in a group chat and in a channel, and people where they are named', async () => {
    for (const [type, id] of [
      ['groupChat', /@thread\.v2$/],
      ['channel', /@thread\.tacv2;messageid=\d+$/],
    ] as const) {
      const conversation = await twin.teams.gather([alex, megan], type);
      assert.match(conversation, id);
      await twin.teams.say(alex, 'let Megan Bowen send as Sales', { conversation, mentions: [megan] });
      assert.equal(last().text, '<at>Behalf</at> let <at>Megan Bowen</at> send as Sales');
      const mentions = (last().entities as { type: string; mentioned?: { name: string } }[]).filter(
        (entity) => entity.type === 'mention',
      );
      assert.deepEqual(
        mentions.map(({ mentioned }) => mentioned?.name),
        ['Behalf', 'Megan Bowen'],
      );
      assert.equal((last().conversation as Json).conversationType, type);
    }
  });

  it('presses Action.Execute; a returned card is seen by who pressed only', async () => {
    const chat = await twin.teams.gather([alex, megan]);
    const id = await write(chat, message(content('waiting')));
    bot.answer = returned(content('approved by you'));
    const action = { verb: 'approve', data: { request: 'K7QF', revision: 3 } };
    const answer = await twin.teams.press(megan, chat, id, action, { turnId: '77' });
    assert.deepEqual(answer, { status: 200, body: bot.answer });
    const { type, name, value, replyToId } = last();
    assert.deepEqual(
      { type, name, replyToId, id: last().id },
      { type: 'invoke', name: 'adaptiveCard/action', replyToId: id, id: '77' },
    );
    assert.deepEqual(value, {
      action: { type: 'Action.Execute', id: '', title: '', ...action },
      trigger: 'manual',
    });
    assert.deepEqual(sees(megan, chat), ['approved by you']);
    assert.deepEqual(sees(alex, chat), ['waiting']);
  });

  it('lets an update replace the card for everybody, own views too', async () => {
    const chat = await twin.teams.gather([alex, megan]);
    const id = await write(chat, message(content('waiting')));
    bot.answer = returned(content('only mine'));
    await twin.teams.press(megan, chat, id, { verb: 'approve', data: {} });
    await write(chat, message(content('approved')), id);
    assert.deepEqual([sees(megan, chat), sees(alex, chat)], [['approved'], ['approved']]);
  });

  it('leaves the card as it is when a message or an error comes back', async () => {
    const chat = await twin.teams.personalChat(alex);
    const id = await write(chat, message(content('waiting')));
    for (const answer of [
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Too late' },
      { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'y' } },
      null,
    ]) {
      bot.answer = answer;
      await twin.teams.press(alex, chat, id, { verb: 'approve', data: {} });
      assert.deepEqual(sees(alex, chat), ['waiting']);
    }
  });

  it('refreshes by itself, on opening, the cards that name the person', async () => {
    const chat = await twin.teams.gather([alex, megan]);
    const [first] = (await connector('GET', `/teams/v3/conversations/${encodeURIComponent(chat)}/members`)).body as {
      id: string;
    }[];
    const refresh = {
      action: { type: 'Action.Execute', verb: 'refresh', data: { request: 'K7QF' } },
      userIds: [first?.id],
    };
    await write(chat, message(content('for all', refresh)));
    bot.answer = returned(content('for Alex'));
    assert.equal(await twin.teams.open(megan, chat), 0);
    assert.equal(await twin.teams.open(alex, chat), 1);
    assert.equal((last().value as Json).trigger, 'automatic');
    assert.deepEqual([sees(alex, chat), sees(megan, chat)], [['for Alex'], ['for all']]);
  });

  it('submits a form as a message with a value, and asks for choices', async () => {
    const chat = await twin.teams.personalChat(alex);
    const id = await write(chat, message(content('form')));
    await twin.teams.submit(alex, chat, { verb: 'submit', right: 'sendAs' });
    const { type, value, text, replyToId } = last();
    assert.deepEqual(
      { type, value, text, replyToId },
      {
        type: 'message',
        value: { verb: 'submit', right: 'sendAs' },
        text: undefined,
        replyToId: id,
      },
    );
    bot.answer = { type: 'application/vnd.microsoft.search.searchResponse', value: { results: [] } };
    const found = await twin.teams.search(alex, chat, 'groups', 'mark');
    assert.deepEqual(found.body, bot.answer);
    assert.equal(last().name, 'application/search');
    assert.deepEqual(last().value, { queryText: 'mark', queryOptions: { skip: 0, top: 15 }, dataset: 'groups' });
  });

  it('replaces claims of a channel token, and leaves out what is undefined', async () => {
    const claims = decodeJwt(await twin.teams.token({ aud: 'somebody', exp: undefined }));
    assert.equal(claims.aud, 'somebody');
    assert.ok(!('exp' in claims));
  });
});
