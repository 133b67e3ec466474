import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createForeground } from '../bot/foreground.ts';

describe('answers before work', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate'] });
  });
  afterEach(() => clock.restore());

  /** A port for answers that end when told to, and one for work that notes each of its steps. */
  function sides() {
    const foreground = createForeground();
    const done: string[] = [];
    const ends: (() => void)[] = [];
    const { answer } = foreground.prompt({ answer: () => new Promise<void>((resolve) => ends.push(resolve)) });
    const { step } = foreground.yielding({ step: async (name: string) => void done.push(name) });
    return { answer, step, done, end: () => ends.shift()?.() };
  }

  it('lets work go on at once when nobody waits', async () => {
    const { step, done } = sides();
    await step('one');
    assert.deepEqual(done, ['one']);
  });

  it('keeps work waiting while somebody is answered, then lets it on step by step', async () => {
    const { answer, step, done, end } = sides();
    const answering = answer();
    const steps = [step('one'), step('two')];
    await clock.tickAsync(50);
    assert.deepEqual(done, []);
    end();
    await answering;
    await clock.tickAsync(1);
    assert.deepEqual(done, ['one', 'two']);
    await Promise.all(steps);
  });

  it('lets the next answer pass between two steps', async () => {
    const { answer, step, done, end } = sides();
    const first = answer();
    const steps = [step('one'), step('two')];
    end();
    await first;
    const second = answer();
    await clock.tickAsync(50);
    assert.deepEqual(done, []);
    end();
    await second;
    await clock.tickAsync(1);
    await Promise.all(steps);
    assert.deepEqual(done, ['one', 'two']);
  });

  it('lets what is asked side by side go side by side, and what is asked later after that', async () => {
    const { answer, step, done, end } = sides();
    const answering = answer();
    const first = [step('one'), step('two')];
    await Promise.resolve();
    const later = step('three');
    end();
    await answering;
    const second = answer();
    void first[0]?.then(() => void answer());
    end();
    await second;
    await clock.tickAsync(1);
    assert.deepEqual(done, ['one', 'two']);
    end();
    await clock.tickAsync(1);
    assert.deepEqual(done, ['one', 'two', 'three']);
    await Promise.all([...first, later]);
  });

  it('keeps a step of more pressing work waiting for less', async () => {
    const foreground = createForeground();
    const done: string[] = [];
    void foreground.prompt({ answer: () => new Promise<void>(() => {}) }).answer();
    const step = async (name: string) => void done.push(name);
    const steps = [foreground.yielding({ step }).step('usual'), foreground.yielding({ step }, 20).step('pressing')];
    await clock.tickAsync(30);
    assert.deepEqual(done, ['pressing']);
    await clock.tickAsync(200);
    assert.deepEqual(done, ['pressing', 'usual']);
    await Promise.all(steps);
  });

  it('keeps no step waiting longer than a moment, however many answers there are', async () => {
    const { answer, step, done } = sides();
    void answer();
    const waiting = step('one');
    await clock.tickAsync(199);
    assert.deepEqual(done, []);
    await clock.tickAsync(2);
    assert.deepEqual(done, ['one']);
    await waiting;
  });

  it('hands on what a call gives, and its fault', async () => {
    const foreground = createForeground();
    const port = { name: 'port', give: async (value: number) => value, fail: () => Promise.reject(new Error('no')) };
    for (const wrapped of [foreground.prompt(port), foreground.yielding(port)]) {
      assert.equal(wrapped.name, 'port');
      assert.equal(await wrapped.give(7), 7);
      await assert.rejects(wrapped.fail(), /no/);
    }
    // A fault is an end too: work goes on.
    assert.equal(await foreground.yielding(port).give(8), 8);
  });
});
