import assert from 'node:assert/strict';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import type { Claim } from '../../bot/ports/deliveries.ts';

/** What every engine's Deliveries must do; called within a suite that opens an empty store for each test. */
export function deliveriesContract(store: () => Opened): void {
  describe('the deliveries', () => {
    const end = async (claim: Claim, answer: string | null) => {
      assert.ok('end' in claim, 'it was answered');
      await claim.end(answer);
    };

    it('are answered once, and keep the answer', async () => {
      const { deliveries } = store();
      await end(await deliveries.claim('one'), 'hello');
      assert.deepEqual(await deliveries.claim('one'), { answered: 'hello' });
      await end(await deliveries.claim('two'), null);
    });

    it('are as first ones after an answer that was not given', async () => {
      const { deliveries } = store();
      await end(await deliveries.claim('one'), null);
      await end(await deliveries.claim('one'), 'second');
      assert.deepEqual(await deliveries.claim('one'), { answered: 'second' });
    });

    it('wait for the one in hand, and for no other', async () => {
      const { deliveries } = store();
      const first = await deliveries.claim('one');
      const order: string[] = [];
      const waiting = [1, 2].map(async () => {
        const claim = await deliveries.claim('one');
        order.push('answered' in claim ? claim.answered : 'claimed');
      });
      await end(await deliveries.claim('two'), 'other');
      assert.deepEqual(order, []);
      await end(first, 'first');
      await Promise.all(waiting);
      assert.deepEqual(order, ['first', 'first']);
    });
  });
}
