import assert from 'node:assert/strict';
import { inShards } from '../support/ledger.ts';
import { type Engine, play } from './play.ts';

/** 20,400 operations on SQLite, 2,400 on PostgreSQL. `SEED=7` plays one again; one at a time, they turn the clock. */
const print = (line: string) => void process.stdout.write(`${line}\n`);
const each = 600;

describe('insiders at random, beside honest people', () => {
  const engines: readonly (readonly [Engine, seeds: number])[] = [
    ['sqlite', 34],
    ['postgres', 4],
  ];
  for (const [engine, seeds] of engines) {
    it(`get no right that nobody entitled has given, and none that outlives its end (${engine})`, async () => {
      const faults = await inShards(`insider-${engine}`, seeds, async (seed) => {
        const from = performance.now();
        const { faults, operations, events, changes, slowestMs } = await play(engine, seed, each);
        const pace = Math.round(operations / ((performance.now() - from) / 1000));
        const under = `slowest card under a flood ${Math.round(slowestMs)} ms`;
        print(`seed ${seed}: ${operations} operations, ${pace}/s, ${events} events, ${changes} changes, ${under}`);
        return { cases: operations, faults };
      });
      assert.deepEqual(faults, []);
    }).timeout(0);
  }
});
