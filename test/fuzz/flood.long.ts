import assert from 'node:assert/strict';
import { it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { type Flooded, flood } from './flood.ts';

/** By seed. */
const floods: readonly (() => Promise<Flooded>)[] = [
  () => flood(1000, 0),
  () => flood(0, 1000),
  () => flood(1000, 1000),
  () => flood(1000, 1000, 1000),
];

/** Who sends and does not read may miss what we say before we hang up (0). */
const expected = ['401', '408', '0'];

async function run(seed: number) {
  const { grownMb, statuses, left } = await (floods[seed - 1] ?? assert.fail('no such flood'))();
  process.stdout.write(`flood ${seed}: memory + ${grownMb} MB, answers ${JSON.stringify(statuses)}\n`);
  const strange = Object.keys(statuses).filter((status) => !expected.includes(status));
  const faults = [
    ...(grownMb < 50 ? [] : [`memory + ${grownMb} MB`]),
    ...strange.map((status) => `answered ${status}`),
    ...left.map((file) => `left ${file}`),
  ];
  return { cases: Object.values(statuses).reduce((sum, count) => sum + count, 0), faults };
}

it('takes a thousand 64 MB bodies and a thousand slow senders, alone and all at once, for less than 50 MB', async () => {
  assert.deepEqual(await inShards('flood', floods.length, run), []);
}).timeout(0);
