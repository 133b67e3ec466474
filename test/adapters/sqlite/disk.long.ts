import assert from 'node:assert/strict';
import { inShards } from '../../support/ledger.ts';
import { skip } from '../../support/skip.ts';
import { type DiskFault, fillFailing, noStrace } from './disk.ts';

/** A seed is one call from which on the disk fails, with each error, at each of the calls that write. */
describe('SQLite on a disk that fails, at every call', () => {
  it('has all that it acknowledged, and acknowledges nothing more', async function () {
    const why = noStrace();
    if (why !== null) return skip(this, why);
    const faults = await inShards('disk', 60, async (seed) => {
      const all = (['fsync', 'pwrite64'] as const).flatMap((call) =>
        (['EIO', 'ENOSPC'] as const).flatMap((error) =>
          (['behalf.db', 'behalf.db-wal'] as const).map((file): DiskFault => ({ call, error, file, from: seed })),
        ),
      );
      const found: string[] = [];
      for (const fault of all) await fillFailing(fault).catch((error: Error) => found.push(error.message));
      return { cases: all.length, faults: found };
    });
    assert.deepEqual(faults, []);
  }).timeout(0);
});
