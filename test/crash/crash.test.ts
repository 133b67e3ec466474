import assert from 'node:assert/strict';
import { runOnce } from './run.ts';
import { scenarios } from './scenarios.ts';
import { type Kill, nameOf, share, sweep } from './sweep.ts';

/** A small share of the sweep, another one for each SEED; all of it by `npm run test:long`. */
const seed = Number(process.env.SEED ?? 1);

/** About as many as there are; the numbers need not be exact, a point that is not reached is a run in peace. */
const commits = 20;
const calls = 24;

const ofKind = (kind: string, most: number) =>
  Array.from({ length: most }, (_, index) => [`before-${kind}:${index + 1}`, `after-${kind}:${index + 1}`]).flat();

describe('the bot, killed at some commits and calls', () => {
  it(`loses no approval, applies it once and tells of it once (seed ${seed})`, async () => {
    const points = [...share(ofKind('commit', commits), 3, seed), ...share(ofKind('http', calls), 3, seed)];
    const kills: readonly Kill[] = points.map((point) => ({ scenario: 'approve', point }));
    const { faults, missed } = await sweep(kills);
    assert.deepEqual(faults, [], `SEED=${seed}; replay with CRASH=${kills.map(nameOf)} npm run test:long`);
    assert.ok(missed < kills.length, 'no point was reached');
  }).timeout(120_000);

  it('would be found out: a change or a message that is not expected is a fault', async () => {
    const { approve } = scenarios;
    assert.ok(approve);
    const { faults } = await runOnce({ ...approve, changes: [], told: [] }, null);
    assert.deepEqual(faults, ['Exchange was changed so: add sendAs', 'alexw was told 1 times that it is applied']);
  }).timeout(60_000);
});
