import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import { type Door, hearing, type Issuer, openDoor, personalMessage, startIssuer } from './channel.ts';

describe('a body', () => {
  const { conversation, heard } = hearing();
  let channel: Issuer;
  let door: Door;
  let authorization: string;

  before(async () => {
    channel = await startIssuer();
    door = await openDoor(channel, { conversation });
    authorization = `Bearer ${await channel.token()}`;
  });
  after(() => door.close(0));
  beforeEach(() => heard.turns.splice(0));

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
});
