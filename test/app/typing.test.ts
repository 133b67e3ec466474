import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Context } from '../../bot/app/command.ts';
import { whileTyping } from '../../bot/app/typing.ts';

/** A turn in a chat, and how often the bot was seen typing there. */
function turnIn(
  turn: { kind: string; via?: string; place?: { type: string } },
  typing: () => Promise<void> = async () => {},
) {
  const seen: unknown[] = [];
  const warned: string[] = [];
  const place = { serviceUrl: 'https://smba.example/', conversation: 'a:1', type: 'personal' };
  const messenger = {
    typing: (to: unknown) => {
      seen.push(to);
      return typing();
    },
  };
  const deps = { messenger, log: { warn: (event: string) => warned.push(event) } };
  const context = { deps, turn: { correlation: 'c', place, ...turn } } as unknown as Context;
  return { context, seen, warned };
}

describe('while an answer takes longer than a second', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  it('the person sees that Behalf is typing, again every three seconds, and no more once the answer is there', async () => {
    const { context, seen } = turnIn({ kind: 'message' });
    const answer = Promise.withResolvers<string>();
    const answered = whileTyping(context, () => answer.promise);
    await clock.tickAsync(999);
    assert.equal(seen.length, 0);
    await clock.tickAsync(1);
    assert.equal(seen.length, 1);
    await clock.tickAsync(3000);
    assert.equal(seen.length, 2);
    answer.resolve('done');
    assert.equal(await answered, 'done');
    await clock.tickAsync(60_000);
    assert.equal(seen.length, 2);
    assert.equal(clock.countTimers(), 0);
  });

  it('a quick answer is not announced, and neither is what failed', async () => {
    const { context, seen } = turnIn({ kind: 'message' });
    assert.equal(await whileTyping(context, async () => 'at once'), 'at once');
    await assert.rejects(
      whileTyping(context, () => Promise.reject(new Error('failed'))),
      /failed/,
    );
    await clock.tickAsync(60_000);
    assert.equal(seen.length, 0);
  });

  it('that it could not be shown is logged, and the answer comes all the same', async () => {
    const { context, warned } = turnIn({ kind: 'message' }, () => Promise.reject(new Error('no way')));
    const answer = Promise.withResolvers<string>();
    const answered = whileTyping(context, () => answer.promise);
    await clock.tickAsync(1000);
    answer.resolve('done');
    assert.equal(await answered, 'done');
    assert.deepEqual(warned, ['typing-not-shown']);
  });

  for (const [where, turn] of [
    ['a channel, which does not show it', { kind: 'message', place: { type: 'channel' } }],
    ['answer to a button, which shows it itself', { kind: 'action', via: 'invoke' }],
    ['answer to a field that is typed into', { kind: 'search' }],
  ] as const)
    it(`nothing is sent in ${where}`, async () => {
      const { context, seen } = turnIn(turn);
      const answer = Promise.withResolvers<void>();
      const answered = whileTyping(context, () => answer.promise);
      await clock.tickAsync(5000);
      answer.resolve();
      await answered;
      assert.equal(seen.length, 0);
    });
});
