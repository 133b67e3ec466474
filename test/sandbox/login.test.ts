import assert from 'node:assert/strict';
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { createLocalJWKSet, decodeProtectedHeader, importPKCS8, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { trustedTwin } from './support.ts';

interface EndorsedKeys extends JSONWebKeySet {
  keys: (JSONWebKeySet['keys'][number] & { endorsements: string[] })[];
}

describe('sandbox: login', () => {
  let twin: Twin;
  before(async () => {
    twin = await trustedTwin();
  });
  after(() => twin.close());

  const tokenUrl = () => `${twin.endpoints.loginUrl}/${twin.world.tenant}/oauth2/v2.0/token`;
  const ask = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: twin.credentials.botId,
      scope: `${twin.endpoints.graphUrl}/.default`,
      ...fields,
    });
    const response = await fetch(tokenUrl(), { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const pem = () => {
    const text = twin.credentials.certificatePem;
    const key = text.slice(text.indexOf('-----BEGIN PRIVATE KEY'));
    return { certificate: new X509Certificate(text), key };
  };
  const assertion = async (claims: Record<string, unknown> = {}, alg = 'PS256') => {
    const { certificate, key } = pem();
    const id = twin.credentials.botId;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: id, sub: id, aud: tokenUrl(), jti: 'a', nbf: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg, 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') })
      .sign(await importPKCS8(key, alg));
  };
  const byAssertion = (value: string) =>
    ask({
      client_assertion: value,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
  const msal = (auth: object, protocolMode: 'OIDC' | 'AAD' = 'OIDC') =>
    new ConfidentialClientApplication({
      auth: {
        clientId: twin.credentials.botId,
        authority: `${twin.endpoints.loginUrl}/${twin.world.tenant}`,
        knownAuthorities: [new URL(twin.endpoints.loginUrl).host],
        ...auth,
      },
      system: { protocolMode },
    });

  it('gives MSAL with a certificate a token that its published keys verify', async () => {
    const { certificate, key } = pem();
    const privateKey = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString();
    const thumbprintSha256 = certificate.fingerprint256.replaceAll(':', '');
    const client = msal({ clientCertificate: { thumbprintSha256, privateKey } });
    const result = await client.acquireTokenByClientCredential({ scopes: [`${twin.endpoints.exchangeUrl}/.default`] });
    assert.ok(result);
    const keys = (await (
      await fetch(`${twin.endpoints.loginUrl}/${twin.world.tenant}/discovery/v2.0/keys`)
    ).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(result.accessToken, createLocalJWKSet(keys), {
      audience: twin.endpoints.exchangeUrl,
    });
    assert.deepEqual(payload.roles, ['Exchange.ManageAsApp']);
    assert.equal(payload.tid, twin.world.tenant);
    assert.equal(decodeProtectedHeader(result.accessToken).alg, 'RS256');
  });

  it('gives MSAL with the secret a token for Graph and one for the connector', async () => {
    const client = msal({ clientSecret: twin.credentials.secret });
    for (const resource of [twin.endpoints.graphUrl, 'https://api.botframework.com']) {
      const result = await client.acquireTokenByClientCredential({ scopes: [`${resource}/.default`] });
      assert.ok(result?.accessToken, resource);
    }
  });

  it('is found by MSAL also as an Entra authority', async () => {
    const client = msal({ clientSecret: twin.credentials.secret }, 'AAD');
    const scopes = [`${twin.endpoints.graphUrl}/.default`];
    assert.ok((await client.acquireTokenByClientCredential({ scopes }))?.accessToken);
  });

  it('takes assertions signed RS256 and PS256', async () => {
    assert.equal((await byAssertion(await assertion())).status, 200);
    assert.equal((await byAssertion(await assertion({}, 'RS256'))).status, 200);
  });

  for (const [what, claims] of [
    ['for another audience', { aud: 'https://elsewhere.example/token' }],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['without an expiry', { exp: undefined }],
    ['of another app', { iss: 'somebody', sub: 'somebody' }],
    ['on behalf of another subject', { sub: 'somebody' }],
  ] as const)
    it(`refuses an assertion ${what}`, async () => {
      const { status, body } = await byAssertion(await assertion(claims));
      assert.equal(status, 401);
      assert.equal(body.error, 'invalid_client');
    });

  it('refuses an assertion whose signature was changed', async () => {
    const good = await assertion();
    const at = good.lastIndexOf('.') + 20;
    const bad = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`;
    assert.equal((await byAssertion(bad)).status, 401);
  });

  it('names what is wrong with a secret, an app, a scope and a tenant', async () => {
    const { secret } = twin.credentials;
    assert.deepEqual((await ask({ client_secret: 'wrong' })).body.error_codes, [7000215]);
    assert.deepEqual((await ask({ client_secret: secret, client_id: 'x' })).body.error_codes, [700016]);
    assert.deepEqual(
      (await ask({ client_secret: secret, scope: 'https://x.example/.default' })).body.error_codes,
      [500011],
    );
    assert.deepEqual((await ask({ client_secret: secret, scope: 'User.Read' })).body.error_codes, [1002012]);
    const other = await fetch(`${twin.endpoints.loginUrl}/fabrikam.com/.well-known/openid-configuration`);
    assert.equal(other.status, 400);
  });

  it('publishes the channel keys with their endorsements', async () => {
    const metadata = (await (await fetch(twin.endpoints.openIdMetadataUrl)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    assert.equal(metadata.issuer, twin.endpoints.tokenIssuer);
    const keys = (await (await fetch(metadata.jwks_uri)).json()) as EndorsedKeys;
    const header = decodeProtectedHeader(await twin.teams.token());
    const key = keys.keys.find(({ kid }) => kid === header.kid);
    assert.deepEqual(key?.endorsements, ['msteams']);
    await jwtVerify(await twin.teams.token(), createLocalJWKSet(keys), { audience: twin.credentials.botId });
    assert.ok(keys.keys.some(({ endorsements }) => !endorsements.includes('msteams')));
  });
});
