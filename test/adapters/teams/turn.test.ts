import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseActivity } from '../../../bot/adapters/teams/activity.ts';
import { createBot } from '../../../bot/adapters/teams/bot.ts';
import type { Turn } from '../../../bot/app/turn.ts';
import {
  alex,
  appId,
  channelMessage,
  executed,
  hearing,
  installed,
  invoke,
  keepLog,
  megan,
  personalMessage,
  serviceUrl,
} from './channel.ts';

/** Everything that the conversation hears of one activity. */
async function hear(raw: unknown) {
  const { conversation, heard } = hearing();
  const activity = parseActivity(JSON.parse(JSON.stringify(raw)));
  assert.ok(activity, 'the activity is well-formed');
  const body = await createBot({ conversation, log: keepLog(), sorry: () => 'sorry' })(activity, 'correlation-1');
  return { ...heard, body };
}

async function one<Kind extends Turn['kind']>(kind: Kind, raw: unknown): Promise<Extract<Turn, { kind: Kind }>> {
  const { turns } = await hear(raw);
  assert.deepEqual(
    turns.map((turn) => turn.kind),
    [kind],
  );
  return turns[0] as Extract<Turn, { kind: Kind }>;
}

const text = async (typed: string) => (await one('message', { ...personalMessage, text: typed })).text;

describe('a message from Teams', () => {
  it('in a 1:1 chat carries who speaks, where and what', async () => {
    assert.deepEqual(await one('message', personalMessage), {
      kind: 'message',
      correlation: 'correlation-1',
      key: 'a:1personalchat|1700000000001',
      speaker: { id: alex, name: 'Alex Wilber', locale: 'en-GB', zone: 'Europe/London' },
      place: { serviceUrl, conversation: 'a:1personalchat', type: 'personal' },
      text: 'let Alex Wilber send on behalf of Marketing',
      mentions: new Map(),
    });
  });
  it('in a channel loses the mention of the bot and keeps those of people', async () => {
    const turn = await one('message', channelMessage);
    assert.equal(turn.text, 'let <at>Megan Bowen</at> send as R&D');
    assert.deepEqual([...turn.mentions], [['Megan Bowen', megan]]);
    assert.equal(turn.place.type, 'channel');
  });
  it('in a group chat is known as such', async () => {
    const chat = {
      ...personalMessage.conversation,
      id: '19:x@thread.v2',
      conversationType: 'groupChat',
      isGroup: true,
    };
    assert.equal((await one('message', { ...personalMessage, conversation: chat })).place.type, 'group');
    const untold = { ...chat, conversationType: undefined, isGroup: undefined };
    assert.equal((await one('message', { ...personalMessage, conversation: untold })).place.type, 'group');
  });
  it('loses the mention of the bot wherever it stands and whatever the bot is called there', async () => {
    const entities = [
      { type: 'mention', text: '<at id="0">Be$&half</at>', mentioned: { id: `28:${appId}`, name: 'x' } },
    ];
    const turn = await one('message', { ...personalMessage, entities, text: 'help <at id="0">Be$&half</at> please' });
    assert.equal(turn.text, 'help please');
  });
  it('keeps the mention of a person who is called like the bot', async () => {
    const entities = [
      { type: 'mention', text: '<at>Behalf</at>', mentioned: { id: `28:${appId}` } },
      { type: 'mention', text: '<at>Behalf</at>', mentioned: { id: '29:x', aadObjectId: megan } },
    ];
    const turn = await one('message', {
      ...personalMessage,
      entities,
      text: '<at>Behalf</at> let <at>Behalf</at> send as X',
    });
    assert.equal(turn.text, 'let <at>Behalf</at> send as X');
    assert.deepEqual([...turn.mentions], [['Behalf', megan]]);
  });
  it('does not say who is meant when two people of one name are mentioned', async () => {
    const mention = (id: string) => ({
      type: 'mention',
      text: '<at>Alex Wilber</at>',
      mentioned: { id: '29:x', aadObjectId: id },
    });
    const turn = await one('message', { ...personalMessage, entities: [mention(alex), mention(megan), mention(alex)] });
    assert.equal(turn.mentions.size, 0);
  });
  it('does not say who is meant when Teams gives no object id', async () => {
    const entities = [{ type: 'mention', text: '<at>Alex</at>', mentioned: { id: '29:x', aadObjectId: 'not-an-id' } }];
    assert.equal((await one('message', { ...personalMessage, entities })).mentions.size, 0);
  });
  it('is decoded once', async () => {
    assert.equal(
      await text('R&amp;D&nbsp;and &lt;X&gt; &quot;q&quot; &#39;s&#39; &amp;amp;'),
      'R&D and <X> "q" \'s\' &amp;',
    );
  });
  it('keeps its lines', async () => assert.equal(await text('audit\nMarketing'), 'audit\nMarketing'));
  it('without a text is an empty one', async () =>
    assert.equal((await one('message', { ...personalMessage, text: null })).text, ''));
  it('with a value that is no pressed button is a message', async () => {
    await one('message', { ...personalMessage, value: { verb: 7 } });
    await one('message', { ...personalMessage, value: 'approve' });
  });
});

