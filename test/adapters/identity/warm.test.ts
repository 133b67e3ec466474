import assert from 'node:assert/strict';
import { UnsecuredJWT } from 'jose';
import sinon from 'sinon';
import type { Credential } from '../../../bot/adapters/identity/msal.ts';
import type { TokenState, Tokens } from '../../../bot/adapters/identity/tokens.ts';
import { createWarmth } from '../../../bot/adapters/identity/warm.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const managed: Credential = { kind: 'managedIdentity' };
const secret: Credential = { kind: 'secret', secret: { reveal: () => '' } };

describe('warm tokens', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** Gives these tokens one after the other, the last one for ever; null: none. */
  function giving(...given: readonly (string | null)[]) {
    const asked: string[] = [];
    let state: TokenState = 'pending';
    const tokens = async (scope: string) => {
      const token = given[Math.min(asked.push(scope), given.length) - 1] ?? null;
      state = token === null ? 'refused' : 'ok';
      if (token === null) throw new Error('refused');
      return token;
    };
    return { asked, tokens: Object.assign(tokens, { state: () => state }) satisfies Tokens };
  }
  const jwt = (tid: string) => new UnsecuredJWT({ tid }).encode();
  const heard: boolean[] = [];
  const start = (
    tokens: Tokens,
    credential: Credential = secret,
    onToken = async (is: boolean) => void heard.push(is),
  ) => {
    heard.splice(0);
    const warmth = createWarmth({ bot: { tokens, scope: 's', credential } }, { tenant, onToken });
    warmth.start();
    return warmth;
  };

  it('are asked for until they are there, and said to be there', async () => {
    const { asked, tokens } = giving(null, null, 'token');
    const warmth = start(tokens);
    await clock.tickAsync(0);
    assert.deepEqual([warmth.states(), heard], [{ bot: 'refused' }, []]);
    await clock.tickAsync(60_000);
    assert.deepEqual([warmth.states(), heard], [{ bot: 'ok' }, [true]]);
    await clock.tickAsync(600_000);
    assert.equal(asked.length, 3);
    warmth.stop();
  });

  it('are told of again until that was taken', async () => {
    let fails = true;
    const taken: boolean[] = [];
    const warmth = start(giving('token').tokens, secret, async (is) => {
      if (fails) throw new Error('the store is away');
      taken.push(is);
    });
    await clock.tickAsync(30_000);
    fails = false;
    await clock.tickAsync(120_000);
    assert.deepEqual(taken, [true]);
    warmth.stop();
  });

  it('of a managed identity prove the tenant only by what they say themselves', async () => {
    const cases: readonly [string, Credential, boolean][] = [
      [jwt(tenant.toUpperCase()), managed, true],
      [jwt('99999999-1111-4111-8111-111111111111'), managed, false],
      ['opaque', managed, false],
      ['opaque', secret, true],
    ];
    for (const [token, credential, is] of cases) {
      const warmth = start(giving(token).tokens, credential);
      await clock.tickAsync(0);
      assert.deepEqual(heard, [is], `${credential.kind} ${token}`);
      warmth.stop();
    }
  });
});
