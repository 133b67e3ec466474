import assert from 'node:assert/strict';
import { it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { flood } from './flood.ts';

/** First seed: a thousand 64 MB bodies; second: a thousand slow senders at once. */
async function run(seed: number) {
  const { grownMb, statuses, left } = await (seed === 1 ? flood(1000, 0) : flood(0, 1000));
  process.stdout.write(`memory + ${grownMb} MB, answers ${JSON.stringify(statuses)}\n`);
  const strange = Object.keys(statuses).filter((status) => !['401', '408'].includes(status));
  const faults = [
    ...(grownMb < 50 ? [] : [`memory + ${grownMb} MB`]),
    ...strange.map((status) => `answered ${status}`),
    ...left.map((file) => `left ${file}`),
  ];
  return { cases: 1000, faults };
}

it('takes a thousand 64 MB bodies, and a thousand slow senders, for less than 50 MB', async () => {
  assert.deepEqual(await inShards('flood', 2, run), []);
}).timeout(0);
