/** A process of its own for the crash test: `node child.ts URL` takes work in hand, says so, and waits to be killed. */
import { queueing, work } from '../../contract/given.ts';
import { open } from './open.ts';

const { store, work: queue } = await open(process.argv[2] ?? '');
await queue.start(async (job) => {
  process.stdout.write(`${job.id}\n`);
  return new Promise(() => {});
});
await store.commit(queueing(work('a', { lane: 'one' })));
await store.commit(queueing(work('b', { lane: 'one' })));
setInterval(() => {}, 1000);
