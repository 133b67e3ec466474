import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { createPeople, eventually } from '../support/office.ts';
import { type BotProcess, operatorFor, startProcess } from '../support/process.ts';

/** The bot in production mode, a process of its own, over https with a private certificate authority and MSAL tokens. */

describe('the bot as a process', () => {
  let twin: Twin;
  let operator: ReturnType<typeof operatorFor>;
  let bot: BotProcess;
  beforeEach(async () => {
    twin = await startTwin();
    operator = operatorFor(twin);
    await start();
  });
  afterEach(async () => {
    bot.child.kill('SIGKILL');
    await bot.exited;
    await twin.close();
    operator.remove();
  });

  async function start(): Promise<void> {
    bot = startProcess(operator.env);
    twin.setBot(`http://127.0.0.1:${await bot.listening()}`);
  }

  const approvable = (seen: { actions: readonly { verb: string }[] }) =>
    seen.actions.some(({ verb }) => verb === 'approve');
  const holds = () => twin.world.groups.get(demoGroup('marketing'))?.sendAs.has(demoPerson('alexw')) === true;

  it('does the main job in production, with tokens by certificate', async () => {
    const people = createPeople(twin);
    await people.say('alexw', 'let me send as Marketing');
    const card = await people.sees('meganb', approvable);
    assert.match((await people.press('meganb', card, 'approve')).text, /^approved$/m);
    await people.sees('alexw', /^applied$/m);
    assert.ok(holds());
    const logins = twin.calls.filter(({ service, path }) => service === 'login' && path.includes('token'));
    assert.ok(logins.length >= 3 && logins.length <= 4, `${logins.length} token requests`);
    assert.doesNotMatch(bot.output(), /let me send|Alex Wilber|contoso/, 'no words and no names in the log');
  }).timeout(30_000);

  it('applies what was approved, once, when it is killed before Exchange is asked', async () => {
    const people = createPeople(twin);
    await people.say('alexw', 'let me send as Marketing');
    const card = await people.sees('meganb', approvable);
    twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1 });
    await people.press('meganb', card, 'approve');
    bot.child.kill('SIGKILL');
    await bot.exited;
    twin.misbehave('exchange', null);
    assert.equal(twin.changes.length, 0);
    await start();
    await people.sees('alexw', /^applied$/m);
    assert.deepEqual(
      twin.changes.map(({ change }) => change),
      ['add'],
    );
  }).timeout(40_000);

  it('knows its own change, once, when it is killed after Exchange has done it', async () => {
    const people = createPeople(twin);
    await people.say('alexw', 'let me send as Marketing for two weeks');
    const card = await people.sees('meganb', approvable);
    await people.press('meganb', card, 'approve');
    twin.misbehave('exchange', { kind: 'late', ms: 2000 });
    await eventually(
      async () => holds(),
      () => 'not applied',
    );
    bot.child.kill('SIGKILL');
    await bot.exited;
    twin.misbehave('exchange', null);
    await start();
    const news = await people.sees('alexw', /^applied$/m);
    assert.match(news.text, /6 December 2026|December/, 'the clock is ours: the right ends');
    assert.equal(twin.changes.length, 1);
  }).timeout(40_000);

  it('finishes and exits with 0 on SIGTERM, and gives the data directory free', async () => {
    const people = createPeople(twin);
    await people.say('alexw', 'hi');
    bot.child.kill('SIGTERM');
    assert.equal(await bot.exited, 0);
    await start();
    await people.say('alexw', 'hi');
  }).timeout(40_000);

  it('refuses a second process on the same data directory, while the audit can be exported beside it', async () => {
    const people = createPeople(twin);
    await people.say('alexw', 'let me send as Marketing');
    await people.sees('meganb', approvable);
    const second = startProcess(operator.env);
    assert.notEqual(await second.exited, 0);
    assert.match(second.output(), /Another process uses the data directory/);
    const exported = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'bot/cli/audit-export.ts'], {
      env: { PATH: process.env.PATH ?? '', ...operator.env },
      encoding: 'utf8',
    });
    assert.equal(exported.status, 0, exported.stderr);
    const lines = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['request.made'],
    );
    assert.equal(lines[0]?.person, demoPerson('alexw'));
    assert.equal(lines[0]?.group, demoGroup('marketing'));
  }).timeout(40_000);

  it('does not open its store for another tenant, nor for the sandbox', async () => {
    await createPeople(twin).say('alexw', 'hi'); // from then on it holds something
    bot.child.kill('SIGTERM');
    await bot.exited;
    const other = startProcess({ ...operator.env, TENANT_ID: '11111111-2222-4333-8444-555555555555' });
    assert.equal(await other.exited, 78);
    assert.match(other.output(), /belongs to production of tenant/);
    await start();
  }).timeout(40_000);
});
