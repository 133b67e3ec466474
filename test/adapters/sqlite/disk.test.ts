import assert from 'node:assert/strict';
import { skip } from '../../support/skip.ts';
import { type DiskFault, fillFailing, noStrace } from './disk.ts';

describe('SQLite on a disk that fails', () => {
  before(function () {
    const why = noStrace();
    if (why !== null) skip(this, why);
  });

  const faults: readonly DiskFault[] = [
    { call: 'fsync', error: 'EIO', file: 'behalf.db-wal', from: 9 },
    { call: 'pwrite64', error: 'EIO', file: 'behalf.db-wal', from: 40 },
    { call: 'pwrite64', error: 'ENOSPC', file: 'behalf.db-wal', from: 41 },
    { call: 'pwrite64', error: 'EIO', file: 'behalf.db', from: 1 },
  ];
  for (const fault of faults) {
    const { call, error, file, from } = fault;
    it(`has all that it acknowledged, and acknowledges nothing more: ${error} at ${call} ${from} of ${file}`, async () => {
      const acknowledged = await fillFailing(fault);
      // That the log cannot be moved into the database is no reason to stop: it holds everything, and grows.
      if (file === 'behalf.db-wal') assert.ok(acknowledged < 500, 'the disk never failed');
    }).timeout(60_000);
  }

  it('does not wait for it with what is soft; the first commit after that does', async () => {
    const fault: DiskFault = { call: 'fsync', error: 'EIO', file: 'behalf.db-wal', from: 9 };
    assert.equal(await fillFailing(fault, 'soft'), await fillFailing(fault));
  }).timeout(60_000);
});
