import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Answer, Turn } from '../../../bot/app/turn.ts';
import {
  type Door,
  executed,
  hearing,
  type Issuer,
  invoke,
  keepLog,
  openDoor,
  personalMessage,
  startIssuer,
} from './channel.ts';

const errorType = 'application/vnd.microsoft.error';

describe('the front door', () => {
  const { conversation, heard } = hearing();
  let channel: Issuer;
  let door: Door;
  let authorization: string;

  before(async () => {
    channel = await startIssuer();
    door = await openDoor(channel, { conversation, ready: { store: async () => true, keys: async () => true } });
    authorization = `Bearer ${await channel.token()}`;
  });
  after(() => door.close(0));
  beforeEach(() => heard.turns.splice(0));

  const refuses = async (status: number, body: string, headers: Record<string, string> = {}) => {
    const response = await door.post(body, { authorization, ...headers });
    assert.deepEqual([response.status, await response.text()], [status, '']);
    assert.equal(heard.turns.length, 0);
  };

  it('tells whether the process lives and whether it is ready', async () => {
    assert.equal((await fetch(`${door.url}/healthz`)).status, 200);
    const ready = await fetch(`${door.url}/readyz`);
    assert.deepEqual([ready.status, await ready.json()], [200, { store: true, keys: true }]);
  });

  it('gives no hint for anything else, whatever the method', async () => {
    const asked: [string, string][] = [
      ['GET', '/'],
      ['GET', '/api/messages'],
      ['PUT', '/api/messages'],
      ['OPTIONS', '/api/messages'],
      ['POST', '/healthz'],
      ['POST', '/api/messages/'],
      ['GET', '/metrics'],
      ['GET', '/%00'],
      ['GET', '/toString'],
    ];
    for (const [method, path] of asked) {
      const response = await fetch(`${door.url}${path}`, { method });
      assert.deepEqual([response.status, await response.text()], [404, ''], `${method} ${path}`);
      const names = [...response.headers.keys()].filter((name) => !['connection', 'keep-alive', 'date'].includes(name));
      assert.deepEqual(names, ['content-length']);
    }
  });

  it('names no software', async () => {
    const response = await door.post(JSON.stringify(personalMessage), { authorization });
    assert.equal(response.headers.get('server'), null);
    assert.equal(response.headers.get('x-powered-by'), null);
  });

  it('does not leave an upgrade hanging', async () => {
    const socket = connect(door.port, '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    const [data] = await once(socket, 'data');
    socket.destroy();
    assert.match(String(data), /^HTTP\/1\.1 200 /);
  });

  it('refuses every type but JSON', async () => {
    const body = JSON.stringify(personalMessage);
    for (const type of [
      'text/plain',
      'text/json',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/jsonp',
    ])
      await refuses(415, body, { 'content-type': type });
  });
  it('refuses compressed bodies', async () => {
    const zipped = gzipSync(JSON.stringify(personalMessage)).toString('latin1');
    await refuses(415, zipped, { 'content-encoding': 'gzip' });
    await refuses(415, '{}', { 'content-encoding': 'br' });
  });
  it('accepts JSON that says it is UTF-8', async () => {
    const headers = { authorization, 'content-type': 'application/json; charset=utf-8' };
    assert.equal((await door.post(JSON.stringify(personalMessage), headers)).status, 200);
  });

  it('refuses a body over 256 KB by its announced length', async () =>
    refuses(413, JSON.stringify({ ...personalMessage, text: 'x'.repeat(256 * 1024) })));
  it('refuses a body over 256 KB that announces no length', async () => {
    const request = httpRequest(`${door.url}/api/messages`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    for (let n = 0; n < 20; n++) request.write(' '.repeat(32 * 1024));
    const [response] = await once(request, 'response');
    request.destroy();
    assert.equal(response.statusCode, 413);
  });
  it('takes a body just under 256 KB', async () => {
    const text = 'x'.repeat(255 * 1024 - JSON.stringify(personalMessage).length);
    const response = await door.post(JSON.stringify({ ...personalMessage, text }), { authorization });
    assert.equal(response.status, 200);
  });
  it('answers a 64 MB body without a token before it has come, does not read it, and closes', async () => {
    const socket = connect(door.port, '127.0.0.1');
    socket.on('error', () => {}); // we are cut off in the middle
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 67108864\r\n\r\n',
    );
    const [answer] = await once(socket, 'data');
    const megabyte = Buffer.alloc(1024 * 1024);
    let taken = 0;
    while (taken < 64 && !socket.destroyed) {
      socket.write(megabyte);
      const drained = new Promise((resolve) => socket.once('drain', () => resolve(1)));
      taken += (await Promise.race([drained, closed.then(() => 0)])) as number;
    }
    assert.match(String(answer), /^HTTP\/1\.1 401 /);
    assert.ok(taken < 64, `${taken} MB were read`);
  });
  it('lets a plain client with a 64 MB body read the answer', async () => {
    const response = await fetch(`${door.url}/api/messages`, { method: 'POST', body: Buffer.alloc(64 * 1024 * 1024) });
    assert.deepEqual([response.status, await response.text()], [401, '']);
  });
  it('asks for the body of a sender that waits for leave only after the token is checked', async () => {
    const wait = async (headers: Record<string, string>) => {
      const request = httpRequest(`${door.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', expect: '100-continue', ...headers },
      });
      let asked = false;
      request.on('continue', () => {
        asked = true;
        request.end(JSON.stringify(personalMessage));
      });
      request.flushHeaders();
      const [response] = await once(request, 'response');
      request.destroy();
      return { asked, status: response.statusCode };
    };
    assert.deepEqual(await wait({}), { asked: false, status: 401 });
    assert.deepEqual(await wait({ authorization }), { asked: true, status: 200 });
  });

  it('refuses what is no JSON, no UTF-8 or no activity', async () => {
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '7',
      '{}',
      '{"type":"message"}',
      JSON.stringify({ ...personalMessage, id: undefined }),
    ])
      await refuses(400, body);
    const bytes = Buffer.from(JSON.stringify({ ...personalMessage, text: '\u00ff' }), 'latin1');
    const response = await fetch(`${door.url}/api/messages`, {
      method: 'POST',
      body: bytes,
      headers: { authorization, 'content-type': 'application/json' },
    });
    assert.deepEqual([response.status, await response.text()], [400, '']);
  });
  it('takes 32 levels of nesting and not one more', async () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const body = (levels: number) => JSON.stringify(personalMessage).replace(/}$/, `,"value":${nested(levels - 1)}}`);
    assert.equal((await door.post(body(32), { authorization })).status, 200);
    heard.turns.splice(0);
    await refuses(400, body(33));
    await refuses(400, `{"value":${nested(100_000)}}`);
  });
  it('takes control characters and halves of characters out of every text', async () => {
    const text = 'let\u0000 Alex\ud800 send\u001b as Marketing \u{1F600}';
    await door.post(JSON.stringify({ ...personalMessage, text }), { authorization });
    const [turn] = heard.turns;
    assert.equal(turn?.kind === 'message' && turn.text, 'let Alex\ufffd send as Marketing \u{1F600}');
  });

  it('hands on nothing that would change what an object is', async () => {
    const value = JSON.stringify({ verb: 'approve', request: 'K7QF' }).replace('{', '{"__proto__":{"admin":true},');
    await door.post(JSON.stringify(personalMessage).replace(/}$/, `,"value":${value}}`), { authorization });
    const [turn] = heard.turns;
    assert.ok(turn?.kind === 'action');
    assert.equal(turn.data.admin, undefined);
    assert.deepEqual(Object.keys(turn.data), ['request']);
  });

  it('never answers anything but 2xx or 4xx to hostile activities, and never throws', async () => {
    const known = Object.keys({
      ...personalMessage,
      value: 0,
      name: 0,
      action: 0,
      replyToId: 0,
      membersAdded: 0,
      type: 0,
    });
    const hostile = fc.record({
      field: fc.constantFrom(...known),
      type: fc.constantFrom(
        'message',
        'invoke',
        'conversationUpdate',
        'installationUpdate',
        'messageReaction',
        'event',
        '__proto__',
      ),
      name: fc.constantFrom('adaptiveCard/action', 'application/search', 'x', '', undefined),
      value: fc.oneof(
        fc.jsonValue({ maxDepth: 4 }),
        fc.record({ action: fc.jsonValue(), trigger: fc.jsonValue(), queryOptions: fc.jsonValue() }),
      ),
      junk: fc.jsonValue({ maxDepth: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(hostile, async ({ field, type, name, value, junk }) => {
        const activity = { ...personalMessage, type, name, value, [field]: junk };
        const response = await door.post(JSON.stringify(activity), { authorization });
        assert.ok(response.status < 500, `${response.status}`);
        if (response.status >= 400) assert.equal(await response.text(), '');
        else await response.arrayBuffer();
      }),
      { numRuns: 300 },
    );
  });
});

describe('answers to Teams', () => {
  let channel: Issuer;
  before(async () => {
    channel = await startIssuer();
  });

  const ask = async (activity: unknown, answer: (turn: Turn) => Answer | Promise<Answer>) => {
    const log = keepLog();
    const { conversation, heard } = hearing(answer);
    const door = await openDoor(channel, { conversation, log });
    const response = await door.post(JSON.stringify(activity), { authorization: `Bearer ${await channel.token()}` });
    const text = await response.text();
    await door.close(0);
    return { status: response.status, body: text === '' ? null : JSON.parse(text), heard, log };
  };
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] };

  it('give a pressed button its new card', async () => {
    const { status, body } = await ask(executed, () => ({ kind: 'card', message: { text: null, card, summary: 's' } }));
    assert.equal(status, 200);
    assert.deepEqual(body, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card });
  });
  it('give a pressed button a sentence', async () => {
    const { body } = await ask(executed, () => ({ kind: 'sentence', text: 'Megan decided.' }));
    assert.deepEqual(body, {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Megan decided.',
    });
  });
  it('are never empty for an invoke', async () => {
    const { status, body } = await ask(executed, () => ({ kind: 'none' }));
    assert.deepEqual([status, body.statusCode], [200, 200]);
  });
  it('give a search at most fifteen choices', async () => {
    const choices = Array.from({ length: 20 }, (_, n) => ({ title: `t${n}`, value: `v${n}` }));
    const search = invoke('application/search', {
      queryText: 'mar',
      queryOptions: { skip: 0, top: 15 },
      dataset: 'groups',
    });
    const { status, body } = await ask(search, () => ({ kind: 'choices', choices }));
    assert.equal(status, 200);
    assert.equal(body.type, 'application/vnd.microsoft.search.searchResponse');
    assert.deepEqual(body.value.results, choices.slice(0, 15));
  });
  it('are an error in the protocol and HTTP 200 for an unknown or malformed invoke', async () => {
    const invokes = [
      invoke('task/fetch', {}),
      invoke('adaptiveCard/action', {}),
      invoke('adaptiveCard/action', null),
      invoke('adaptiveCard/action', { action: { type: 'Action.Execute', data: {} } }),
      invoke('adaptiveCard/action', { action: { verb: 'approve', data: 'K7QF' } }),
      invoke('application/search', { queryText: 7 }),
    ];
    for (const activity of invokes) {
      const { status, body, heard } = await ask(activity, () => ({ kind: 'none' }));
      assert.equal(status, 200);
      assert.deepEqual(body, {
        statusCode: 400,
        type: errorType,
        value: { code: 'BadRequest', message: 'That went wrong.' },
      });
      assert.equal(heard.turns.length, 0);
    }
  });
  it("say sorry in the person's language when we fail, and nothing of the fault", async () => {
    const failing = () => {
      throw new Error('canary-secret at db.internal');
    };
    const { status, body, log } = await ask({ ...executed, locale: 'nl-NL' }, failing);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      statusCode: 500,
      type: errorType,
      value: { code: 'InternalError', message: 'Dat ging mis.' },
    });
    const failed = log.lines.find(({ event }) => event === 'teams.turn-failed');
    assert.ok(failed?.fields.correlation && failed.fields.error instanceof Error);
  });
  it('accept a message even when we fail, so that it is not sent again', async () => {
    const { status, body, log } = await ask(personalMessage, () => {
      throw new Error('canary-secret');
    });
    assert.deepEqual([status, body], [200, null]);
    assert.ok(log.lines.some(({ event, level }) => event === 'teams.turn-failed' && level === 'error'));
  });
});

describe('the front door with slow senders and at closing time', () => {
  let channel: Issuer;
  before(async () => {
    channel = await startIssuer();
  });

  it('breaks off who sends headers or a body too slowly', async () => {
    const door = await openDoor(channel, { patience: { headers: 60, request: 120 } });
    const head = `POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    const body = `${head}authorization: Bearer ${await channel.token()}\r\ncontent-length: 100\r\n\r\n{`;
    for (const start of [head, body]) {
      const socket = connect(door.port, '127.0.0.1');
      socket.write(start);
      socket.resume();
      await once(socket, 'close');
    }
    await door.close(0);
  });

  it('finishes what is in hand before it closes', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<Answer>();
    const { conversation } = hearing(() => {
      begun.resolve();
      return finish.promise;
    });
    const door = await openDoor(channel, { conversation });
    const pending = door.post(JSON.stringify(executed), { authorization: `Bearer ${await channel.token()}` });
    await begun.promise;
    const closed = door.close(10_000);
    await assert.rejects(fetch(`${door.url}/healthz`));
    finish.resolve({ kind: 'sentence', text: 'done' });
    assert.equal((await (await pending).json()).value, 'done');
    await closed;
  });

  it('breaks off what does not finish in time', async () => {
    const begun = Promise.withResolvers<void>();
    const { conversation } = hearing(() => {
      begun.resolve();
      return new Promise<Answer>(() => {});
    });
    const door = await openDoor(channel, { conversation });
    const pending = door.post(JSON.stringify(executed), { authorization: `Bearer ${await channel.token()}` });
    pending.catch(() => {});
    await begun.promise;
    await door.close(20);
    await assert.rejects(pending);
  });

  it('is not ready when a check fails', async () => {
    const ready = { store: async () => Promise.reject(new Error('down')), keys: async () => true };
    const door = await openDoor(channel, { ready });
    const response = await fetch(`${door.url}/readyz`);
    assert.deepEqual([response.status, await response.json()], [503, { store: false, keys: true }]);
    await door.close(0);
  });

  it('says so when the port is taken', async () => {
    const door = await openDoor(channel);
    await assert.rejects(openDoor(channel, { port: door.port }), { code: 'EADDRINUSE' });
    await door.close(0);
  });
});
