import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createListener, type Listener } from '../../../bot/adapters/http/listener.ts';
import { answer } from '../../../bot/adapters/http/reply.ts';
import type { Route } from '../../../bot/adapters/http/route.ts';
import { keepLog } from '../teams/channel.ts';

describe('the HTTP listener', () => {
  const said = (text: string): Route['handle'] => {
    return (request, response) => answer(request, response, { status: 200, body: text });
  };
  const routes: readonly Route[] = [
    { method: 'GET', path: '/tab/', handle: said('below') },
    { method: 'GET', path: '/tab/api/', handle: said('api') },
    { method: 'GET', path: '/tab/api/me', handle: said('me') },
    { method: 'POST', path: '/tab/api/me', handle: said('posted') },
    {
      method: 'GET',
      path: '/broken',
      handle: () => {
        throw new Error('hunter2');
      },
    },
    { method: 'GET', path: '/late', handle: async () => Promise.reject(new Error('hunter2')) },
  ];
  const log = keepLog();
  let listener: Listener;
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${listener.port}${path}`, { method });
    return [response.status, await response.text()];
  };

  before(async () => {
    listener = createListener({ routes, log, host: '127.0.0.1', port: 0, maxConnections: 3 });
    await listener.listen();
  });
  after(() => listener.close(0));

  it('takes the longest path that fits, and what lies below one that ends in a slash', async () => {
    assert.deepEqual(await get('/tab/'), [200, '"below"']);
    assert.deepEqual(await get('/tab/app.js?v=1'), [200, '"below"']);
    assert.deepEqual(await get('/tab/api/rights'), [200, '"api"']);
    assert.deepEqual(await get('/tab/api/me?x=/y'), [200, '"me"']);
    assert.deepEqual(await get('/tab/api/me', 'POST'), [200, '"posted"']);
  });

  it('gives an empty 404 for everything else', async () => {
    for (const path of ['/', '/tab', '/TAB/', '/broken/', '//tab/', '/toString'])
      assert.deepEqual(await get(path), [404, ''], path);
    assert.deepEqual(await get('/tab/', 'POST'), [404, '']);
  });

  it('logs what a route throws, and answers with an empty 500', async () => {
    for (const path of ['/broken', '/late']) assert.deepEqual(await get(path), [500, ''], path);
    const failed = log.lines.filter(({ event }) => event === 'http.request-failed');
    assert.equal(failed.length, 2);
  });

  it('closes connections beyond its limit at once, and takes others when there is room again', async () => {
    const idle = createListener({ routes, log, host: '127.0.0.1', port: 0, maxConnections: 2 });
    await idle.listen();
    const open = () => connect(idle.port, '127.0.0.1');
    const held = [open(), open()];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    const third = open();
    await once(third.resume(), 'close');
    held[0]?.destroy();
    const asked = async () => {
      const socket = open().resume();
      socket.write('GET /tab/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      await once(socket, 'close').catch(() => {});
      return text;
    };
    let text = '';
    for (let tries = 0; text === '' && tries < 100; tries += 1) text = await asked();
    assert.match(text, /^HTTP\/1\.1 200 /);
    held[1]?.destroy();
    await idle.close(0);
  });

  it('says to whoever starts it that its port is taken', async () => {
    const second = createListener({ routes, log, host: '127.0.0.1', port: listener.port });
    await assert.rejects(second.listen(), { code: 'EADDRINUSE' });
  });
});
