import assert from 'node:assert/strict';
import { openSqlite } from '../../bot/adapters/sqlite/open.ts';
import type { Deps } from '../../bot/app/deps.ts';
import { forget } from '../../bot/app/tasks/forget.ts';
import { tidy } from '../../bot/app/tasks/tidy.ts';
import type { Request } from '../../bot/domain/request.ts';
import { freshDir } from '../adapters/sqlite/fixture.ts';
import { active, changing, id, making, minute, pending, person, silent, turnable } from '../contract/given.ts';
import { sandboxStamp } from '../contract/store.contract.ts';

describe('what is forgotten', () => {
  const open = async () => {
    const clock = turnable();
    const opened = await openSqlite({ dir: freshDir(), stamp: sandboxStamp, clock, log: silent });
    const { store, chats, deliveries } = opened;
    return { opened, clock, deps: { store, chats, deliveries, clock, log: silent } as unknown as Deps };
  };
  const denied = (n: number): Request => {
    const decision = { by: person(90), as: 'owners', at: minute(n), reason: null } as const;
    return { ...pending(n, { batch: id(1) }), status: 'denied', revision: 2, decision };
  };

  it('are the cards of a batch of which all is over, and no others', async () => {
    const { opened, deps } = await open();
    const { store, chats } = opened;
    await store.commit(making(pending(1), pending(2, { batch: id(1) }), active(3)));
    const copy = { person: person(1), audience: 'asker', lines: [], shows: '' } as const;
    const at = (activity: string) => ({ address: { serviceUrl: 'https://t/', conversation: 'a:1' }, activity });
    await chats.saveCopy({ ...copy, ...at('1'), batch: id(1) });
    await chats.saveCopy({ ...copy, ...at('2'), batch: id(2), audience: 'holder' });
    await chats.saveCopy({ ...copy, ...at('3'), batch: id(3) });
    const kept = async () => (await Promise.all([1, 2, 3].map((n) => chats.copies(id(n))))).map(({ length }) => length);

    await store.commit(changing({ ...denied(1) }, 1));
    assert.equal(await forget(deps, id(1)), 'done');
    assert.deepEqual(await kept(), [1, 1, 1], 'one of the batch still waits');
    await store.commit(changing(denied(2), 1));
    assert.equal(await forget(deps, id(1)), 'done');
    assert.deepEqual(await kept(), [0, 0, 1]);
    assert.equal(await forget(deps, id(3)), 'done');
    assert.deepEqual(await kept(), [0, 0, 1], 'a right that is there is not over');
    assert.equal((await store.get([id(1), id(2)])).length, 2);
    await opened.close();
  });

  it('are turns and answers after a day, by which a second delivery is recognised until then', async () => {
    const { opened, clock, deps } = await open();
    await opened.store.commit({ ...making(pending(1)), turn: { key: 'first', requests: [id(1)] } });
    const claim = async () => {
      const claimed = await opened.deliveries.claim('first');
      if ('end' in claimed) await claimed.end(null);
      return claimed;
    };
    const first = await opened.deliveries.claim('first');
    assert.ok('end' in first);
    await first.end('its answer');
    clock.turn(23 * 3_600_000);
    await tidy(deps);
    assert.deepEqual(await opened.store.turn('first'), [id(1)]);
    assert.deepEqual(await claim(), { answered: 'its answer' });
    clock.turn(2 * 3_600_000);
    await tidy(deps);
    assert.equal(await opened.store.turn('first'), null);
    assert.ok('end' in (await claim()));
    await opened.close();
  });
});
