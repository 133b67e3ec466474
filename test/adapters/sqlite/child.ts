/**
 * A process of its own for the crash tests: `node child.ts MODE DIR`.
 * hold: commits work, takes it in hand, says so and waits to be killed. fill: commits until the disk refuses. soft: the
 * same, after many soft writes.
 */
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { id, making, pending, person, queueing, silent, work } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';

const [mode, dir = ''] = process.argv.slice(2);
const say = (it: object) => process.stdout.write(`${JSON.stringify(it)}\n`);
let broken = 0;
const onBroken = () => {
  broken += 1;
};
const {
  store,
  chats,
  work: queue,
} = await openSqlite({
  dir,
  stamp: sandboxStamp,
  clock: { now: () => new Date() },
  log: silent,
  onBroken,
});

if (mode === 'hold') {
  await store.commit({ ...making(pending(1)), work: [work('a')] });
  await queue.start(async () => {
    say({ inHand: true });
    setInterval(() => {}, 1000);
    return new Promise(() => {});
  });
}

if (mode === 'soft') {
  const address = { serviceUrl: 'https://smba.example/', conversation: 'chat' };
  for (let n = 0; n < 100; n += 1) {
    const lines = [id(1)];
    const copy = {
      address,
      batch: id(1),
      person: person(1),
      audience: 'asker',
      lines,
      activity: '1',
      shows: `${n}`,
    } as const;
    await chats.markCopy(copy);
    await store.commit({ ...queueing(work('again')), soft: true });
  }
}

if (mode === 'fill' || mode === 'soft') {
  let acknowledged = 0;
  const code = async (run: () => Promise<unknown>) => {
    try {
      await run();
      return null;
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  const reason = 'x'.repeat(20_000);
  let first: string | null = null;
  while (first === null && acknowledged < 500) {
    const n = 1000 + acknowledged; // of four digits no two are padded to the same id
    first = await code(() => store.commit(making(pending(n, { reason }))));
    if (first === null) acknowledged += 1;
  }
  const after = await code(() => store.commit(queueing(work('later'))));
  say({ acknowledged, first, after, broken, ready: await store.ready() });
  process.exit(0);
}
