import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'mocha';
import {
  alex,
  appId,
  type Door,
  executed,
  hearing,
  type Issuer,
  openDoor,
  personalMessage,
  startIssuer,
} from './channel.ts';

const minutes = (n: number) => Math.floor(Date.now() / 1000) + n * 60;
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
type Change = Record<string, unknown>;

describe('the gate before the bot', () => {
  const { conversation, heard } = hearing();
  let channel: Issuer;
  let door: Door;

  before(async () => {
    channel = await startIssuer();
    await channel.addKey('unendorsed', ['webchat']);
    door = await openDoor(channel, { conversation });
  });
  after(() => door.close(0));
  beforeEach(() => heard.turns.splice(0));

  const send = async (token: string | null, activity: unknown = personalMessage) => {
    const response = await door.post(
      JSON.stringify(activity),
      token === null ? {} : { authorization: `Bearer ${token}` },
    );
    return { status: response.status, text: await response.text() };
  };
  const refuses = async (status: number, token: string | null, activity?: unknown) => {
    assert.deepEqual(await send(token, activity), { status, text: '' });
    assert.equal(heard.turns.length, 0);
  };

  it('lets in what Teams says, once', async () => {
    assert.equal((await send(await channel.token())).status, 200);
    assert.deepEqual(
      heard.turns.map((turn) => turn.speaker.id),
      [alex],
    );
  });

  it('lets in the same good token again and again, and checks its time each time', async () => {
    let now = new Date();
    const again = hearing();
    const other = await openDoor(channel, { conversation: again.conversation, gateOptions: { now: () => now } });
    const headers = { authorization: `Bearer ${await channel.token({ exp: minutes(10) })}` };
    const statuses: number[] = [];
    for (const later of [0, 5, 10.5, 12]) {
      now = new Date(Date.now() + later * 60_000);
      statuses.push((await other.post(JSON.stringify(personalMessage), headers)).status);
    }
    await other.close(0);
    assert.deepEqual(statuses, [200, 200, 200, 401]);
    assert.equal(again.heard.turns.length, 3);
  });

  const claims: [string, number, Change][] = [
    ['another audience', 401, { aud: 'e0000000-0000-4000-8000-000000000000' }],
    ['our audience among others', 401, { aud: [appId, 'https://graph.microsoft.com'] }],
    ['no audience', 401, { aud: undefined }],
    ['another issuer', 401, { iss: 'https://api.botframework.com.evil.test' }],
    ['an issuer with a slash more', 401, { iss: 'https://api.botframework.com/' }],
    [
      'an emulator as issuer',
      401,
      { iss: `https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/`, appid: appId, ver: '1.0' },
    ],
    [
      'a skill as issuer',
      401,
      { iss: 'https://login.microsoftonline.com/botframework.com/v2.0', azp: appId, ver: '2.0' },
    ],
    ['no issuer', 401, { iss: undefined }],
    ['an end two minutes ago', 401, { exp: minutes(-2) }],
    ['no end', 401, { exp: undefined }],
    ['an end in words', 401, { exp: 'tomorrow' }],
    ['a beginning in two minutes', 401, { nbf: minutes(2) }],
    ['no beginning', 401, { nbf: undefined }],
    ['no service URL', 401, { serviceurl: undefined }],
    ['a service URL that is no text', 401, { serviceurl: ['https://smba.trafficmanager.net/emea/'] }],
    ['another service URL than the activity has', 403, { serviceurl: 'https://smba.trafficmanager.net/amer/' }],
    ['a foreign host', 403, { serviceurl: 'https://evil.trafficmanager.net/emea/' }],
  ];
  for (const [title, status, change] of claims) {
    it(`refuses a token with ${title}`, async () => refuses(status, await channel.token(change)));
  }

  for (const foreign of [
    'https://evil.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.test/emea/',
    'https://smba.trafficmanager.net:8443/emea/',
    'https://smba.trafficmanager.net@evil.test/emea/',
    'https://me:secret@smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/emea/?to=evil',
    'http://smba.trafficmanager.net/emea/',
    'emea',
  ]) {
    it(`refuses the service URL ${foreign}, also when token and activity agree on it`, async () =>
      refuses(403, await channel.token({ serviceurl: foreign }), { ...personalMessage, serviceUrl: foreign }));
  }

  it('forgives a minute of clock skew', async () => {
    const skewed = await channel.token({ exp: minutes(-0.75), nbf: minutes(0.75) });
    assert.equal((await send(skewed)).status, 200);
  });

  it('refuses a token of a key that is not endorsed for Teams', async () =>
    refuses(403, await channel.token({}, {}, 'unendorsed')));
  it('refuses a token of an unknown key', async () => refuses(401, await channel.token({}, { kid: 'nobody' })));
  it('refuses a token signed by another key than it names', async () =>
    refuses(401, await channel.token({}, { kid: 'current' }, 'unendorsed')));
  it('refuses a token without a key id', async () => refuses(401, await channel.token({}, { kid: undefined })));
  it('refuses a token with a critical header that it does not know', async () => {
    const [, payload, signature] = (await channel.token()).split('.');
    await refuses(401, `${base64({ alg: 'RS256', kid: 'current', crit: ['x'], x: 1 })}.${payload}.${signature}`);
  });
  it('refuses a tampered payload', async () => {
    const [header, , signature] = (await channel.token()).split('.');
    const payload = base64({
      iss: 'https://api.botframework.com',
      aud: appId,
      exp: minutes(60),
      nbf: 0,
      serviceurl: 'x',
    });
    await refuses(401, `${header}.${payload}.${signature}`);
  });
  it('refuses algorithm none', async () => {
    const [, payload, signature] = (await channel.token()).split('.');
    await refuses(401, `${base64({ alg: 'none', kid: 'current' })}.${payload}.`);
    await refuses(401, `${base64({ alg: 'none', kid: 'current' })}.${payload}.${signature}`);
  });
  it('refuses HS256 with the public key as secret', async () => {
    const [, payload] = (await channel.token()).split('.');
    const signed = `${base64({ alg: 'HS256', kid: 'current' })}.${payload}`;
    const secret = JSON.stringify(channel.jwks.keys[0]);
    await refuses(401, `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`);
  });
  it('refuses what is no token at all', async () => {
    await refuses(401, null);
    for (const junk of ['', 'x', 'a.b.c', '..', `${base64([])}.e30.x`, 'eyJhbGciOiJSUzI1NiJ9.e30.x'])
      await refuses(401, junk);
  });
  it('refuses another scheme', async () => {
    const response = await door.post(JSON.stringify(personalMessage), {
      authorization: `Basic ${await channel.token()}`,
    });
    assert.deepEqual([response.status, await response.text()], [401, '']);
  });

  const { from, conversation: chat, channelData, recipient } = personalMessage;
  const foreign = 'e0000000-0000-4000-8000-000000000000';
  const activities: [string, Change][] = [
    ['from another tenant by its channel data', { channelData: { tenant: { id: foreign } } }],
    ['from another tenant by its conversation', { conversation: { ...chat, tenantId: foreign } }],
    ['from no tenant', { channelData: {}, conversation: { ...chat, tenantId: undefined } }],
    ['of another channel', { channelId: 'webchat' }],
    ['for another bot', { recipient: { ...recipient, id: `28:${foreign}` } }],
    ['without the object id of who speaks', { from: { ...from, aadObjectId: undefined } }],
    ['with an object id that is none', { from: { ...from, aadObjectId: 'alex' } }],
    ['with another service URL', { serviceUrl: 'https://evil.test/emea/' }],
    ['with another path in the service URL', { serviceUrl: 'https://smba.trafficmanager.net/amer/' }],
  ];
  for (const [title, change] of activities) {
    it(`refuses a message ${title}`, async () =>
      refuses(403, await channel.token(), { ...personalMessage, ...change }));
    it(`refuses an invoke ${title}`, async () => refuses(403, await channel.token(), { ...executed, ...change }));
  }

  it('accepts either place of the tenant alone', async () => {
    const token = await channel.token();
    assert.equal((await send(token, { ...personalMessage, channelData })).status, 200);
    assert.equal((await send(token, { ...personalMessage, channelData: undefined })).status, 200);
  });
});

describe("the channel's signing keys", () => {
  const open = async (now: () => number) => {
    const channel = await startIssuer();
    const door = await openDoor(channel, { gateOptions: { now: () => new Date(now()) } });
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
    assert.deepEqual([ready.status, await ready.json()], [503, { keys: false }]);
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
      const door = await openDoor(channel, { gateOptions: { fetch: fetched } });
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
});
