import assert from 'node:assert/strict';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { createPeople, eventually } from '../support/office.ts';
import { type BotProcess, operatorFor, startProcess } from '../support/process.ts';

describe('a TENANT_ID that was mistyped at the first start', function () {
  this.timeout(60_000);
  let twin: Twin;
  let operator: ReturnType<typeof operatorFor>;
  let bots: BotProcess[];
  beforeEach(async () => {
    twin = await startTwin();
    operator = operatorFor(twin);
    bots = [];
  });
  afterEach(async () => {
    for (const { child, exited } of bots) {
      child.kill('SIGKILL');
      await exited;
    }
    await twin.close();
    operator.remove();
  });

  const mistyped = { TENANT_ID: '11111111-2222-4333-8444-555555555555' };
  const start = (env = {}) => {
    const bot = startProcess({ ...operator.env, ...env });
    bots.push(bot);
    return bot;
  };
  const stop = async ({ child, exited }: BotProcess) => {
    child.kill('SIGTERM');
    assert.equal(await exited, 0);
  };
  const tokens = async (port: number, word: string) =>
    eventually(
      async () => {
        const body = (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as { tokens: object };
        return Object.values(body.tokens).every((state) => state === word);
      },
      () => `no token is ${word}`,
    );

  it('can be put right; from the first token on the store is that tenant’s for good', async () => {
    const wrong = start(mistyped);
    await tokens(await wrong.listening(), 'refused');
    await stop(wrong);
    const right = start();
    const port = await right.listening();
    await tokens(port, 'ok');
    twin.setBot(`http://127.0.0.1:${port}`);
    await createPeople(twin).say('alexw', 'hi');
    await stop(right);
    const late = start(mistyped);
    assert.equal(await late.exited, 78);
    const sentence =
      /The store in DATA_DIR \(\S+\) belongs to production of tenant (\S+); it is not opened for production of tenant 1{8}-\S+: set TENANT_ID to that tenant, or set DATA_DIR to another store\./;
    assert.equal(sentence.exec(late.output())?.[1], twin.world.tenant);
  });

  it('is told apart from a right one by the token alone, before anybody has written', async () => {
    const right = start();
    await tokens(await right.listening(), 'ok');
    await stop(right);
    const late = start(mistyped);
    assert.equal(await late.exited, 78);
  });
});
