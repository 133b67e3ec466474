import assert from 'node:assert/strict';
import { it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { flood } from './flood.ts';

it('takes a thousand 64 MB bodies and a thousand slow senders for less than 50 MB', async () => {
  const run = async () => {
    const { grownMb, statuses, left } = await flood(1000, 1000);
    process.stdout.write(`memory + ${grownMb} MB, answers ${JSON.stringify(statuses)}\n`);
    const faults = [
      ...(grownMb < 50 ? [] : [`memory + ${grownMb} MB`]),
      ...(Object.keys(statuses).every((status) => ['401', '408'].includes(status)) ? [] : [JSON.stringify(statuses)]),
      ...left.map((file) => `left ${file}`),
    ];
    return { cases: 2000, faults };
  };
  assert.deepEqual(await inShards('flood', 1, run), []);
}).timeout(0);
