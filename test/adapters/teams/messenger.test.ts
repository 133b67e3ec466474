import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import type { Call, Reply } from '../../../bot/adapters/teams/connector.ts';
import { createMessenger } from '../../../bot/adapters/teams/messenger.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import type { Message, Messenger, Sent } from '../../../bot/ports/messenger.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';
import { appId, keepLog, quiet } from './channel.ts';

const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
const withCard: Message = { text: 'hidden', card, summary: 'A request' };
const plain = (text: string): Message => ({ text, card: null, summary: text });
const start = Date.parse('2026-11-22T14:00:00.000Z');
const teams = 'https://smba.trafficmanager.net/emea/';
const chat = (name = 'a:1') => ({ serviceUrl: teams, conversation: name });
const created = (id = '1'): Reply => ({ status: 201, retryAfter: null, body: JSON.stringify({ id }) });
const fault = (status: number, code = '', retryAfter: string | null = null): Reply => ({
  status,
  retryAfter,
  body: JSON.stringify({ error: { code, message: 'canary' } }),
});

describe('the messenger, on the wire', () => {
  let connector: HttpsServer;
  let seen: { method?: string; path?: string; headers: Record<string, unknown>; body: unknown }[];
  let messenger: Messenger;
  const hosts: string[] = [];
  const here = () => ({ serviceUrl: `${connector.origin}/emea/`, conversation: '19:a@thread.tacv2;messageid=1' });

  beforeEach(async () => {
    seen = [];
    connector = await startHttps((request, response, body) => {
      seen.push({ method: request.method, path: request.url, headers: request.headers, body: JSON.parse(body) });
      json(response, request.method === 'POST' ? 201 : 200, { id: `id-${seen.length}` });
    });
    hosts.splice(0, 1, new URL(connector.origin).host);
    messenger = createMessenger({ appId, hosts, token: async () => 'token-1', log: keepLog(), metrics: quiet });
  });
  afterEach(() => connector.close());

  it('posts a card with its summary, and no text beside it', async () => {
    assert.deepEqual(await messenger.send(here(), withCard), { sent: { activity: 'id-1' } });
    const [call] = seen;
    assert.deepEqual(
      [call?.method, call?.path],
      ['POST', '/emea/v3/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D1/activities'],
    );
    assert.equal(call?.headers.authorization, 'Bearer token-1');
    assert.deepEqual(call?.body, {
      type: 'message',
      textFormat: 'plain',
      summary: 'A request',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
      from: { id: `28:${appId}` },
      conversation: { id: '19:a@thread.tacv2;messageid=1' },
    });
  });
  it('posts plain text as plain text', async () => {
    await messenger.send(here(), plain('[x](https://evil.test) <at>you</at>'));
    const body = seen[0]?.body as Record<string, unknown>;
    assert.deepEqual(
      [body.text, body.textFormat, body.attachments, body.entities],
      ['[x](https://evil.test) <at>you</at>', 'plain', undefined, undefined],
    );
  });
  it('updates the activity that it is told', async () => {
    assert.deepEqual(await messenger.update(here(), 'id/7', withCard), { sent: { activity: 'id-1' } });
    assert.deepEqual([seen[0]?.method, seen[0]?.path?.endsWith('/activities/id%2F7')], ['PUT', true]);
  });
  it('keeps its connection', async () => {
    const sockets = new Set();
    connector.answer = (request, response) => {
      sockets.add(request.socket);
      json(response, 201, { id: 'x' });
    };
    for (const text of ['a', 'b', 'c']) await messenger.send(here(), plain(text));
    assert.equal(sockets.size, 1);
  });
  it('does not follow a redirect', async () => {
    let elsewhere = 0;
    const thief = await startHttps((_, response) => {
      elsewhere++;
      json(response, 201, { id: 'x' });
    });
    connector.answer = (_, response) => json(response, 307, {}, { location: `${thief.origin}/v3` });
    assert.deepEqual(await messenger.send(here(), plain('a')), { unreachable: 'forbidden' });
    await thief.close();
    assert.equal(elsewhere, 0);
  });
  it('says when to come back when the reply is lost', async () => {
    connector.answer = (request) => request.socket.destroy();
    assert.ok('retryAt' in (await messenger.send(here(), plain('a'))));
  });
  it('says when to come back when the reply cannot be read, for nobody knows what was sent under which id', async () => {
    connector.answer = (_, response) => response.writeHead(201).end('\u0000garbled');
    assert.ok('retryAt' in (await messenger.send(here(), plain('a'))));
  });
  it('sends nothing to a foreign host, whoever stored the address', async () => {
    let calls = 0;
    const canary = await startHttps((_, response) => {
      calls++;
      json(response, 201, { id: 'x' });
    });
    const port = new URL(connector.origin).port;
    const foreign = [
      `${canary.origin}/emea/`,
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}@${new URL(canary.origin).host}/`,
      `https://user:secret@127.0.0.1:${port}/`,
      'https://evil.trafficmanager.net/emea/',
      'not a url',
      '',
    ];
    for (const serviceUrl of foreign) {
      assert.deepEqual(await messenger.send({ serviceUrl, conversation: 'a:1' }, plain('a')), {
        unreachable: 'forbidden',
      });
      await messenger.typing({ serviceUrl, conversation: 'a:1' });
    }
    await canary.close();
    assert.deepEqual([calls, seen.length], [0, 0]);
  });
  it('sends nothing under an id that would change the path', async () => {
    for (const conversation of ['', '.', '..']) {
      assert.deepEqual(await messenger.send({ ...here(), conversation }, plain('a')), { unreachable: 'forbidden' });
    }
    assert.deepEqual(await messenger.update(here(), '..', plain('a')), { unreachable: 'forbidden' });
    assert.equal(seen.length, 0);
  });
});

