import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

/**
 * The long suites add up: each shard is one seed's worth of cases, and a shard without a fault is written down as a line
 * of `test/ledger/<suite>.jsonl`, so that the next run goes on where this one stopped. `LONG_MINUTES` stops between
 * shards, `SHARD=2/4` takes the second quarter of the seeds, `ABREAST=3` runs three at a time (what only waits costs
 * little), `SEED=7` runs that one alone and writes nothing down.
 */
export interface Shard {
  readonly seed: number;
  /** How often what the suite tries was tried: kills, bodies, races, … */
  readonly cases: number;
  readonly seconds: number;
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}

export interface Tried {
  readonly cases: number;
  /** In words; none when every case held. */
  readonly faults: readonly string[];
}

const folder = join(import.meta.dirname, '..', 'ledger');
const began = Date.now();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
const fileOf = (suite: string) => join(folder, `${suite}.jsonl`);

/** What was written down for a suite, by whichever run. */
export function shardsOf(suite: string): readonly Shard[] {
  if (!existsSync(fileOf(suite))) return [];
  const lines = readFileSync(fileOf(suite), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Shard);
}

/**
 * Runs the seeds 1 to `count` that are not yet written down, one after the other or `ABREAST` at a time.
 * @returns the faults, each with the seed that shows it again
 */
export async function inShards(
  suite: string,
  count: number,
  run: (seed: number) => Promise<Tried>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const seeds = seedsToRun(suite, count).values();
  const work = async () => {
    for (const seed of seeds) {
      if (outOfTime()) break;
      const from = performance.now();
      const tried = await run(seed).catch(thrown);
      const seconds = Math.round((performance.now() - from) / 1000);
      faults.push(...tried.faults.map((fault) => `SEED=${seed}: ${fault}`));
      if (tried.faults.length === 0 && process.env.SEED === undefined)
        write(suite, { seed, cases: tried.cases, seconds });
    }
  };
  await Promise.all(Array.from({ length: Number(process.env.ABREAST ?? 1) }, work));
  return faults;
}

/** What stops a shard is a fault of its seed like any other. */
const thrown = (error: unknown): Tried => ({ cases: 0, faults: [inspect(error)] });

function seedsToRun(suite: string, count: number): readonly number[] {
  const { SEED, SHARD = '1/1' } = process.env;
  if (SEED !== undefined) return [Number(SEED)];
  const [part = 1, parts = 1] = SHARD.split('/').map(Number);
  const done = new Set(shardsOf(suite).map(({ seed }) => seed));
  return Array.from({ length: count }, (_, at) => at + 1).filter(
    (seed) => !done.has(seed) && seed % parts === part % parts,
  );
}

const outOfTime = () => Date.now() - began > Number(process.env.LONG_MINUTES ?? Number.POSITIVE_INFINITY) * 60_000;

function write(suite: string, shard: Pick<Shard, 'seed' | 'cases' | 'seconds'>): void {
  mkdirSync(folder, { recursive: true });
  const line: Shard = { ...shard, ...stamp() };
  appendFileSync(fileOf(suite), `${JSON.stringify(line)}\n`);
}

/** When, where and on which commit something is measured. */
export function stamp(): Pick<Shard, 'date' | 'commit' | 'machine'> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return { date: new Date().toISOString().slice(0, 10), commit, machine };
}
