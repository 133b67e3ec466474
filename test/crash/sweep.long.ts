import assert from 'node:assert/strict';
import type { TwinOptions } from '../../bot/sandbox/twin.ts';
import { inShards } from '../support/ledger.ts';
import type { Then } from './run.ts';
import { scenarios } from './scenarios.ts';
import { postgresSite, type Site, sqliteSite } from './sites.ts';
import { type Kill, killOf, nameOf, pointsOf, sweep } from './sweep.ts';

/**
 * The whole sweep: every point of every scenario, on both stores. A seed is an eighth of a scenario's points, so that
 * `SHARD=3/8` does that eighth of each. `CRASH=approve:after-http:7:restart`, with `STORE=postgres` or not, replays one.
 */
const { CRASH, STORE = 'sqlite' } = process.env;
const parts = 8;
const names = Object.keys(scenarios);
const print = (line: string) => void process.stdout.write(`${line}\n`);

interface Store {
  readonly name: string;
  readonly open: (options: TwinOptions) => Promise<Site>;
  /** Who goes on: on one machine nobody else can. */
  readonly next: (index: number) => Then;
}
const stores: readonly Store[] = [
  { name: 'sqlite', open: sqliteSite, next: () => 'restart' },
  {
    name: 'postgres',
    open: (options) => postgresSite(3, options),
    next: (index) => (index % 2 ? 'take-over' : 'restart'),
  },
];

for (const { name, open, next } of CRASH === undefined ? stores : []) {
  const points = new Map<string, Promise<readonly string[]>>();

  async function killsOf(seed: number): Promise<readonly Kill[]> {
    const scenario = names[Math.floor((seed - 1) / parts)] ?? assert.fail(`no seed ${seed}`);
    const all = points.get(scenario) ?? pointsOf(open, scenario);
    points.set(scenario, all);
    const kills = (await all).map((point, index): Kill => ({ scenario, point, next: next(Math.floor(index / parts)) }));
    return kills.filter((_, index) => index % parts === (seed - 1) % parts);
  }

  describe(`the bot on ${name}, killed at every commit and every call`, () => {
    it('comes back and finishes', async () => {
      const faults = await inShards(`crash-${name}`, names.length * parts, async (seed) => {
        const kills = await killsOf(seed);
        const swept = await sweep(open, kills, { tell: print });
        print(`seed ${seed}: ${kills.length} kills, ${swept.missed} not reached, ${swept.faults.length} faults`);
        return { cases: swept.kills - swept.missed, faults: swept.faults };
      });
      assert.deepEqual(faults, [], `replay one with STORE=${name} CRASH=${nameOf(killOf('approve:after-http:7'))}`);
    }).timeout(0);
  });
}

if (CRASH !== undefined) {
  describe('the bot, killed once', () => {
    it(`comes back and finishes: ${CRASH} on ${STORE}`, async () => {
      const { open } = stores.find(({ name }) => name === STORE) ?? assert.fail(`no store ${STORE}`);
      assert.deepEqual((await sweep(open, CRASH.split(',').map(killOf), { tell: print })).faults, []);
    }).timeout(0);
  });
}
