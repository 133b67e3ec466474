import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hearing, openDoor, personalMessage, startIssuer } from './channel.ts';

const minutes = (n: number) => Math.floor(Date.now() / 1000) + n * 60;

describe("the channel's signing keys", () => {
  const open = async (now: () => number) => {
    const channel = await startIssuer();
    const door = await openDoor(channel, { authenticatorOptions: { now: () => new Date(now()) } });
    const send = async (token: string) =>
      (await door.post(JSON.stringify(personalMessage), { authorization: `Bearer ${token}` })).status;
    return { channel, door, send };
  };

  it('are read once for many activities', async () => {
    const { channel, door, send } = await open(Date.now);
    assert.deepEqual(await Promise.all([1, 2, 3].map(async () => send(await channel.token()))), [200, 200, 200]);
    await door.close(0);
    assert.equal(channel.fetched.length, 2);
  });

  it('are read again for a new key, but not more than once a minute for unknown ones', async () => {
    let later = 0;
    const { channel, door, send } = await open(() => Date.now() + later);
    assert.equal(await send(await channel.token()), 200);
    await channel.addKey('next', ['msteams']);
    const next = await channel.token({}, {}, 'next');
    assert.equal(await send(next), 401, 'too soon after the first reading');
    later = 61_000;
    assert.equal(await send(next), 200);
    for (const kid of ['a', 'b', 'c']) assert.equal(await send(await channel.token({}, { kid })), 401);
    await door.close(0);
    assert.equal(channel.fetched.length, 4);
  });

  it('no longer count once they are gone from the set, also for a token seen before', async () => {
    let later = 0;
    const { channel, door, send } = await open(() => Date.now() + later);
    const token = await channel.token({ exp: minutes(2000) });
    assert.equal(await send(token), 200);
    channel.jwks.keys.splice(0);
    await channel.addKey('next', ['msteams']);
    later = 61_000;
    assert.equal(await send(await channel.token({ exp: minutes(2000) }, {}, 'next')), 200);
    assert.equal(await send(token), 401);
    await door.close(0);
  });

  it('out of reach: 503 with an empty body and not ready, until they can be read', async () => {
    let later = 0;
    const { channel, door, send } = await open(() => Date.now() + later);
    channel.down = true;
    const token = await channel.token();
    assert.equal(await send(token), 503);
    const ready = await fetch(`${door.url}/readyz`);
    assert.deepEqual([ready.status, await ready.json()], [503, { ready: false, keys: 'unavailable' }]);
    assert.equal(channel.fetched.length, 1, 'an attacker cannot make us ask all the time');
    channel.down = false;
    later = 6000;
    assert.equal(await send(token), 200);
    assert.equal((await fetch(`${door.url}/readyz`)).status, 200);
    await door.close(0);
  });

  it('stay in use for two days when they cannot be read again, and no longer', async () => {
    let later = 0;
    const { channel, door, send } = await open(() => Date.now() + later);
    const token = await channel.token({ exp: minutes(60 * 72) });
    assert.equal(await send(token), 200);
    channel.down = true;
    later = 47 * 3600_000;
    assert.equal(await send(token), 200);
    later = 49 * 3600_000;
    assert.equal(await send(token), 503);
    await door.close(0);
  });

  it('are read again, behind the scenes, after half a day', async () => {
    let later = 0;
    const { channel, door, send } = await open(() => Date.now() + later);
    const token = await channel.token({ exp: minutes(60 * 24) });
    assert.equal(await send(token), 200);
    later = 13 * 3600_000;
    assert.equal(await send(token), 200);
    assert.equal(await send(token), 200);
    await door.close(0);
    assert.equal(channel.fetched.length, 4);
  });

  it('are not taken from a document that came with an error, or over anything but https', async () => {
    const channel = await startIssuer();
    const documents: ((url: string) => Response)[] = [
      () =>
        Response.json({ issuer: 'x', jwks_uri: 'https://login.channel.test/keys', ...channel.jwks }, { status: 500 }),
      () => Response.json({ jwks_uri: 'http://login.channel.test/keys', ...channel.jwks }),
    ];
    for (const document of documents) {
      const fetched = (async (url: string) => document(url)) as typeof fetch;
      const door = await openDoor(channel, { authenticatorOptions: { fetch: fetched } });
      const headers = { authorization: `Bearer ${await channel.token()}` };
      assert.equal((await door.post(JSON.stringify(personalMessage), headers)).status, 503);
      await door.close(0);
    }
  });

  it('are passed over where they are odd, without harm to the others', async () => {
    const channel = await startIssuer();
    channel.jwks.keys.unshift(
      { kty: 'EC', kid: 'ec' },
      { kid: 7 },
      { kty: 'RSA', kid: 'enc', use: 'enc', n: 'x', e: 'y' },
    );
    const door = await openDoor(channel);
    const response = await door.post(JSON.stringify(personalMessage), {
      authorization: `Bearer ${await channel.token()}`,
    });
    assert.equal(response.status, 200);
    await door.close(0);
  });

  it('let in the same good token again and again, and its time is checked each time', async () => {
    let now = new Date();
    const channel = await startIssuer();
    const { conversation, heard } = hearing();
    const other = await openDoor(channel, { conversation, authenticatorOptions: { now: () => now } });
    const headers = { authorization: `Bearer ${await channel.token({ exp: minutes(10) })}` };
    const statuses: number[] = [];
    for (const later of [0, 5, 10.5, 12]) {
      now = new Date(Date.now() + later * 60_000);
      statuses.push((await other.post(JSON.stringify(personalMessage), headers)).status);
    }
    await other.close(0);
    assert.deepEqual(statuses, [200, 200, 200, 401]);
    assert.equal(heard.turns.length, 3);
  });
});
