import assert from 'node:assert/strict';
import type { TwinOptions } from '../../bot/sandbox/twin.ts';
import { seed } from '../support/seed.ts';
import { officeSite } from './office-site.ts';
import { reachedBy, wanted } from './reached.ts';
import { runOnce, type Then } from './run.ts';
import { scenarios } from './scenarios.ts';
import { postgresSite, type Site, sqliteSite } from './sites.ts';
import { type Kill, nameOf, share, sweep } from './sweep.ts';

/** A small share of the sweep, another one for each SEED; all of it by `npm run test:long`. */
/** About as many as most have; the numbers need not be exact, a point that is not reached is a run in peace. */
const points = (['commit', 'http'] as const).flatMap((kind) =>
  Array.from({ length: 20 }, (_, index) => [`before-${kind}:${index + 1}`, `after-${kind}:${index + 1}`]).flat(),
);
const kills = (count: number, next: (index: number) => Then): readonly Kill[] => {
  // Who only waits for the asker's own card takes ten seconds longer.
  const quick = Object.keys(scenarios).filter((name) => scenarios[name]?.word !== 'waiting');
  const chosen = share(quick, count, seed);
  return share(points, count, seed).map((point, at) => ({ scenario: chosen[at] ?? '', point, next: next(at) }));
};

describe('the bot, killed at some commits and calls', () => {
  const held = async (
    open: (options: TwinOptions) => Promise<Site>,
    some: readonly Kill[],
    jobs: number,
    store: string,
  ) => {
    const { faults, missed } = await sweep(open, some, { jobs });
    const replay = `STORE=${store} CRASH=${some.map(nameOf)} npm run test:long`;
    assert.deepEqual(faults, [], `SEED=${seed}; replay with ${replay}`);
    assert.ok(missed < some.length, 'no point was reached');
  };

  it(`loses no approval, applies it once and tells of it once (SQLite, seed ${seed})`, () =>
    held(
      sqliteSite,
      kills(3, () => 'restart'),
      1,
      'sqlite',
    )).timeout(120_000);

  it(`does so with three processes too, whoever is killed (PostgreSQL, seed ${seed})`, () =>
    held(
      (options) => postgresSite(3, options),
      kills(2, (at) => (at === 0 ? 'take-over' : 'restart')),
      2,
      'postgres',
    )).timeout(150_000);

  it('would be found out: a change or a message that is not expected is a fault', async () => {
    const { approve } = scenarios;
    assert.ok(approve);
    const { faults } = await runOnce(officeSite, { ...approve, changes: [], told: [] }, null);
    assert.deepEqual(faults, ['Exchange was changed so: add sendAs', 'alexw was told 1 times that it is applied']);
  }).timeout(60_000);
});

describe('the scenarios under which the bot is killed', () => {
  const reached = new Set<string>();
  for (const [name, scenario] of Object.entries(scenarios)) {
    it(`end well in peace: ${name}`, async () => {
      const { faults, after } = await runOnce(officeSite, scenario, null);
      assert.deepEqual(faults, []);
      for (const kind of reachedBy(after.audit)) reached.add(kind);
    }).timeout(40_000);
  }

  it('reach every kind of work, of news and of event that there is', () => {
    assert.deepEqual(
      wanted.filter((kind) => !reached.has(kind)),
      [],
    );
  });
});
