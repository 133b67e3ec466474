import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { deliver, draftOf, type Fault, type Kind, spoken, wantedOf } from './draft.ts';
import { activityFaults, personFaults } from './faults/activity.ts';
import { oddRequests } from './faults/http.ts';
import { tokenFaults } from './faults/token.ts';
import { hugeFaults, wireFaults } from './faults/wire.ts';
import { type Guarded, openGuarded } from './guarded.ts';

/**
 * The truth table of authentication, on the whole bot over real HTTP: each fault alone is refused with its status, an empty
 * body, and no trace in the store, at the other services, in a chat or on the disk.
 */
describe('authentication before the bot', () => {
  let world: Guarded;
  let untouched: Record<string, unknown>;
  before(async () => {
    world = await openGuarded();
    untouched = world.state();
  });
  after(async () => {
    await world.quiet();
    assert.deepEqual(world.state(), untouched, 'nothing came late');
    await world.close();
  });

  const refuses = (fault: Fault, among: readonly Kind[]) =>
    it(`refuses ${fault.name} with ${fault.status}`, async () => {
      const before = world.state();
      for (const kind of among) {
        assert.deepEqual(await deliver(world, kind, [fault]), { status: fault.status, body: '' }, kind);
        assert.deepEqual(world.state(), before, kind);
      }
    });

  for (const { name, statuses, text } of oddRequests) {
    it(`refuses ${name}`, async () => {
      const before = world.state();
      const { headers, body } = wantedOf(draftOf(world, 'message'));
      const [, token = ''] = headers.find(([header]) => header === 'authorization') ?? [];
      const answered = await world.bytes(text(token, body.toString()));
      assert.ok(statuses.includes(answered.status), String(answered.status));
      assert.equal(answered.body, '');
      assert.deepEqual(world.state(), before);
    });
  }
  for (const fault of [...tokenFaults, ...wireFaults, ...hugeFaults]) refuses(fault, ['message']);
  for (const fault of activityFaults) refuses(fault, ['message', 'execute', 'installed']);
  for (const fault of personFaults) refuses(fault, spoken);
});
