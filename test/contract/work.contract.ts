import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import { type At, at } from '../../bot/domain/ids.ts';
import type { Done, Job } from '../../bot/ports/work.ts';
import { id, making, pending, person, queueing, work } from './given.ts';

/** Waits until something holds; throws after `seconds`, so that nothing waits on when its test is over. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  for (let tries = 0; tries < seconds * 100; tries += 1) {
    if (await holds()) return;
    await pause(10);
  }
  throw new Error(`This never came true: ${holds}`);
}

/** A promise with its handle outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

type Handle = (job: Job) => Promise<Done>;

const now = (ms = 0): At => at(new Date(Date.now() + ms));

/** What every engine's Work must do, by the real clock. `open()` opens the same, at first empty, store. */
export function workContract(name: string, store: () => Promise<() => Promise<Opened>>): void {
  describe(`work on ${name}`, () => {
    let open: () => Promise<Opened>;
    let opened: Opened;
    let ran: Job[];

    beforeEach(async () => {
      open = await store();
      opened = await open();
      ran = [];
    });
    afterEach(() => opened.close());

    const names = () => ran.map((job) => job.id);
    const start = (handle: Handle = async () => 'done') =>
      opened.work.start(async (job) => {
        ran.push(job);
        return handle(job);
      });
    const enqueue = async (...items: ReturnType<typeof work>[]) => {
      assert.deepEqual(await opened.store.commit(queueing(...items)), { committed: true });
      opened.work.nudge();
    };
    /** Everything that was enqueued before has been run once this has. */
    const settle = async () => {
      const last = `last-${ran.length}-${Math.random()}`;
      await enqueue(work(last, { due: now() }));
      await until(() => names().includes(last));
      await pause(50);
      ran = ran.filter((job) => job.id !== last);
    };

    it('runs what was committed, once, with what was asked', async () => {
      await start();
      const task = { kind: 'tell', request: id(1), person: person(1), news: 'applied' } as const;
      const item = work('a', { task, lane: 'lane of a' });
      await enqueue(item);
      await settle();
      assert.deepEqual(ran, [{ ...item, attempt: 1 }]);
    });

    it('moves what is to be moved: to a later time too, with the rank and lane that it has then', async () => {
      const one = work('one', { lane: 'pair:a', rank: 'apply' });
      await enqueue(one);
      await enqueue({ ...one, rank: 'end', lane: 'pair:b', due: now(3_600_000), meets: 'moved' });
      await start();
      await settle();
      assert.deepEqual(names(), []);
      const { meets: _, ...again } = { ...one, rank: 'end', lane: 'pair:b', due: now(-1000), meets: 'moved' } as const;
      await enqueue({ ...again, meets: 'moved' });
      await settle();
      assert.deepEqual(ran, [{ ...again, attempt: 1 }]);
    });

    it('moves work that is in hand to the time that was asked for meanwhile, whatever comes of it', async () => {
      const [begun, end] = [gate(), gate()];
      await start(async (job) => {
        if (job.id !== 'one' || ran.length > 1) return 'done';
        begun.open();
        await end.opened;
        return { again: new Date() };
      });
      await enqueue(work('one', { lane: 'pair:a' }));
      await begun.opened;
      await enqueue(work('one', { lane: 'pair:a', due: now(3_600_000), meets: 'moved' }));
      end.open();
      await settle();
      assert.deepEqual(names(), ['one']);
      await enqueue(work('one', { lane: 'pair:a', due: now(), meets: 'moved' }));
      await settle();
      assert.deepEqual(names(), ['one', 'one']);
    });

    it('keeps what is to be kept: there once, due no later than that, and not run again for it', async () => {
      const [begun, end] = [gate(), gate()];
      await start(async (job) => {
        if (job.id !== 'kept') return 'done';
        if (ran.filter(({ id }) => id === 'kept').length > 1) return 'done';
        begun.open();
        await end.opened;
        return { again: new Date(Date.now() + 3_600_000) };
      });
      await enqueue(work('kept', { due: now(), meets: 'kept' }));
      await begun.opened;
      await enqueue(work('kept', { due: now(), meets: 'kept' }));
      end.open();
      await settle();
      assert.deepEqual(names(), ['kept']);
      // It was put off by an hour: now it is nearer again.
      await enqueue(work('kept', { due: now(7_200_000), meets: 'kept' }));
      await settle();
      assert.deepEqual(names(), ['kept']);
      await enqueue(work('kept', { due: now(), meets: 'kept' }));
      await settle();
      assert.deepEqual(names(), ['kept', 'kept']);
    });

    it('says which turn it goes back to: the last that has asked for it', async () => {
      const asked = async (cause: string, ...items: ReturnType<typeof work>[]) =>
        opened.store.commit({ ...queueing(...items), cause });
      await asked('turn-1', work('a'), work('b'));
      await asked('turn-2', work('b'));
      await enqueue(work('a'), work('c'));
      await start();
      await until(() => ran.length >= 3);
      const causes = Object.fromEntries(ran.map((job) => [job.id, job.cause]));
      assert.deepEqual(causes, { a: 'turn-1', b: 'turn-2', c: undefined });
    });

    it('runs work that is soft, and nothing else may be', async () => {
      await start();
      await opened.store.commit({ ...queueing(work('a')), soft: true });
      await settle();
      assert.deepEqual(names(), ['a']);
      await assert.rejects(opened.store.commit({ ...making(pending(1)), soft: true }));
      assert.deepEqual(await opened.store.get([id(1)]), []);
    });

    it('runs what was there before it started', async () => {
      await enqueue(work('a'), work('b'));
      await start();
      await until(() => ran.length === 2);
    });

    it('runs nothing of a commit that lost', async () => {
      await opened.store.commit(making(pending(1)));
      await start();
      const lost = await opened.store.commit({ ...making(pending(1)), work: [work('a')] });
      assert.deepEqual(lost, { conflict: 'id' });
      await settle();
      assert.deepEqual(names(), []);
    });

    it('runs nothing before it is due', async () => {
      const due = now(700);
      let at = 0;
      await start(async (job) => {
        if (job.id === 'later') at = Date.now();
        return 'done';
      });
      await enqueue(work('later', { due }));
      await settle();
      assert.deepEqual(names(), []);
      await until(() => at > 0);
      assert.ok(at >= Date.parse(due));
    });

    it('keeps a lane in the order of due times, one at a time', async () => {
      let inHand = 0;
      const item = (n: number) => work(`job ${n}`, { lane: 'one', due: at(new Date(1_700_000_000_000 + n)) });
      await enqueue(item(3), item(1), item(4));
      await enqueue(item(2));
      await start(async () => {
        inHand += 1;
        assert.equal(inHand, 1);
        await pause(10);
        inHand -= 1;
        return 'done';
      });
      await until(() => ran.length === 4);
      assert.deepEqual(names(), ['job 1', 'job 2', 'job 3', 'job 4']);
    });

    it('keeps work of one lane and instant in the order of enqueueing', async () => {
      const items = ['e', 'd', 'c', 'b', 'a'].map((it) => work(it, { lane: 'one' }));
      await enqueue(...items);
      await start();
      await until(() => ran.length === 5);
      assert.deepEqual(names(), ['e', 'd', 'c', 'b', 'a']);
    });

    it('runs lanes side by side, at most sixteen for one requester', async () => {
      const wait = gate();
      await enqueue(...Array.from({ length: 20 }, (_, n) => work(`job ${n}`)));
      await start(async () => {
        await wait.opened;
        return 'done';
      });
      await until(() => ran.length === 16);
      await pause(50);
      assert.equal(ran.length, 16);
      wait.open();
      await until(() => ran.length === 20);
      assert.equal(new Set(names()).size, 20);
    });

    it('is not held up by a lane that is', async () => {
      const wait = gate();
      await start(async (job) => {
        if (job.lane === 'slow') await wait.opened;
        return 'done';
      });
      await enqueue(...Array.from({ length: 30 }, (_, n) => work(`slow ${n}`, { lane: 'slow' })));
      await until(() => ran.length === 1);
      await enqueue(work('quick'));
      await until(() => names().includes('quick'));
      assert.deepEqual(names(), ['slow 0', 'quick']);
      wait.open();
      await until(() => ran.length === 31);
    });

    /** Starts, with everything in hand that has room. Gives what lets it go on, each by itself. */
    const held = async (count: number) => {
      const wait = gate();
      await start(async () => {
        if (ran.length <= count) await wait.opened;
        return 'done';
      });
      await until(() => ran.length === count);
      return wait;
    };
    const flood = (requester: number, over: (n: number) => Partial<ReturnType<typeof work>> = () => ({})) =>
      Array.from({ length: 90 }, (_, n) => work(`flood ${n}`, { requester: person(requester), ...over(n) }));

    it('goes in turns by who has caused it: a flood of one is no wait for another', async () => {
      await enqueue(...flood(1));
      const wait = await held(16);
      await enqueue(work('honest', { requester: person(2), due: now() }));
      wait.open();
      await until(() => ran.length === 91, 30);
      const place = names().indexOf('honest');
      assert.ok(place < 16 + 16, `place ${place}`);
    });

    it('begins what another has caused while a flood of one is held up', async () => {
      await enqueue(...flood(1));
      const wait = await held(16);
      await enqueue(work('honest', { requester: person(2), due: now() }));
      await until(() => names().includes('honest'));
      await enqueue(work('in its lane', { lane: 'flood 80', requester: person(2), due: now() }));
      await until(() => names().includes('in its lane'));
      assert.deepEqual(names().slice(16), ['honest', 'in its lane']);
      wait.open();
      await until(() => ran.length === 92, 30);
    });

    it('goes in turns within a lane, too', async () => {
      await enqueue(...flood(1, () => ({ lane: 'one' })));
      const wait = await held(1);
      await enqueue(...[1, 2].map((n) => work(`honest ${n}`, { lane: 'one', requester: person(2), due: now() })));
      wait.open();
      await until(() => ran.length === 92, 30);
      const places = ['honest 1', 'honest 2'].map((name) => names().indexOf(name));
      assert.ok(Math.max(...places) <= 6, `places ${places}`);
      const others = names().filter((name) => name.startsWith('flood'));
      assert.deepEqual(
        others,
        flood(1).map(({ id }) => id),
        'each keeps its own order',
      );
    });

    it('goes in turns with what becomes due only then', async () => {
      await enqueue(
        work('honest', { lane: 'one', requester: person(2), due: now(600) }),
        ...flood(1, () => ({ lane: 'one' })),
      );
      const wait = await held(1);
      await pause(700);
      await enqueue(work('other', { lane: 'one', requester: person(3), due: now() }));
      wait.open();
      await until(() => ran.length === 92, 30);
      const place = names().indexOf('honest');
      assert.ok(place <= 10, `place ${place}`);
    });

    it('takes what ends a right before all that gives one', async () => {
      await enqueue(...flood(1, (n) => ({ lane: `pair:${n}` })));
      const wait = gate();
      await start(async () => {
        await wait.opened;
        return 'done';
      });
      await until(() => ran.length >= 16);
      await pause(100);
      const inHand = ran.length;
      await enqueue(work('given', { lane: 'pair:given', requester: person(2), due: now() }));
      await enqueue(work('end', { lane: 'pair:end', rank: 'end', requester: person(1), due: now() }));
      wait.open();
      await until(() => ran.length === 92, 30);
      const [end, given] = [names().indexOf('end'), names().indexOf('given')];
      assert.ok(end < given, `places ${end} and ${given}`);
      assert.ok(end <= inHand + 2, `place ${end}, ${inHand} were in hand`);
      assert.ok(given < inHand + 20, `place ${given}, ${inHand} were in hand`);
    });

    it('lets no news wait for ever behind cards that others wait for', async () => {
      await enqueue(...flood(1));
      const wait = await held(16);
      await enqueue(work('news', { rank: 'rest', requester: person(1), due: now() }));
      wait.open();
      await until(() => ran.length === 91, 30);
      const place = names().indexOf('news');
      assert.ok(place < 16 + 17, `place ${place}`);
    });

    it('queues the same work once, at the earlier of its times', async () => {
      await enqueue(work('a', { due: now(3_600_000) }), work('b', { due: now() }));
      await enqueue(work('a', { due: now() }), work('b', { due: now(3_600_000) }));
      await start();
      await until(() => ran.length === 2);
      await settle();
      assert.deepEqual(names().sort(), ['a', 'b']);
    });

    it('queues work anew once it is done', async () => {
      await start();
      await enqueue(work('a'));
      await settle();
      await enqueue(work('a'));
      await settle();
      assert.deepEqual(
        ran.map((job) => [job.id, job.attempt]),
        [
          ['a', 1],
          ['a', 1],
        ],
      );
    });

    it('runs work once more when it was asked for again while it ran', async () => {
      const wait = gate();
      await start(async (job) => {
        if (job.id === 'a' && ran.length === 1) await wait.opened;
        return 'done';
      });
      await enqueue(work('a'));
      await until(() => ran.length === 1);
      await enqueue(work('a', { due: now() }));
      await enqueue(work('a', { due: now() }));
      wait.open();
      await until(() => ran.length === 2);
      await settle();
      assert.deepEqual(names(), ['a', 'a']);
    });

    it('tries again when the handler says so, and counts', async () => {
      const later = new Date(Date.now() + 400);
      let second = 0;
      await start(async (job) => {
        if (job.id !== 'a') return 'done';
        if (job.attempt === 1) return { again: later };
        second = Date.now();
        return job.attempt === 2 ? { again: new Date() } : 'done';
      });
      await enqueue(work('a'));
      await until(() => ran.length === 3);
      await settle();
      assert.deepEqual(
        ran.map((job) => job.attempt),
        [1, 2, 3],
      );
      assert.ok(second >= later.getTime());
    });

    it('tries again after a while when the handler throws, and lets others of its lane go first', async () => {
      await start(async (job) => {
        if (job.id === 'bad' && job.attempt === 1) throw new Error('not today');
        return 'done';
      });
      await enqueue(work('bad', { lane: 'one' }), work('good', { lane: 'one' }));
      await until(() => ran.length === 3);
      assert.deepEqual(
        ran.map((job) => [job.id, job.attempt]),
        [
          ['bad', 1],
          ['good', 1],
          ['bad', 2],
        ],
      );
      assert.ok(Date.parse(ran[2]?.due ?? '') > Date.parse(ran[0]?.due ?? ''));
    });

    it('finishes what is in hand when it is stopped, and takes no more', async () => {
      const wait = gate();
      let finished = false;
      await start(async () => {
        await wait.opened;
        finished = true;
        return 'done';
      });
      await enqueue(work('a', { lane: 'one' }), work('b', { lane: 'one' }));
      await until(() => ran.length === 1);
      const stopping = opened.work.stop(5000);
      wait.open();
      await stopping;
      assert.equal(finished, true);
      await opened.close();
      opened = await open();
      await start();
      await until(() => ran.length === 2);
      await settle();
      assert.deepEqual(names(), ['a', 'b']);
    });

    it('gives up on what does not finish in time; it runs again at the next start', async () => {
      const wait = gate();
      await start(async () => {
        await wait.opened;
        return 'done';
      });
      await enqueue(work('a'));
      await until(() => ran.length === 1);
      await opened.work.stop(20);
      await opened.close();
      opened = await open();
      await start();
      await until(() => ran.length === 2);
      wait.open();
      assert.deepEqual(names(), ['a', 'a']);
    });
  });
}
