import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createTokens } from '../../../bot/adapters/identity/tokens.ts';
import { createLog } from '../../../bot/adapters/log/log.ts';
import { Secret } from '../../../bot/config/secret.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';

const canary = 'canary-9f3c1d';
const scope = 'https://127.0.0.1/.default';
const clientId = '22222222-2222-4222-8222-222222222222';

describe('the secret of an app and its tokens', () => {
  let login: HttpsServer;
  let written: string[];
  const tokens = () =>
    createTokens({
      ...{ login: login.origin, tenant: clientId, clientId },
      credential: { kind: 'secret', secret: new Secret(`${canary}-secret`) },
      clock: { now: () => new Date() },
      log: createLog('debug', { write: (line) => void written.push(line) }),
    });
  const fault = async (): Promise<Fault> => {
    const error = await tokens()(scope).catch((reason: unknown) => reason);
    assert.ok(error instanceof Fault, inspect(error));
    return error;
  };
  before(async () => {
    login = await startHttps(() => {});
  });
  after(() => login.close());
  beforeEach(() => {
    written = [];
  });

  it('are in nothing that can be printed of who keeps them', async () => {
    login.answer = (_, response) =>
      json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: `${canary}-token` });
    const keeper = tokens();
    assert.equal(await keeper(scope), `${canary}-token`);
    for (const text of [inspect(keeper, { depth: null, showHidden: true }), JSON.stringify({ keeper }), `${keeper}`])
      assert.ok(!text.includes(canary));
    assert.ok(!written.join('').includes(canary));
  });

  /** What MSAL makes an error of: a refusal, an odd success, something else altogether. */
  const answers: readonly [string, HttpsServer['answer']][] = [
    [
      'is refused',
      (_, response) => json(response, 401, { error: 'invalid_client', error_description: 'AADSTS7000215' }),
    ],
    [
      'is refused in words that repeat it',
      (_, response, body) =>
        json(response, 400, { error: 'invalid_request', error_description: `AADSTS9: ${decodeURIComponent(body)}` }),
    ],
    ['is answered with a page that repeats it', (_, response, body) => void response.end(`<p>${body}</p>`)],
    [
      'is answered with what is no token',
      (_, response) => json(response, 200, { token_type: 'Bearer', access_token: [`${canary}-token`] }),
    ],
    ['is cut off', (request) => void request.socket.destroy()],
  ];
  for (const [what, answer] of answers) {
    it(`are neither in the log nor in what the fault says when the request ${what}`, async () => {
      login.answer = answer;
      const error = await fault();
      for (const text of [written.join(''), error.message, String(error), JSON.stringify(error)])
        assert.ok(!text.includes(canary), text);
      assert.match(written.join(''), /"token.unavailable"/);
    });
  }
});