describe('who speaks', () => {
  const speaker = async (change: object) => (await one('message', { ...personalMessage, ...change })).speaker;
  const named = async (name: unknown) => (await speaker({ from: { ...personalMessage.from, name } })).name;

  it('is the object id in lower case', async () => {
    const from = { ...personalMessage.from, aadObjectId: alex.toUpperCase() };
    assert.equal((await speaker({ from })).id, alex);
  });
  it('has a name without invisible or turning characters, and not for ever', async () => {
    assert.equal(await named('Al\u202eex\u200b \u0007 Wil\nber '), 'Alex Wil ber');
    assert.equal(await named('é'.repeat(500)), 'é'.repeat(100));
    assert.equal(await named(undefined), '');
  });
  it('has a locale where it is one', async () => {
    assert.equal((await speaker({ locale: 'NL-nl' })).locale, 'nl-NL');
    for (const locale of ['', 'x', 'en_GB!', 'a'.repeat(50), null])
      assert.equal((await speaker({ locale })).locale, null);
  });
  it('has the zone of the client, else the local one, where it exists', async () => {
    const client = (timezone: string) => [{ type: 'clientInfo', timezone }];
    assert.equal((await speaker({ entities: client('Asia/Calcutta') })).zone, 'Asia/Calcutta');
    assert.equal(
      (await speaker({ entities: client('Mars/Olympus'), localTimezone: 'Europe/Amsterdam' })).zone,
      'Europe/Amsterdam',
    );
    for (const zone of ['+01:00', '../etc/passwd', '', 'x'.repeat(100)])
      assert.equal((await speaker({ entities: client(zone), localTimezone: zone })).zone, null);
  });
});

describe('a pressed button', () => {
  it('as Action.Execute is known by its verb and data, also without the id that iOS leaves out', async () => {
    const turn = await one('action', executed);
    assert.deepEqual(
      [turn.verb, turn.data, turn.automatic, turn.via, turn.card],
      ['approve', { request: 'K7QF', revision: 1 }, false, 'invoke', '1700000000099'],
    );
  });
  it('is told apart from a card that refreshes itself', async () => {
    const refresh = { action: { type: 'Action.Execute', verb: 'refresh' }, trigger: 'automatic' };
    const turn = await one('action', invoke('adaptiveCard/action', refresh));
    assert.deepEqual([turn.automatic, turn.data], [true, {}]);
  });
  it('as Action.Submit is the same action', async () => {
    const submitted = {
      ...personalMessage,
      text: undefined,
      replyToId: '1700000000099',
      value: { verb: 'deny', request: 'K7QF', revision: 2, reason: 'no' },
    };
    const turn = await one('action', submitted);
    assert.deepEqual(
      [turn.verb, turn.data, turn.automatic, turn.via, turn.card],
      ['deny', { request: 'K7QF', revision: 2, reason: 'no' }, false, 'submit', '1700000000099'],
    );
  });
});

describe('a typeahead', () => {
  const search = (value: object) => one('search', invoke('application/search', value));
  it('carries what was typed', async () => {
    const turn = await search({ queryText: ' mar ', queryOptions: { skip: 5, top: 10 }, dataset: 'groups' });
    assert.deepEqual([turn.query, turn.skip, turn.top, turn.dataset], ['mar', 5, 10, 'groups']);
  });
  it('asks for fifteen at most', async () => {
    const turn = await search({ queryText: null, queryOptions: { skip: -3, top: 1e9 } });
    assert.deepEqual([turn.query, turn.skip, turn.top], ['', 0, 15]);
  });
});

describe('coming and going', () => {
  const bot = personalMessage.recipient;
  const update = { ...personalMessage, type: 'conversationUpdate', text: undefined };

  it('is met when the app is installed', async () => {
    const turn = await one('met', installed);
    assert.deepEqual([turn.speaker.id, turn.key], [alex, 'a:1personalchat|f:install']);
  });
  it('is met when the bot is added to a chat, not when somebody else is', async () => {
    await one('met', { ...update, membersAdded: [bot] });
    assert.equal((await hear({ ...update, membersAdded: [{ id: '29:other' }] })).turns.length, 0);
  });
  it('has left when the app is removed from the 1:1 chat', async () => {
    assert.deepEqual((await hear({ ...installed, action: 'remove' })).left, [alex]);
    assert.deepEqual((await hear({ ...update, membersRemoved: [bot] })).left, [alex]);
  });
  it('has not left when the bot leaves a team', async () => {
    const removed = { ...installed, action: 'remove', conversation: channelMessage.conversation };
    assert.deepEqual((await hear(removed)).left, []);
  });
  it('has no effect when Teams does not say through whom', async () => {
    const { turns, left } = await hear({ ...installed, from: { id: '29:system' } });
    assert.deepEqual([turns, left], [[], []]);
  });
  it('everything else has no effect', async () => {
    for (const type of [
      'messageReaction',
      'messageUpdate',
      'messageDelete',
      'typing',
      'event',
      'endOfConversation',
      'new-kind',
    ]) {
      const { turns, left, body } = await hear({ ...personalMessage, type });
      assert.deepEqual([turns, left, body], [[], [], null], type);
    }
  });
});