describe('the messenger, in time', () => {
  let clock: sinon.SinonFakeTimers;
  let calls: (Call & { at: number })[];
  let reply: (call: Call) => Reply | Promise<Reply>;
  let messenger: Messenger;
  let token: (options?: { readonly fresh?: boolean }) => Promise<string>;
  const log = keepLog();

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: start, toFake: ['performance', 'Date', 'setTimeout', 'clearTimeout'] });
    calls = [];
    reply = () => created();
    token = async () => 'token';
    messenger = createMessenger({
      appId,
      hosts: ['smba.trafficmanager.net'],
      token: (options) => token(options),
      log,
      metrics: quiet,
      call: async (call) => {
        calls.push({ ...call, at: Date.now() });
        return reply(call);
      },
    });
  });
  afterEach(() => clock.restore());

  /** Lets everything happen that happens within so many milliseconds. */
  const settle = async <T>(promise: Promise<T>, ms = 60_000): Promise<T> => {
    await clock.tickAsync(ms);
    return promise;
  };
  const texts = () => calls.map(({ body }) => JSON.parse(body).text);
  const times = () => calls.map(({ at }) => at - start);
  const back = (sent: Sent) => ('retryAt' in sent ? sent.retryAt.getTime() - start : null);

  it('sends into one conversation in the order of asking, one at a time', async () => {
    let open = 0;
    let most = 0;
    reply = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, calls.length === 1 ? 300 : 10));
      open--;
      return created();
    };
    await settle(Promise.all(['a', 'b', 'c'].map((text) => messenger.send(chat(), plain(text)))));
    assert.deepEqual([texts(), most], [['a', 'b', 'c'], 1]);
  });
  it('does not let one conversation wait for another', async () => {
    reply = async ({ url }) => {
      if (url.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 5000));
      return created();
    };
    const slow = messenger.send(chat('slow'), plain('a'));
    assert.ok('sent' in (await settle(messenger.send(chat('quick'), plain('b')), 0)));
    await settle(slow);
  });
  it('keeps to seven a second and eight in two seconds', async () => {
    const sent = Promise.all(Array.from({ length: 8 }, (_, n) => messenger.send(chat(), plain(`${n}`))));
    await settle(sent);
    assert.deepEqual(times(), [0, 0, 0, 0, 0, 0, 0, 1000]);
    const more = await settle(messenger.send(chat(), plain('9')));
    assert.ok('sent' in more);
  });
  it('never breaks any limit, however much is asked, and says to the rest when to come back', async () => {
    const asked = Array.from({ length: 20 }, (_, n) => messenger.send(chat(), plain(`${n}`)));
    const sent = await settle(Promise.all(asked));
    for (const [most, ms] of [
      [7, 1000],
      [8, 2000],
    ] as const)
      for (const from of times()) assert.ok(times().filter((at) => at >= from && at < from + ms).length <= most);
    const refused = sent.filter((one) => 'retryAt' in one);
    assert.ok(refused.length > 0 && refused.length + calls.length === 20);
    for (const one of refused) assert.ok((back(one) ?? 0) > 3000);
  });
  it('makes nobody wait longer when the wall clock is set back', async () => {
    await settle(Promise.all(Array.from({ length: 8 }, (_, n) => messenger.send(chat(), plain(`${n}`)))));
    clock.setSystemTime(start - 86_400_000);
    assert.ok('sent' in (await settle(messenger.send(chat(), plain('9')), 0)));
  });
  it('keeps to sixty in thirty seconds', async () => {
    const asked: Promise<Sent>[] = [];
    for (let n = 0; n < 90; n++) {
      asked.push(messenger.send(chat(), plain(`${n}`)));
      await clock.tickAsync(400);
    }
    await settle(Promise.all(asked));
    assert.ok(calls.length > 60);
    for (const from of times()) assert.ok(times().filter((at) => at >= from && at < from + 30_000).length <= 60);
  });
  it('keeps to fifty a second over all conversations', async () => {
    const asked = Array.from({ length: 120 }, (_, n) => messenger.send(chat(`c${n}`), plain('x')));
    await settle(Promise.all(asked));
    assert.equal(calls.length, 120);
    for (const from of times()) assert.ok(times().filter((at) => at >= from && at < from + 1000).length <= 50);
  });

  it('waits for a short Retry-After, with everything', async () => {
    reply = () => (calls.length === 1 ? fault(429, 'TooManyRequests', '2') : created());
    const both = Promise.all([messenger.send(chat(), plain('a')), messenger.send(chat(), plain('b'))]);
    await clock.tickAsync(0);
    const other = messenger.send(chat('other'), plain('c'));
    await settle(Promise.all([both, other]));
    assert.deepEqual(times(), [0, 2000, 2000, 2000]);
    assert.deepEqual(
      texts().filter((text) => text !== 'c'),
      ['a', 'a', 'b'],
    );
  });
  it('calls nobody before a long Retry-After has passed, and says until when', async () => {
    reply = () => fault(429, 'TooManyRequests', '60');
    assert.equal(back(await settle(messenger.send(chat(), plain('a')), 0)), 60_000);
    assert.equal(back(await settle(messenger.send(chat('other'), plain('b')), 0)), 60_000);
    assert.equal(back(await settle(messenger.update(chat('third'), '1', plain('c')), 58_000)), 60_000);
    await messenger.typing(chat('fourth'));
    assert.equal(calls.length, 1);
    reply = () => created();
    assert.ok('sent' in (await settle(messenger.send(chat(), plain('d')))));
    assert.deepEqual(times(), [0, 60_000]);
  });
  it('reads a Retry-After that is a date, on 503 as well', async () => {
    reply = () => fault(503, 'ServiceUnavailable', new Date(start + 90_000).toUTCString());
    assert.equal(back(await settle(messenger.send(chat(), plain('a')), 0)), 90_000);
  });
  for (const status of [412, 429, 502, 503, 504]) {
    it(`tries again a little later after ${status} without a time`, async () => {
      reply = () => (calls.length < 3 ? fault(status) : created('7'));
      assert.deepEqual(await settle(messenger.send(chat(), plain('a'))), { sent: { activity: '7' } });
      const [, second = 0, third = 0] = times();
      assert.ok(second >= 200 && third >= second + 400);
    });
    it(`gives up after three times ${status}, and says when to come back`, async () => {
      reply = () => fault(status);
      const at = back(await settle(messenger.send(chat(), plain('a'))));
      assert.deepEqual([calls.length, at !== null && at > 5000], [3, true]);
    });
  }
  for (const [title, answer] of [
    ['500', fault(500)],
    ['a lost reply', null],
  ] as const) {
    it(`does not try again by itself after ${title}`, async () => {
      reply = () => answer;
      const at = back(await settle(messenger.send(chat(), plain('a'))));
      assert.deepEqual([calls.length, at !== null && at >= 5000], [1, true]);
    });
  }

  const unreachable: [number, string, string][] = [
    [403, 'BotNotInConversationRoster', 'not-installed'],
    [403, 'ConversationBlockedByUser', 'blocked'],
    [403, 'BotDisabledByAdmin', 'forbidden'],
    [403, '', 'forbidden'],
    [404, 'ConversationNotFound', 'gone'],
    [404, 'ActivityNotFoundInConversation', 'gone'],
    [404, '', 'gone'],
    [400, 'BadSyntax', 'forbidden'],
    [413, 'MessageSizeTooBig', 'forbidden'],
  ];
  for (const [status, code, why] of unreachable) {
    it(`says ${why} after ${status} ${code}, without another try`, async () => {
      reply = () => fault(status, code);
      assert.deepEqual(await settle(messenger.update(chat(), '1', plain('a'))), { unreachable: why });
      assert.equal(calls.length, 1);
    });
  }

  it('takes a fresh token once when the token is refused', async () => {
    const wanted: (boolean | undefined)[] = [];
    token = async (options) => {
      wanted.push(options?.fresh);
      return `token-${wanted.length}`;
    };
    reply = ({ token }) => (token === 'token-2' ? created('7') : fault(401));
    assert.deepEqual(await settle(messenger.send(chat(), plain('a'))), { sent: { activity: '7' } });
    assert.deepEqual(wanted, [false, true]);
    reply = () => fault(401);
    assert.ok('retryAt' in (await settle(messenger.send(chat(), plain('a')))));
    assert.equal(calls.length, 4);
  });
  it('says when to come back when there is no token', async () => {
    token = async () => {
      throw new Fault('token-unavailable', 'no token', { retryAt: new Date(start + 7000) });
    };
    assert.equal(back(await settle(messenger.send(chat(), plain('a')))), 7000);
    assert.equal(calls.length, 0);
    token = async () => 'token';
    assert.ok('sent' in (await settle(messenger.send(chat(), plain('b')))), 'the lane is free again');
  });
  it('is typing only where nothing waits', async () => {
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return created();
    };
    const sent = messenger.send(chat(), plain('a'));
    const typing = messenger.typing(chat());
    await settle(Promise.all([sent, typing]));
    await settle(messenger.typing(chat()));
    assert.deepEqual(
      calls.map(({ body }) => JSON.parse(body).type),
      ['message', 'typing'],
    );
  });
  it('never throws for typing', async () => {
    reply = () => fault(403, 'ConversationBlockedByUser');
    await settle(messenger.typing(chat()));
    assert.equal(calls.length, 1);
  });
  it('logs codes only', async () => {
    log.lines.splice(0);
    reply = () => fault(403, 'ConversationBlockedByUser');
    await settle(messenger.send(chat(), plain('secret words')));
    const [call] = log.lines.splice(0, 1);
    const { clientRequestId, ...fields } = call?.fields ?? {};
    assert.deepEqual(
      [call?.level, call?.event, fields],
      ['debug', 'teams.call', { operation: 'send', outcome: 'never', status: 403, ms: 0 }],
    );
    assert.equal(clientRequestId, calls[0]?.id);
    assert.deepEqual(log.lines, [
      { level: 'warn', event: 'teams.unreachable', fields: { code: 'ConversationBlockedByUser', kind: 'blocked' } },
    ]);
  });
  it('says of each call how it went, and by which id Teams knows it', async () => {
    log.lines.splice(0);
    reply = () => (calls.length === 1 ? null : created('7'));
    await settle(messenger.update(chat(), '1', plain('a')));
    await settle(messenger.typing(chat('other')));
    assert.deepEqual(
      log.lines.map(({ level, fields }) => [level, fields.operation, fields.outcome, fields.clientRequestId]),
      [
        ['warn', 'update', 'lost', calls[0]?.id],
        ['debug', 'typing', 'done', calls[1]?.id],
      ],
    );
    assert.notEqual(calls[0]?.id, calls[1]?.id);
  });
});
