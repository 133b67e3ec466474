import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { inShards } from '../support/ledger.ts';

const root = resolve(import.meta.dirname, '..', '..');
const propertyTests = () =>
  globSync('test/**/*.test.ts', { cwd: root })
    .filter((file) => !/^test\/(fuzz|crash)\//.test(file)) // they have long suites of their own
    .filter((file) => /from 'fast-check'/.test(readFileSync(join(root, file), 'utf8')))
    .toSorted();

/** Every property test of `npm test` once more, with the seed given; 1 is the one that `npm test` has. */
async function run(seed: number) {
  const args = ['--require', 'test/support/postgres.ts', ...propertyTests()];
  const child = spawn('mocha', args, {
    cwd: root,
    env: { ...process.env, SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { cases: propertyTests().length, faults: code === 0 ? [] : [output] };
}

it('holds every property with other seeds too', async () => {
  assert.deepEqual(await inShards('other-seeds', 100, (shard) => run(shard + 1)), []);
}).timeout(0);
