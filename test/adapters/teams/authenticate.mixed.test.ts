import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { deliver, kinds, spoken } from './draft.ts';
import { activityFaults, personFaults } from './faults/activity.ts';
import { tokenFaults } from './faults/token.ts';
import { wireFaults } from './faults/wire.ts';
import { type Guarded, openGuarded } from './guarded.ts';

/** Several faults in one delivery: none may heal another. `SEED` replays a run. */
describe('authentication before faults of all kinds at once', () => {
  let world: Guarded;
  before(async () => {
    world = await openGuarded();
  });
  after(() => world.close());

  it('never lets one in, never fails, and changes nothing', async () => {
    const before = world.state();
    const faults = [...tokenFaults, ...activityFaults, ...personFaults, ...wireFaults];
    const refused = [400, 401, 403, 413, 415];
    const mixed = fc.record({
      kind: fc.constantFrom(...kinds),
      faults: fc.uniqueArray(fc.constantFrom(...faults), { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    });
    const harms = ({ kind, faults: chosen }: { kind: (typeof kinds)[number]; faults: typeof faults }) =>
      spoken.includes(kind) || chosen.some((fault) => !personFaults.includes(fault));
    await fc.assert(
      fc.asyncProperty(mixed.filter(harms), async ({ kind, faults: chosen }) => {
        const { status, body } = await deliver(world, kind, chosen);
        assert.ok(refused.includes(status), `${status} for ${kind}: ${chosen.map(({ name }) => name).join(' + ')}`);
        assert.equal(body, '');
        assert.deepEqual(world.state(), before);
      }),
      { numRuns: 250 },
    );
  });
});
