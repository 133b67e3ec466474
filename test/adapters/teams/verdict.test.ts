import assert from 'node:assert/strict';
import { parseActivity } from '../../../bot/adapters/teams/activity.ts';
import { type Authenticator, createAuthenticator } from '../../../bot/adapters/teams/authenticate.ts';
import { appId, executed, type Issuer, issuer, metadataUrl, personalMessage, startIssuer, tenant } from './channel.ts';

/** What the log says of a refusal: which rule it was. The truth table over HTTP has a test of its own. */

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const foreign = 'e0000000-0000-4000-8000-000000000000';

describe('the verdict of authentication', () => {
  const noon = new Date('2026-11-22T12:00:00Z');
  const at = seconds(noon);
  let channel: Issuer;
  let now: Date;
  let authenticator: Authenticator;

  const open = (hosts = ['smba.trafficmanager.net']) =>
    createAuthenticator({ appId, issuer, metadataUrl, hosts, tenant, fetch: channel.fetch, now: () => now });
  const times = { nbf: at - 60, exp: at + 3600 };
  const token = (claims: object = {}, header: object = {}, key = 'current') =>
    channel.token({ ...times, ...claims }, { ...header }, key);
  const judge = async (authorization: string | undefined) => {
    const verdict = await authenticator.checkToken(authorization);
    return 'refused' in verdict ? `${verdict.refused} ${verdict.why}` : 'good';
  };
  const judged = async (claims: object, header: object = {}, key = 'current') =>
    judge(`Bearer ${await token(claims, header, key)}`);

  before(async () => {
    channel = await startIssuer();
    await channel.addKey('unendorsed', ['webchat']);
    await channel.addKey('silent', []);
    delete channel.jwks.keys[2]?.endorsements;
  });
  beforeEach(() => {
    now = noon;
    channel.down = false;
    authenticator = open();
  });

  it('gives what a good token says', async () => {
    assert.deepEqual(await authenticator.checkToken(`bearer ${await token()}`), {
      serviceUrl: personalMessage.serviceUrl,
      nbf: times.nbf,
      exp: times.exp,
      iat: 0,
    });
  });

  it('knows a token by its whole header and nothing around it', async () => {
    const good = await token();
    const headers = [undefined, '', good, `Basic ${good}`, `Bearer ${good} x`, `x Bearer ${good}`, `Bearer  ${good}`];
    for (const header of [...headers, `Bearer ${good}.x`, 'Bearer a.b', 'Bearer a.b.c.d', 'Bearer a.b.'])
      assert.equal(await judge(header), '401 token-missing', header);
    assert.equal(await judge('Bearer a.b.c'), '401 token-unreadable');
  });

  const claims: [string, object, string][] = [
    ['another audience', { aud: foreign }, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['our audience among others', { aud: [appId] }, '401 token-claims'],
    ['another issuer', { iss: `${issuer}/` }, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no end', { exp: undefined }, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no beginning', { nbf: undefined }, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no service URL', { serviceurl: undefined }, '401 token-claims'],
    ['an end that is past', { exp: at - 60 }, '401 token-ERR_JWT_EXPIRED'],
    ['an issue in more than a minute', { iat: at + 61 }, '401 token-time'],
    ['an issue in a minute', { iat: at + 60 }, 'good'],
    ['an issue in words', { iat: 'now' }, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a foreign host', { serviceurl: 'https://smba.evil.test/' }, '403 token-host'],
  ];
  for (const [what, change, why] of claims)
    it(`on a token with ${what} is ${why}`, async () => assert.equal(await judged(change), why));

  it('tells algorithm, key and endorsement apart', async () => {
    const [, payload, signature] = (await token()).split('.');
    const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = (value: object) => judge(`Bearer ${header(value)}.${payload}.${signature}`);
    assert.equal(await forged({ alg: 'PS256', kid: 'current' }), '401 token-algorithm');
    assert.equal(await forged({ alg: 'RS256' }), '401 token-algorithm');
    assert.equal(await forged({ alg: 'RS256', kid: ['current'] }), '401 token-algorithm');
    assert.equal(await judged({}, { kid: 'nobody' }), '401 token-key');
    assert.equal(await judged({}, { kid: 'unendorsed' }, 'current'), '401 token-ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
    assert.equal(await judged({}, {}, 'unendorsed'), '403 token-endorsement');
    assert.equal(await judged({}, {}, 'silent'), '403 token-endorsement');
  });

  it('is our own fault when the keys are out of reach', async () => {
    channel.down = true;
    assert.equal(await judged({}), '503 keys-unavailable');
  });

  it('forgives one minute of skew to the second, on a new token as on one seen before', async () => {
    const edges: [number, string, string][] = [
      [-120, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED', '401 token-time'],
      [-119.9, '401 token-ERR_JWT_CLAIM_VALIDATION_FAILED', '401 token-time'],
      [-119, 'good', 'good'],
      [0, 'good', 'good'],
      [3659, 'good', 'good'],
      [3660, '401 token-ERR_JWT_EXPIRED', '401 token-time'],
    ];
    const bearer = `Bearer ${await token({ nbf: at - 59 })}`;
    for (const [later, fresh, seen] of edges) {
      authenticator = open();
      now = noon;
      assert.equal(await judge(bearer), 'good');
      now = new Date(noon.getTime() + later * 1000);
      assert.equal(await judge(bearer), seen, `seen, ${later} s`);
      authenticator = open();
      assert.equal(await judge(bearer), fresh, `new, ${later} s`);
    }
  });

  it('computes the signature of one good token once, and of a bad one each time', async () => {
    const bearer = `Bearer ${await token()}`;
    const bad = `Bearer ${await token({ iss: 'x' })}`;
    const { subtle } = globalThis.crypto;
    const { verify } = subtle;
    let verified = 0;
    subtle.verify = (...all: Parameters<typeof verify>) => {
      verified++;
      return verify.apply(subtle, all);
    };
    try {
      for (let n = 0; n < 3; n++) await judge(bearer);
      assert.equal(verified, 1);
      for (let n = 0; n < 3; n++) await judge(bad);
      assert.equal(verified, 4);
    } finally {
      subtle.verify = verify;
    }
  });

  it('does not know a token again whose key is gone, or has been replaced', async () => {
    const bearer = `Bearer ${await token()}`;
    const { keys } = channel.jwks;
    const set = [...keys];
    assert.equal(await judge(bearer), 'good');
    for (const [hours, changed, why] of [
      [1, { ...set[1], kid: 'current' }, '401 token-ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
      [2, { ...set[1], kid: 'next' }, '401 token-key'],
    ] as const) {
      keys.splice(0, keys.length, changed);
      now = new Date(noon.getTime() + hours * 60_000);
      await judged({}, { kid: 'unknown' });
      assert.equal(await judge(bearer), why);
    }
    keys.splice(0, keys.length, ...set);
  });

  it('goes by the clock of the machine where no other is given', async () => {
    authenticator = createAuthenticator({ appId, issuer, metadataUrl, hosts: [], tenant, fetch: channel.fetch });
    assert.equal(await judge(`Bearer ${await channel.token()}`), '403 token-host');
  });

  it('looks at each host of the list, in its normal form', async () => {
    authenticator = open(['not a host', 'other.example', 'SMBA.trafficmanager.net:443']);
    assert.equal(await judged({}), 'good');
    authenticator = open(['not a host']);
    assert.equal(await judged({}), '403 token-host');
  });

  const { from, conversation, recipient, serviceUrl } = personalMessage;
  const checked = (json: unknown) => {
    const activity = parseActivity(json);
    assert.ok(activity);
    return authenticator.checkActivity({ serviceUrl, iat: 0, ...times }, activity);
  };
  const activities: [string, object, string | null][] = [
    ['of another channel', { channelId: 'webchat' }, 'activity-channel'],
    ['with another service URL', { serviceUrl: `${serviceUrl}x` }, 'activity-service-url'],
    ['from another tenant', { channelData: { tenant: { id: foreign } } }, 'activity-tenant'],
    ['from two tenants', { conversation: { ...conversation, tenantId: foreign } }, 'activity-tenant'],
    ['from no tenant', { channelData: {}, conversation: { ...conversation, tenantId: undefined } }, 'activity-tenant'],
    ['for another bot', { recipient: { ...recipient, id: appId } }, 'activity-recipient'],
    ['by nobody', { from: { ...from, aadObjectId: undefined } }, 'activity-person'],
    ['by the system, that is no word of anybody', { type: 'conversationUpdate', from: { id: '28:x' } }, null],
    ['that names our tenant in one place only', { channelData: undefined }, null],
    ['for us in capitals', { recipient: { ...recipient, id: `28:${appId.toUpperCase()}` } }, null],
  ];
  for (const [what, change, why] of activities) {
    it(`on an activity ${what} is ${why ?? 'good'}`, () => {
      const expected = why === null ? null : { refused: 403, why };
      assert.deepEqual(checked({ ...personalMessage, ...change }), expected);
    });
  }

  it('asks who speaks of an invoke as of a message', () => {
    const nameless = { ...executed, from: { id: '29:1alex' } };
    assert.equal(checked(nameless)?.why, 'activity-person');
  });
});
