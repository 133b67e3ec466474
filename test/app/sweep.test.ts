import assert from 'node:assert/strict';
import { openSqlite } from '../../bot/adapters/sqlite/open.ts';
import type { Deps } from '../../bot/app/deps.ts';
import { sweep } from '../../bot/app/tasks/sweep.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import { advanceNow } from '../../bot/domain/work-of.ts';
import { freshDir } from '../adapters/sqlite/fixture.ts';
import { approved, making, minute, person, queueing, silent, turnable } from '../contract/given.ts';
import { sandboxStamp } from '../contract/store.contract.ts';

describe('the sweep', () => {
  const backlog = 600;
  const open = async () => {
    const clock = turnable();
    const opened = await openSqlite({ dir: freshDir(), stamp: sandboxStamp, clock, log: silent });
    const work: string[] = [];
    const store: typeof opened.store = {
      ...opened.store,
      async commit(change) {
        work.push(...change.work.map(({ id }) => id));
        return opened.store.commit(change);
      },
    };
    return { opened, clock, work, deps: { store, clock, log: silent, work: { nudge() {} } } as unknown as Deps };
  };
  const numbered = (n: number) => {
    const id = `W${1000 + n}` as RequestId;
    return approved(n, { id, batch: id, beneficiary: person(n) });
  };

  it('finds the one that has lost its work behind hundreds that only wait for Exchange', async () => {
    const { opened, clock, work, deps } = await open();
    const many = Array.from({ length: backlog }, (_, n) => numbered(n + 1));
    const lost = numbered(backlog + 1);
    await opened.store.commit(making(...many, lost));
    // Due for long, or not before long: somebody sees to it in any case.
    await opened.store.commit(queueing(...many.flatMap((one, n) => advanceNow(one, minute(n % 2 ? 0 : 2000)))));
    clock.turn(1990 * 60_000);
    assert.equal(await sweep(deps), 1);
    assert.deepEqual(work, [`advance:${lost.id}`]);
    assert.equal(await sweep(deps), 0);
    await opened.close();
  });

  it('does not let a clock that was wrong keep work waiting', async () => {
    const { opened, clock, work, deps } = await open();
    const one = numbered(1);
    await opened.store.commit(making(one));
    await opened.store.commit(queueing(...advanceNow(one, minute(600))));
    clock.turn(5 * 60_000);
    assert.equal(await sweep(deps), 1);
    assert.deepEqual(work, [`advance:${one.id}`]);
    await opened.close();
  });
});
