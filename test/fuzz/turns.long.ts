import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inShards } from '../support/ledger.ts';
import { naughty, naughtyCases, takeAll, wildCases } from './turns.ts';

const shards = 25;

describe('the whole bot', () => {
  it('answers every naughty string in every place calmly', async () => {
    const share = (seed: number) => naughty.filter((_, index) => index % shards === seed - 1);
    assert.deepEqual(await inShards('naughty', shards, (seed) => takeAll(naughtyCases(share(seed)))), []);
  }).timeout(0);

  it('answers fifty thousand values of any type calmly', async () => {
    assert.deepEqual(await inShards('wild-values', shards, (seed) => takeAll(wildCases(seed, 2000))), []);
  }).timeout(0);
});
