import assert from 'node:assert/strict';
import { openSqlite } from '../../bot/adapters/sqlite/open.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import { about, apart, concerns, inStory, presentStory, type Story } from '../../bot/ports/story.ts';
import type { Job } from '../../bot/ports/work.ts';
import { freshDir } from '../adapters/sqlite/fixture.ts';
import { queueing, silent, work } from '../contract/given.ts';
import { sandboxStamp } from '../contract/store.contract.ts';

const [one, two] = ['K7QF', 'H3RT'] as [RequestId, RequestId];
const requests = () => [...(presentStory()?.requests ?? [])];

describe('a story', () => {
  it('goes along with what is begun in it, and with nothing else', async () => {
    const seen = await Promise.all(
      [one, two].map((request) =>
        inStory({ request }, async () => {
          await new Promise((soon) => setTimeout(soon, 1));
          return requests();
        }),
      ),
    );
    assert.deepEqual(seen, [[one], [two]]);
    assert.equal(presentStory(), null);
  });

  it('is about one request while that is in hand, and in the end about all that it came to', async () => {
    await inStory({}, async () => {
      await about('h3rt', async () => {
        assert.deepEqual(requests(), [two], 'in any case');
      });
      await assert.rejects(
        about(one, async () => {
          concerns('P9DX' as RequestId);
          assert.deepEqual(requests(), [one, 'P9DX']);
          throw new Error('x');
        }),
      );
      assert.deepEqual(requests(), [two, one, 'P9DX']);
      await about('the second one', async () => assert.deepEqual(requests(), [two, one, 'P9DX'], 'which is no id'));
    });
  });

  it('is not that of the jobs which a store begins because of it', async () => {
    const clock = { now: () => new Date() };
    const opened = await openSqlite({ dir: freshDir(), stamp: sandboxStamp, clock, log: silent });
    const [store, queue] = [apart(opened.store), apart(opened.work)];
    try {
      const seen = await new Promise<[Job, Story | null]>((done) => {
        void inStory({ request: one }, async () => {
          await queue.start(async (job) => {
            done([job, presentStory()]);
            return 'done';
          });
          await store.commit(queueing(work('a')));
          queue.nudge();
        });
      });
      assert.deepEqual([seen[0].id, seen[1]], ['a', null]);
    } finally {
      await opened.close();
    }
  });
});
