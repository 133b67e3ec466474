import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Answer } from '../../../bot/app/turn.ts';
import { type Door, executed, hearing, type Issuer, openDoor, personalMessage, startIssuer } from './channel.ts';

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

  it('tells whether the process lives and whether it is ready', async () => {
    assert.equal((await fetch(`${door.url}/healthz`)).status, 200);
    const ready = await fetch(`${door.url}/readyz`);
    assert.deepEqual([ready.status, await ready.json()], [200, { ready: true, store: 'ok', keys: 'ok' }]);
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
    assert.deepEqual(
      [response.status, await response.json()],
      [503, { ready: false, store: 'unavailable', keys: 'ok' }],
    );
    await door.close(0);
  });

  it('looks once, however many ask in the same moment whether it is ready', async () => {
    let looks = 0;
    const store = async () => {
      looks += 1;
      return true;
    };
    const door = await openDoor(channel, { ready: { store } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${door.url}/readyz`)));
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(looks, 1);
    await door.close(0);
  });

  it('is ready again after a look that never ended', async () => {
    let looks = 0;
    const store = () => {
      looks += 1;
      return looks === 1 ? new Promise<boolean>(() => {}) : Promise.resolve(true);
    };
    const door = await openDoor(channel, { ready: { store } });
    assert.equal((await fetch(`${door.url}/readyz`)).status, 503);
    assert.equal((await fetch(`${door.url}/readyz`)).status, 200);
    await door.close(0);
  });

  it('says so when the port is taken', async () => {
    const door = await openDoor(channel);
    await assert.rejects(openDoor(channel, { port: door.port }), { code: 'EADDRINUSE' });
    await door.close(0);
  });
});
