import assert from 'node:assert/strict';
import { scenarios } from './scenarios.ts';
import { type Kill, nameOf, pointsOf, sweep } from './sweep.ts';

/**
 * The whole sweep, `npm run test:long`. `CRASH` chooses, by commas: a scenario (`revoke`) or one kill
 * (`approve:after-http:7`). `SHARD=2/4` does the second quarter of the points.
 */
const { CRASH = Object.keys(scenarios).join(), SHARD = '1/1' } = process.env;
const [part = 1, parts = 1] = SHARD.split('/').map(Number);
const print = (line: string) => void process.stdout.write(`${line}\n`);

async function killsOf(chosen: string): Promise<readonly Kill[]> {
  const [scenario = '', ...rest] = chosen.split(':');
  if (rest.length > 0) return [{ scenario, point: rest.join(':') }];
  const points = await pointsOf(scenario);
  return points.filter((_, index) => index % parts === part - 1).map((point) => ({ scenario, point }));
}

describe('the bot, killed at every commit and every call', () => {
  for (const chosen of CRASH.split(',')) {
    it(`comes back and finishes: ${chosen}`, async () => {
      const kills = await killsOf(chosen);
      const { missed, faults, slowestMs } = await sweep(kills, print);
      print(
        `${chosen}, part ${SHARD}: ${kills.length} kills, ${missed} not reached, ${faults.length} faults; ` +
          `quiet again after ${Math.round(slowestMs)} ms at most`,
      );
      assert.deepEqual(
        faults,
        [],
        `replay with CRASH=${kills.length === 1 ? kills.map(nameOf) : '…'} npm run test:long`,
      );
    }).timeout(0);
  }
});
