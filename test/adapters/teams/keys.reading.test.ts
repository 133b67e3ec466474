import assert from 'node:assert/strict';
import { createKeys, KeysUnavailable } from '../../../bot/adapters/teams/keys.ts';
import { type Issuer, metadataUrl, startIssuer } from './channel.ts';

const hour = 3600_000;

describe('the channel’s keys', () => {
  let channel: Issuer;
  let later: number;
  const faults: unknown[] = [];
  const asked: RequestInit[] = [];

  /** Answers with what a test makes of the documents. */
  const open = (answer: typeof fetch = channel.fetch, url = metadataUrl) =>
    createKeys({
      metadataUrl: url,
      fetch: async (input, init) => {
        asked.push(init ?? {});
        return answer(input, init);
      },
      now: () => new Date(Date.UTC(2026, 10, 22) + later),
      onFault: (error) => void faults.push(error),
    });
  const jwks = (keys: unknown) => async (input: unknown) =>
    Response.json(String(input) === metadataUrl ? { jwks_uri: 'https://login.channel.test/keys' } : { keys });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  before(async () => {
    channel = await startIssuer();
  });
  beforeEach(() => {
    later = 0;
    channel.down = false;
    for (const list of [faults, asked, channel.fetched]) list.splice(0);
  });

  it('are asked for without following a redirect, and not for ever', async () => {
    assert.ok(await open().find('current'));
    for (const init of asked) {
      assert.equal(init.redirect, 'error');
      assert.ok(init.signal instanceof AbortSignal);
    }
    assert.equal(asked.length, 2);
  });

  it('say what their channels are; without a word of it, none', async () => {
    await channel.addKey('silent', []);
    delete channel.jwks.keys.at(-1)?.endorsements;
    const keys = open();
    assert.deepEqual((await keys.find('current'))?.endorsements, ['azurebotservice', 'msteams']);
    assert.deepEqual((await keys.find('silent'))?.endorsements, []);
  });

  it('are passed over where they are odd, without harm to the others', async () => {
    const odd = [null, 'key', { kty: 'EC', kid: 'x' }, { ...channel.jwks.keys[0], kid: '' }, { kid: 7 }];
    const keys = open(jwks([...odd, ...channel.jwks.keys]) as typeof fetch);
    assert.ok(await keys.find('current'));
    for (const kid of ['x', '']) assert.equal(await keys.find(kid), null);
  });

  it('are not read again before they are half a day old, and then once, while the old ones serve', async () => {
    const keys = open();
    await keys.find('current');
    for (const [age, reads] of [
      [12 * hour - 1, 2],
      [12 * hour, 4],
      [12 * hour + 1, 4],
    ] as const) {
      later = age;
      assert.ok(await keys.find('current'));
      for (let n = 0; n < 20; n++) await settled();
      assert.equal(channel.fetched.length, reads, `${age} ms old`);
    }
  });

  it('serve for two days without a new reading, to the millisecond', async () => {
    const keys = open();
    await keys.find('current');
    channel.down = true;
    later = 48 * hour - 1;
    assert.ok(await keys.find('current'));
    later = 48 * hour;
    assert.equal(await keys.ready(), false);
    await assert.rejects(
      keys.find('current'),
      (error) =>
        error instanceof KeysUnavailable && error.name === 'KeysUnavailable' && /could not be read/.test(error.message),
    );
  });

  it('are asked for again, when there are none, after five seconds', async () => {
    channel.down = true;
    const keys = open();
    for (const [at, tries] of [
      [0, 1],
      [4999, 1],
      [5000, 2],
    ] as const) {
      later = at;
      assert.equal(await keys.ready(), false);
      assert.equal(channel.fetched.length, tries, `${at} ms`);
    }
    assert.equal(faults.length, 2);
  });

  it('are asked for again because of an unknown one after a minute', async () => {
    const keys = open();
    for (const [at, reads] of [
      [0, 2],
      [59_999, 2],
      [60_000, 4],
      [60_001, 4],
    ] as const) {
      later = at;
      assert.equal(await keys.find('unknown'), null);
      assert.equal(channel.fetched.length, reads, `${at} ms`);
    }
  });

  it('are read anew after a reading that failed: the next one is not held back by it', async () => {
    channel.down = true;
    const keys = open();
    assert.equal(await keys.ready(), false);
    channel.down = false;
    later = 5000;
    assert.equal(await keys.ready(), true);
  });

  const named = (jwks_uri: unknown) => async () => Response.json({ jwks_uri, keys: channel.jwks.keys });
  const bad: [string, () => typeof fetch, string?][] = [
    ['there is none that can be used', () => jwks([{ kty: 'EC', kid: 'x' }]) as typeof fetch],
    ['there is no list', () => jwks('none') as typeof fetch],
    ['there are more than a thousand', () => jwks(Array(1001).fill(channel.jwks.keys[0])) as typeof fetch],
    ['they are said to be at another scheme', () => named('httpsx://login.channel.test/keys') as typeof fetch],
    ['they are said to be at a like scheme', () => named('xhttps://login.channel.test/keys') as typeof fetch],
    ['they are said to be nowhere', () => named(undefined) as typeof fetch],
    ['the document has an error', () => async () => Response.json({}, { status: 500 })],
    ['the document is no JSON', () => async () => new Response('<html>')],
    ['the document is asked for over http', () => channel.fetch, metadataUrl.replace('https', 'http')],
  ];
  for (const [what, answer, url] of bad) {
    it(`are none when ${what}; the fault is told`, async () => {
      assert.equal(await open(answer(), url).ready(), false);
      assert.equal(faults.length, 1);
      assert.ok(faults[0] instanceof Error);
    });
  }

  it('are told apart in the fault: no key, or no document', async () => {
    await open(jwks([]) as typeof fetch).ready();
    await open((async () => new Response('', { status: 418 })) as typeof fetch).ready();
    assert.match(String(faults[0]), /holds no RSA key/);
    assert.match(String(faults[1]), /answered with 418/);
  });

  it('are read by fetch and the clock of the machine where nothing else is given', async () => {
    assert.equal(await createKeys({ metadataUrl: 'https://127.0.0.1:1/' }).ready(), false);
  });
});
