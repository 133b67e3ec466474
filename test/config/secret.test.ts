import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { pino } from 'pino';
import { createLog } from '../../bot/adapters/log/log.ts';
import { Secret } from '../../bot/config/secret.ts';
import { type Config, describeFaults, readConfig } from '../../bot/config.ts';
import { makePem, type Pem } from '../support/pem.ts';

const canary = 'canary-9f3c1d';
const id = '11111111-1111-4111-8111-111111111111';

/** Every way we know of in which a value gets into a text. */
const ways: Readonly<Record<string, (value: unknown) => string>> = {
  'JSON.stringify': (value) => JSON.stringify({ value }),
  'inspect, all of it': (value) => inspect(value, { depth: null, showHidden: true, getters: true }),
  'inspect without our say': (value) => inspect(value, { depth: null, showHidden: true, customInspect: false }),
  String: (value) => String(value),
  'a template': (value) => `${value}`,
  'a list that is joined': (value) => [value].join(),
  'console.log': (value) => format('%s %o %O %j', value, value, value, value),
  'the message of an error': (value) => new Error(String(value)).message,
  'the cause of an error': (value) => inspect(new Error('x', { cause: value }), { depth: null, showHidden: true }),
  'a failed assertion': (value) => thrown(() => assert.deepEqual(value, { other: 1 })),
  'a copy': (value) =>
    inspect(
      attempt(() => structuredClone(value)),
      { depth: null, showHidden: true },
    ),
  'its parts': (value) => inspect(parts(value), { depth: null, showHidden: true }),
  pino: (value) => throughPino(value),
  'our log': (value) => throughLog(value),
};

function thrown(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return inspect(error, { depth: null, showHidden: true });
  }
  return assert.fail('nothing was thrown');
}
function attempt(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
const parts = (value: unknown) =>
  typeof value === 'object' && value !== null ? [Object.entries(value), Reflect.ownKeys(value), { ...value }] : value;
function throughPino(value: unknown): string {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  log.error({ value, err: new Error('x', { cause: value }) });
  log.error(value as object, '%s', value as undefined);
  return lines.join('');
}
function throughLog(value: unknown): string {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  log.error('turn-failed', { error: new Error(String(value), { cause: value }), ...{ value } });
  return lines.join('');
}

const shows = (value: unknown, hidden: string) =>
  Object.entries(ways).flatMap(([way, show]) => (show(value).includes(hidden) ? [way] : []));

describe('a secret', () => {
  it('is given by reveal and by nothing else', () => {
    const secret = new Secret(canary);
    assert.equal(secret.reveal(), canary);
    assert.deepEqual(shows(secret, canary), []);
    assert.deepEqual(shows({ deep: { list: [secret], map: new Map([[secret, secret]]) } }, canary), []);
  });

  it('is hidden by ways that do show what is no secret', () => {
    assert.deepEqual(
      Object.keys(ways).filter((way) => !shows(canary, canary).includes(way)),
      ['our log'],
    );
  });

  it('says in its place that it is one', () => {
    const secret = new Secret(canary);
    assert.equal(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`, '[secret] "[secret]" [secret]');
  });

  it('cannot be changed or given a way to show itself', () => {
    const secret = new Secret(canary);
    for (const act of [
      () => Object.assign(secret, { toString: () => canary }),
      () => Object.defineProperty(secret, 'text', { value: canary }),
    ])
      assert.throws(act, TypeError);
  });

  it('stays hidden whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (text) => {
        const hidden = `${canary}${text}`;
        assert.deepEqual(shows({ secret: new Secret(hidden) }, canary), []);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the secrets of a configuration', () => {
  let pem: Pem;
  before(async () => {
    pem = await makePem();
  });
  const read = (env: NodeJS.ProcessEnv) => readConfig(env, () => pem.both);
  const config = (env: NodeJS.ProcessEnv): Config => {
    const result = read({ TENANT_ID: id, BOT_ID: id, ...env });
    assert.ok('config' in result, 'faults' in result ? describeFaults(result.faults) : '');
    return result.config;
  };

  it('are hidden in every way: client secrets and the password of the database', () => {
    const whole = config({
      ...{ BOT_SECRET: `${canary}-bot`, EXCHANGE_CLIENT_ID: id, EXCHANGE_SECRET: `${canary}-exchange` },
      ...{ ALLOW_CLIENT_SECRET: 'true', DATABASE_URL: `postgres://behalf:${canary}@db/behalf` },
    });
    assert.deepEqual(shows(whole, canary), []);
  });

  it('are hidden in every way: the private key', () => {
    const whole = config({ BOT_CERTIFICATE: 'bot.pem' });
    const lines = pem.key.split('\n').filter((line) => line.length > 40);
    assert.ok(lines.length > 10);
    for (const line of lines.slice(0, 3)) assert.deepEqual(shows(whole, line), []);
  });

  it('are in no fault that is told, nor in the result around it', () => {
    for (const env of [
      { BOT_SECRET: canary },
      { BOT_SECRET: canary, BOT_CERTIFICATE: canary, ALLOW_CLIENT_SECRET: canary },
      { TENANT_ID: canary, DATABASE_URL: `mysql://u:${canary}@db/x` },
    ])
      assert.deepEqual(shows(read({ BOT_ID: id, ...env }), canary), []);
  });
});
