import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acts, everybody } from './acts.ts';
import { fill, open } from './fill.ts';

/** A bench is run seldom: what it writes past the code must still be what the code reads. */
describe('the store of the scale bench', () => {
  const size = 300;
  let dir: string;
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'behalf-scale-'));
    await fill(dir, size);
  });
  after(() => rmSync(dir, { recursive: true }));

  it('can be read, and everything that is measured done on it', async () => {
    const opened = await open(dir);
    try {
      for (const act of Object.values(acts)) for (let n = 0; n < 5; n += 1) await act(opened, everybody(size), n);
    } finally {
      await opened.close();
    }
  });
});
