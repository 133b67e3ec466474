import assert from 'node:assert/strict';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import type { At } from '../../bot/domain/ids.ts';
import { person } from './given.ts';

/** What every engine's Mutes must do; called within a suite that opens an empty store for each test. */
export function mutesContract(store: () => Opened): void {
  describe('the mutes', () => {
    const [owner, other, requester] = [person(1), person(2), person(3)];
    const [now, soon, later] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z', '2026-12-24T00:00:00.000Z'] as [
      At,
      At,
      At,
    ];

    it('last until their time, and concern one person and one requester', async () => {
      const { mutes } = store();
      assert.equal(await mutes.until(owner, requester, now), null);
      await mutes.mute(owner, requester, soon);
      assert.equal(await mutes.until(owner, requester, now), soon);
      assert.equal(await mutes.until(other, requester, now), null);
      assert.equal(await mutes.until(owner, other, now), null);
      assert.equal(await mutes.until(owner, requester, soon), null);
    });

    it('are replaced by the next, and go when they are undone', async () => {
      const { mutes } = store();
      await mutes.mute(owner, requester, soon);
      await mutes.mute(owner, requester, later);
      assert.equal(await mutes.until(owner, requester, soon), later);
      await mutes.unmute(owner, requester);
      assert.equal(await mutes.until(owner, requester, now), null);
    });
  });
}
