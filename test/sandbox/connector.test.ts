import assert from 'node:assert/strict';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { type Answer, caller, type FakeBot, fakeBot, token, trustedTwin } from './support.ts';

const alex = demoPerson('alexw');
const card = (text: string) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
});

describe('sandbox: connector', () => {
  let twin: Twin;
  let bot: FakeBot;
  let now: number;
  let call: ReturnType<typeof caller>;
  let chat: string;
  const path = (rest = '') => `/teams/v3/conversations/${encodeURIComponent(chat)}${rest}`;
  const post = (activity: object) => call('POST', path('/activities'), activity);
  const text = (words: string) => ({ type: 'message', text: words });
  const code = (answer: Answer) => (answer.body as { error: { code: string } }).error.code;
  const id = (answer: Answer) => (answer.body as { id: string }).id;

  beforeEach(async () => {
    now = Date.now();
    bot = await fakeBot();
    twin = await trustedTwin({ now: () => now });
    twin.setBot(bot.url);
    call = caller(`https://${twin.endpoints.connectorHost}`, await token(twin, 'https://api.botframework.com'));
    chat = await twin.teams.personalChat(alex);
  });
  afterEach(async () => {
    bot.close();
    await twin.close();
  });

  it('wants a token for the connector', async () => {
    const graph = caller(`https://${twin.endpoints.connectorHost}`, await token(twin, twin.endpoints.graphUrl));
    assert.equal((await graph('POST', path('/activities'), text('hi'))).status, 401);
  });

  it('posts, changes and deletes a message of the bot', async () => {
    const sent = await post(text('one'));
    assert.equal(sent.status, 201);
    const changed = await call('PUT', path(`/activities/${id(sent)}`), text('two'));
    assert.equal(changed.status, 200);
    const [shown] = twin.teams.chats()[0]?.activities ?? [];
    assert.deepEqual([shown?.activity.text, shown?.updated, shown?.from], ['two', true, 'bot']);
    assert.equal((await call('DELETE', path(`/activities/${id(sent)}`))).status, 200);
    assert.deepEqual(twin.teams.chats()[0]?.activities, []);
    assert.equal(code(await call('PUT', path(`/activities/${id(sent)}`), text('x'))), 'ActivityNotFoundInConversation');
  });

  it('keeps no "is typing"', async () => {
    assert.equal((await post({ type: 'typing' })).status, 201);
    assert.deepEqual(twin.teams.chats()[0]?.activities, []);
  });

  it('opens a 1:1 chat by Teams id or object id, only for whom the app is installed', async () => {
    const create = (member: string) =>
      call('POST', '/teams/v3/conversations', {
        members: [{ id: member }],
        tenantId: twin.world.tenant,
        isGroup: false,
      });
    assert.equal(id(await create(alex)), chat);
    const [member] = (await call('GET', path('/members'))).body as { id: string; aadObjectId: string }[];
    assert.equal(member?.aadObjectId, alex);
    assert.equal(id(await create(member?.id ?? '')), chat);
    assert.equal(code(await create(demoPerson('meganb'))), 'BotNotInConversationRoster');
    assert.equal((await call('POST', '/teams/v3/conversations', { members: [{ id: alex }] })).status, 403);
  });

  it('shows a member by Teams id', async () => {
    const { members } = (await call('GET', path('/pagedmembers'))).body as { members: { id: string; name: string }[] };
    const one = await call('GET', path(`/members/${encodeURIComponent(members[0]?.id ?? '')}`));
    assert.equal((one.body as { name: string }).name, 'Alex Wilber');
    assert.equal((await call('GET', path('/members/29:nobody'))).status, 404);
  });

  it('refuses to write where the bot is not, where it is blocked, and where nothing is', async () => {
    twin.teams.block(alex);
    assert.equal(code(await post(text('x'))), 'ConversationBlockedByUser');
    twin.teams.block(alex, false);
    await twin.teams.uninstall(alex);
    assert.equal(code(await post(text('x'))), 'BotNotInConversationRoster');
    chat = 'a:nowhere';
    assert.equal(code(await post(text('x'))), 'ConversationNotFound');
  });

  it('holds to the limits of a thread: 7 in a second, 8 in two, 60 in thirty', async () => {
    const burst = async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => post(text('x'))));
      return answers.filter(({ status }) => status === 429);
    };
    const refused = await burst(8);
    assert.deepEqual(
      refused.map((answer) => answer.headers.get('Retry-After')),
      ['1'],
    );
    now += 1000;
    assert.equal((await burst(2)).length, 1);
    for (let sent = 8; sent < 60; sent += 4) {
      now += 2000;
      assert.equal((await burst(4)).length, 0);
    }
    now += 1500;
    const [late] = await burst(1);
    assert.ok(Number(late?.headers.get('Retry-After')) >= 1);
  });

  it('lets the bot send again at once when the clock was turned back', async () => {
    for (let sent = 0; sent < 7; sent++) assert.equal((await post(text('x'))).status, 201);
    assert.equal((await post(text('x'))).status, 429);
    now -= 2 * 86_400_000;
    call = caller(`https://${twin.endpoints.connectorHost}`, await token(twin, 'https://api.botframework.com'));
    assert.equal((await post(text('x'))).status, 201);
  });

  it('refuses what is too large, of a wrong type, or empty', async () => {
    const attach = (...attachments: object[]) => post({ type: 'message', attachments });
    assert.equal((await attach(card('small'))).status, 201);
    assert.equal(code(await attach(card('x'.repeat(28 * 1024)))), 'MessageSizeTooBig');
    assert.equal(code(await post(text('x'.repeat(60_000)))), 'MessageSizeTooBig');
    assert.equal((await attach({ ...card('x'), contentType: 'application/json' })).status, 400);
    now += 5000;
    assert.equal((await attach({ ...card('x'), content: { type: 'Nonsense' } })).status, 400);
    assert.equal((await post({ type: 'message' })).status, 400);
  });

  it('knows the chat also by the id that Graph gives after installing the app', async () => {
    const graph = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    const catalog = await graph('GET', `/v1.0/appCatalogs/teamsApps?$filter=externalId eq 'behalf'`);
    const [app] = (catalog.body as { value: { id: string }[] }).value;
    assert.equal(app?.id, twin.teamsAppId);
    const megan = demoPerson('meganb');
    const apps = `/v1.0/users/${megan}/teamwork/installedApps`;
    const bind = (appId: string) => ({
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${appId}`,
    });
    assert.equal((await graph('POST', apps, bind('nonsense'))).status, 404);
    assert.equal((await graph('POST', apps, bind(twin.teamsAppId))).status, 201);
    assert.equal((await graph('POST', apps, bind(twin.teamsAppId))).status, 409);
    const found = await graph('GET', `${apps}?$expand=teamsApp&$filter=teamsApp/id eq '${twin.teamsAppId}'`);
    const [installed] = (found.body as { value: { id: string; teamsApp: { id: string } }[] }).value;
    assert.equal(installed?.teamsApp.id, twin.teamsAppId);
    const { body } = await graph('GET', `${apps}/${encodeURIComponent(installed?.id ?? '')}/chat`);
    chat = (body as { id: string }).id;
    assert.equal((await post(text('welcome'))).status, 201);
    const meganChat = twin.teams.chats().find(({ people }) => people.includes(megan));
    assert.match(meganChat?.conversation ?? '', /^a:/);
    assert.equal(meganChat?.activities.length, 1);
  });
});
