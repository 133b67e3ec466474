import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { type Credential, createTokens, type TokenOptions } from '../../../bot/adapters/identity/tokens.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';
import { makePem, type Pem } from '../../support/pem.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const scope = 'https://127.0.0.1/.default';
const hidden = (text: string) => ({ reveal: () => text });

interface Seen {
  readonly path: string;
  readonly form: URLSearchParams;
}

describe('tokens', () => {
  let login: HttpsServer;
  let pem: Pem;
  let seen: Seen[];
  let minutes: number;
  let expiresIn: number;

  /** Gives token-1, token-2, … */
  const issue: HttpsServer['answer'] = (request, response, body) => {
    seen.push({ path: request.url ?? '', form: new URLSearchParams(body) });
    json(response, 200, { token_type: 'Bearer', expires_in: expiresIn, access_token: `token-${seen.length}` });
  };
  const create = (options: Partial<TokenOptions> = {}) =>
    createTokens({
      ...{ login: login.origin, tenant, clientId, credential: { kind: 'secret', secret: hidden('canary-secret') } },
      clock: { now: () => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000) },
      ...options,
    });
  const certificate = (): Credential => ({
    kind: 'certificate',
    key: hidden(pem.key),
    thumbprintSha256: new X509Certificate(pem.certificate).fingerprint256.replaceAll(':', '').toLowerCase(),
  });
  const failure = async (promise: Promise<unknown>): Promise<Fault> => {
    const error = await promise.then(
      () => assert.fail('expected a fault'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Fault, inspect(error));
    assert.equal(error.code, 'token-unavailable');
    return error;
  };

  before(async () => {
    pem = await makePem();
    login = await startHttps(issue);
  });
  after(() => login.close());
  beforeEach(() => {
    login.answer = issue;
    seen = [];
    minutes = 0;
    expiresIn = 3600;
  });

  describe('asked for', () => {
    it('with a secret, in one request to a private login host, without discovery', async () => {
      assert.equal(await create()(scope), 'token-1');
      assert.equal(seen.length, 1);
      assert.equal(seen[0]?.path.split('?')[0], `/${tenant}/oauth2/v2.0/token`);
      const { form } = seen[0] as Seen;
      assert.equal(form.get('grant_type'), 'client_credentials');
      assert.equal(form.get('client_id'), clientId);
      assert.equal(form.get('client_secret'), 'canary-secret');
      assert.equal(form.get('scope'), scope);
    });

    it('with a certificate: an assertion that its public key verifies, named by its SHA-256 thumbprint', async () => {
      await create({ credential: certificate() })(scope);
      const assertion = seen[0]?.form.get('client_assertion') ?? '';
      const { alg, 'x5t#S256': thumbprint } = decodeProtectedHeader(assertion) as Record<string, string>;
      const der = new X509Certificate(pem.certificate).raw;
      assert.equal(thumbprint, createHash('sha256').update(der).digest('base64url'));
      const key = await importX509(pem.certificate, alg ?? '');
      const { payload } = await jwtVerify(assertion, key, {
        audience: `${login.origin}/${tenant}/oauth2/v2.0/token`,
        issuer: clientId,
        subject: clientId,
        clockTolerance: 1, // MSAL rounds to whole seconds
      });
      assert.ok(payload.jti);
      assert.equal(seen[0]?.form.get('client_secret'), null);
    });

    it('with a managed identity, by its client id and resource', async () => {
      const urls: URL[] = [];
      const endpoint = createServer((request, response) => {
        urls.push(new URL(request.url ?? '', 'http://x'));
        const expires = Math.floor(Date.now() / 1000) + 3600;
        json(response, 200, {
          access_token: 'managed',
          expires_on: String(expires),
          resource: 'x',
          token_type: 'Bearer',
        });
      });
      await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
      const { IDENTITY_ENDPOINT: before, IDENTITY_HEADER: header } = process.env;
      process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`;
      process.env.IDENTITY_HEADER = 'x';
      try {
        assert.equal(await create({ credential: { kind: 'managedIdentity' } })(scope), 'managed');
        assert.equal(urls[0]?.searchParams.get('resource'), 'https://127.0.0.1');
        assert.equal(urls[0]?.searchParams.get('client_id'), clientId);
      } finally {
        for (const [name, value] of Object.entries({ IDENTITY_ENDPOINT: before, IDENTITY_HEADER: header })) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
        endpoint.close();
      }
    });
  });

  describe('kept', () => {
    it('until shortly before they expire, each scope by itself', async () => {
      const tokens = create();
      assert.equal(await tokens(scope), 'token-1');
      minutes = 54;
      assert.equal(await tokens(scope), 'token-1');
      assert.equal(await tokens('https://other/.default'), 'token-2');
      assert.equal(seen.length, 2);
    });

    it('and refreshed in good time, without anybody waiting for it', async () => {
      const tokens = create();
      await tokens(scope);
      minutes = 56;
      assert.equal(await tokens(scope), 'token-1', 'the old one still holds');
      while ((await tokens(scope)) === 'token-1') await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(await tokens(scope), 'token-2');
      assert.equal(seen.length, 2);
    });

    it('but never used once expired', async () => {
      const tokens = create();
      await tokens(scope);
      minutes = 60;
      assert.equal(await tokens(scope), 'token-2');
    });

    it('with one request for all who wait', async () => {
      const tokens = create();
      const all = await Promise.all(Array.from({ length: 50 }, () => tokens(scope)));
      assert.deepEqual(new Set(all), new Set(['token-1']));
      assert.equal(seen.length, 1);
    });

    it('though their refresh fails, as long as they hold', async () => {
      const tokens = create();
      await tokens(scope);
      let asked = 0;
      login.answer = (_, response) => {
        asked += 1;
        json(response, 503, { error: 'temporarily_unavailable' });
      };
      minutes = 57;
      assert.equal(await tokens(scope), 'token-1');
      while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(await tokens(scope), 'token-1');
      minutes = 61;
      await failure(tokens(scope));
    });
  });

  describe('made fresh', () => {
    it('when the kept one was refused', async () => {
      const tokens = create();
      await tokens(scope);
      assert.equal(await tokens(scope, { fresh: true }), 'token-2');
      assert.equal(await tokens(scope), 'token-2');
    });

    it('once for all whose token was refused together, and not again at once', async () => {
      const tokens = create();
      await tokens(scope);
      const all = await Promise.all(Array.from({ length: 20 }, () => tokens(scope, { fresh: true })));
      assert.equal(seen.length, 2);
      assert.ok(all.includes('token-2'));
      assert.equal(await tokens(scope, { fresh: true }), 'token-2');
      minutes = 1;
      assert.equal(await tokens(scope, { fresh: true }), 'token-3');
    });
  });

  describe('when they cannot be had', () => {
    it('say so with Entra’s number, when to come back, and no secret', async () => {
      login.answer = (_, response) =>
        json(response, 401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret.' });
      const fault = await failure(create()(scope));
      assert.match(fault.message, /https:\/\/127\.0\.0\.1\/\.default: AADSTS7000215/);
      assert.equal(fault.retryAt?.toISOString(), '2026-01-01T00:00:05.000Z');
      assert.ok(!inspect(fault, { depth: 9, showHidden: true }).includes('canary-secret'));
    });

    it('never show the private key either', async () => {
      login.answer = (_, response) => json(response, 400, { error: 'invalid_request' });
      const fault = await failure(create({ credential: certificate() })(scope));
      assert.ok(!inspect(fault, { depth: 9, showHidden: true }).includes(pem.key.split('\n')[1] ?? '?'));
    });

    it('leave the login service alone for a few seconds, then ask again', async () => {
      const tokens = create();
      let asked = 0;
      login.answer = (_, response) => {
        asked += 1;
        json(response, 503, { error: 'temporarily_unavailable' });
      };
      for (let each = 0; each < 10; each += 1) await failure(tokens(scope));
      assert.equal(asked, 1);
      login.answer = issue;
      minutes = 0.1;
      assert.equal(await tokens(scope), 'token-1');
    });

    it('are asked for again at once when the clock was turned back', async () => {
      const tokens = create();
      login.answer = (_, response) => json(response, 503, { error: 'temporarily_unavailable' });
      await failure(tokens(scope));
      login.answer = issue;
      minutes = -2 * 24 * 60;
      assert.equal(await tokens(scope), 'token-1');
      assert.equal(await tokens(scope, { fresh: true }), 'token-2');
      minutes = -4 * 24 * 60;
      assert.equal(await tokens(scope, { fresh: true }), 'token-3');
    });

    it('keep to Retry-After, in seconds or as a date', async () => {
      const dates = ['120', new Date(Date.UTC(2026, 0, 1, 0, 2)).toUTCString()];
      for (const retryAfter of dates) {
        minutes = 0;
        const tokens = create();
        login.answer = (_, response) => json(response, 429, { error: 'throttled' }, { 'retry-after': retryAfter });
        const fault = await failure(tokens(scope));
        assert.equal(fault.retryAt?.toISOString(), '2026-01-01T00:02:00.000Z');
        login.answer = issue;
        minutes = 1.9;
        await failure(tokens(scope));
        minutes = 2;
        assert.match(await tokens(scope), /^token-/);
      }
    });

    it('follow no redirect: the credential stays with the login host', async () => {
      let strayed = 0;
      const elsewhere = await startHttps((_, response) => {
        strayed += 1;
        json(response, 200, {});
      });
      login.answer = (_, response) => void response.writeHead(307, { location: `${elsewhere.origin}/x` }).end();
      const stayed = failure(create()(scope)).finally(() => elsewhere.close());
      await stayed;
      assert.equal(strayed, 0);
    });

    it('are faults whatever the answer looks like', async () => {
      const answers: HttpsServer['answer'][] = [
        (_, response) => void response.end('<html>'),
        (_, response) => json(response, 200, {}),
        (_, response) => json(response, 200, null),
        (_, response) => json(response, 200, { access_token: 7 }),
        (_, response) => json(response, 500, []),
        (request) => void request.socket.destroy(),
      ];
      for (const answer of answers) {
        login.answer = answer;
        await failure(create()(scope));
      }
      login.answer = () => {};
      await failure(create({ timeoutMs: 50 })(scope));
    });
  });
});
