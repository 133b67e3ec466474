import assert from 'node:assert/strict';
import type { Deps } from '../../bot/app/deps.ts';
import { createHandOver } from '../../bot/app/handover.ts';
import type { GroupId } from '../../bot/domain/ids.ts';
import { Fault } from '../../bot/ports/faults.ts';
import { group, turnable } from '../contract/given.ts';

describe('the handover', () => {
  it('comes to every group that waits, however many there are, and to none again within the hour', async () => {
    const groups = Array.from({ length: 1500 }, (_, n) => group(n + 1));
    const clock = turnable();
    const looked = new Map<GroupId, number[]>();
    const see = (some: readonly GroupId[]) => {
      for (const one of some) looked.set(one, [...(looked.get(one) ?? []), clock.now().getTime()]);
      return new Map();
    };
    const deps = {
      clock,
      store: { waitingGroups: async () => groups, find: async () => [] },
      directory: { groups: async (some: readonly GroupId[]) => see(some), owners: async () => [] },
    } as unknown as Deps;
    const look = createHandOver();
    const handOver = () => look(deps);
    for (let minute = 0; minute < 180; minute++) {
      await handOver();
      clock.turn(60_000);
    }
    assert.equal(looked.size, groups.length);
    for (const times of looked.values()) {
      assert.ok(times.length >= 2, `${times.length} looks in three hours`);
      for (const [n, at] of times.slice(1).entries()) assert.ok(at - (times[n] ?? 0) >= 3_600_000);
    }
  });

  it('does not wait for a group that cannot be read', async () => {
    const groups = Array.from({ length: 25 }, (_, n) => group(n + 1));
    const clock = turnable();
    const looked = new Set<GroupId>();
    const ofGroups = async (some: readonly GroupId[]) => {
      for (const one of some) looked.add(one);
      if (some.includes(groups[0] as GroupId)) throw new Fault('directory-unavailable', 'no group that we know');
      return new Map();
    };
    const warned: string[] = [];
    const deps = {
      clock,
      store: { waitingGroups: async () => groups, find: async () => [] },
      directory: { groups: ofGroups, owners: async () => [] },
      log: { warn: (event: string) => warned.push(event) },
    } as unknown as Deps;
    const look = createHandOver();
    const handOver = () => look(deps);
    for (let minute = 0; minute < 3; minute++) {
      await handOver();
      clock.turn(60_000);
    }
    assert.equal(looked.size, groups.length);
    assert.deepEqual(warned, ['owners-not-read']);
  });
});
