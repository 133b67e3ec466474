import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Alone, startAlone } from '../support/alone.ts';

const address = /^Behalf runs in its sandbox\. Open (http:\/\/127\.0\.0\.1:\d+\S*)$/m;
const misconfigured = 78;
const guid = '00000000-0000-4000-8000-00000000000a';

describe('starting Behalf', function () {
  this.timeout(40_000);
  let root: string;
  let running: Alone[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'behalf-start-'));
    running = [];
  });
  afterEach(async () => {
    for (const each of running) await each.kill();
    rmSync(root, { recursive: true });
  });

  const start = (env: Readonly<Record<string, string>> = {}) => {
    const started = startAlone(root, env);
    running.push(started);
    return started;
  };
  const faults = ({ err }: Alone) =>
    err()
      .split('\n')
      .flatMap((line) => /^([A-Z_]+): /.exec(line)?.[1] ?? []);

  it('lists every fault of half a configuration by name, never by value, and makes nothing', async () => {
    const bot = start({
      TENANT_ID: 'contoso-the-secret-one',
      BOT_SECRET: 'hunter2hunter2',
      CLOUD: 'moon',
      LOG_LEVEL: 'loud',
      GRAPH_URL: 'http://graph.internal',
      EXCHANGE_CLIENT_ID: guid,
      DATABASE_URL: 'mysql://root:toor@db',
      DATA_DIR: join(root, 'data'),
    });
    assert.equal(await bot.ended, misconfigured);
    assert.deepEqual(
      new Set(faults(bot)),
      new Set([
        ...['TENANT_ID', 'BOT_ID', 'BOT_SECRET', 'CLOUD', 'LOG_LEVEL', 'GRAPH_URL'],
        ...['EXCHANGE_CERTIFICATE', 'DATABASE_URL'],
      ]),
    );
    assert.doesNotMatch(bot.err() + bot.out(), /contoso-the-secret|hunter2|moon|loud|graph\.internal|toor/);
    assert.equal(bot.out(), '');
    assert.deepEqual(readdirSync(root), []);
  });

  it('refuses the sandbox where NODE_ENV is production, and makes nothing', async () => {
    const bot = start({ NODE_ENV: 'production' });
    assert.equal(await bot.ended, misconfigured);
    assert.deepEqual(faults(bot).slice(0, 1), ['NODE_ENV']);
    assert.deepEqual(readdirSync(root), []);
  });

  it('reads .env, but not where NODE_ENV is production', async () => {
    writeFileSync(join(root, '.env'), 'CLOUD=moon\n');
    const developing = start();
    assert.equal(await developing.ended, misconfigured);
    assert.ok(faults(developing).includes('CLOUD'));
    const producing = start({ NODE_ENV: 'production' });
    assert.equal(await producing.ended, misconfigured);
    assert.ok(!faults(producing).includes('CLOUD'));
  });

  it('prints one address in its sandbox, serves the page there, refuses a second one, and ends at SIGTERM', async () => {
    const bot = start();
    const url = await bot.says(address);
    const page = await fetch(url);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<title>Behalf sandbox<\/title>/);
    const second = start();
    assert.equal(await second.ended, 1);
    assert.match(second.err(), /^Behalf cannot start\. \S.*\.$/m);
    assert.equal(second.out(), '');
    assert.equal((await fetch(url)).status, 200);
    const before = performance.now();
    bot.child.kill('SIGTERM');
    assert.equal(await bot.ended, 0);
    assert.ok(performance.now() - before < 10_000, 'within the ten seconds of the contract');
    assert.equal(bot.err(), '', 'nothing to complain about, and no warning of Node');
    assert.equal(bot.out().trim().split('\n').length, 1);
    assert.deepEqual(readdirSync(join(root, '.data')), ['sandbox']);
  });

  it('does not open the store of its sandbox for a tenant', async () => {
    const bot = start();
    await bot.says(address);
    bot.child.kill('SIGTERM');
    assert.equal(await bot.ended, 0);
    const tenant = { TENANT_ID: guid, BOT_ID: guid, BOT_MANAGED_IDENTITY: 'true' };
    const production = start({ ...tenant, DATA_DIR: join(root, '.data', 'sandbox') });
    assert.equal(await production.ended, misconfigured);
    assert.match(production.err(), /^Behalf cannot start\. \S/);
  });
});
