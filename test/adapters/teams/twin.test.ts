import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { createListener, type Listener } from '../../../bot/adapters/http/listener.ts';
import { createAuthenticator } from '../../../bot/adapters/teams/authenticate.ts';
import { messagesRoute } from '../../../bot/adapters/teams/messages.ts';
import { createMessenger } from '../../../bot/adapters/teams/messenger.ts';
import type { Messenger } from '../../../bot/ports/messenger.ts';
import type { Twin } from '../../../bot/sandbox/twin.ts';
import { token, trustedTwin } from '../../sandbox/support.ts';
import { hearing, keepLog, quiet } from './channel.ts';

describe('Teams, as the twin plays it', () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'new' }] };
  const { conversation, heard } = hearing((turn) => {
    if (turn.kind === 'search') return { kind: 'choices', choices: [{ title: 'Marketing', value: '1' }] };
    return turn.kind === 'action' ? { kind: 'card', message: { text: null, card, summary: 's' } } : { kind: 'none' };
  });
  let twin: Twin;
  let door: Listener;
  let messenger: Messenger;
  let person: string;
  let chat: string;

  before(async () => {
    twin = await trustedTwin();
    const { endpoints, credentials, world } = twin;
    const log = keepLog();
    const authenticator = createAuthenticator({
      appId: credentials.botId,
      tenant: world.tenant,
      issuer: endpoints.tokenIssuer,
      metadataUrl: endpoints.openIdMetadataUrl,
      hosts: [endpoints.connectorHost],
    });
    const metrics = quiet;
    const routes = [messagesRoute({ authenticator, conversation, log, metrics, sorry: () => 'sorry' })];
    door = createListener({ routes, log, host: '127.0.0.1', port: 0 });
    await door.listen();
    twin.setBot(`http://127.0.0.1:${door.port}`);
    const bearer = await token(twin, 'https://api.botframework.com');
    messenger = createMessenger({
      appId: credentials.botId,
      hosts: [endpoints.connectorHost],
      token: async () => bearer,
      log,
      metrics,
    });
    person = [...world.people.values()].find(({ displayName }) => displayName === 'Alex Wilber')?.id ?? '';
    chat = await twin.teams.personalChat(person);
  });
  after(async () => {
    await door.close(0);
    await twin.close();
  });

  it('tells of the installation, a sentence, a pressed button and a typeahead', async () => {
    heard.turns.splice(0);
    assert.equal(await twin.teams.say(person, 'help', { locale: 'nl-NL', timeZone: 'Europe/Amsterdam' }), 200);
    const turn = heard.turns.at(-1);
    assert.ok(turn?.kind === 'message');
    assert.deepEqual(
      [turn.text, turn.speaker.id, turn.speaker.locale, turn.speaker.zone, turn.place.type],
      ['help', person, 'nl-NL', 'Europe/Amsterdam', 'personal'],
    );

    const sent = await messenger.send(turn.place, { text: null, card: { ...card, body: [] }, summary: 's' });
    assert.ok('sent' in sent);
    const pressed = await twin.teams.press(person, chat, sent.sent.activity, {
      verb: 'approve',
      data: { request: 'K7QF' },
    });
    assert.deepEqual(pressed.body, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card });

    const found = await twin.teams.search(person, chat, 'groups', 'mar');
    assert.equal(found.status, 200);
    assert.deepEqual(
      heard.turns.map(({ kind }) => kind),
      ['message', 'action', 'search'],
    );
  });

  it('shows what is sent and updated', async () => {
    const place = heard.turns[0]?.place;
    assert.ok(place);
    const sent = await messenger.send(place, { text: 'first', card: null, summary: 'first' });
    assert.ok('sent' in sent);
    await messenger.update(place, sent.sent.activity, { text: 'second', card: null, summary: 'second' });
    const shown = twin.teams.chats().find(({ conversation: id }) => id === chat);
    const activity = shown?.activities.find(({ id }) => id === sent.sent.activity);
    assert.deepEqual([activity?.activity.text, activity?.updated], ['second', true]);
  });

  it('gets no call while its Retry-After runs', async () => {
    const place = heard.turns[0]?.place;
    assert.ok(place);
    twin.misbehave('connector', { kind: 'throttle', retryAfterSeconds: 30 });
    const calls = () => twin.calls.filter(({ service }) => service === 'connector').length;
    const before = calls();
    for (const text of ['a', 'b'])
      assert.ok('retryAt' in (await messenger.send(place, { text, card: null, summary: text })));
    twin.misbehave('connector', null);
    assert.equal(calls() - before, 1);
  });
});
