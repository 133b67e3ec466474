/**
 * `npm run report` writes the table of `test/REPORT.md` from `test/ledger/`: what the long suites, the bench and the
 * mutation run have written down, and nothing else. `npm run -s bench | npm run report -- bench` notes bench figures first.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Row, rows, type Source } from './report.rows.ts';
import { type Figure, figures, figuresFile, note } from './support/figures.ts';
import { type Shard, shardsOf } from './support/ledger.ts';

const here = import.meta.dirname;
const page = join(here, 'REPORT.md');
const [begin, end] = ['<!-- written by npm run report -->', '<!-- to here -->'];

const count = (number: number) => number.toLocaleString('en');
const distinct = (all: readonly string[]) => [...new Set(all)].sort();
const cell = (text: string) => text.replaceAll('\n', ' ');
const span = (dates: readonly string[]) => {
  const sorted = distinct(dates);
  return sorted.length > 1 ? `${sorted[0]} to ${sorted.at(-1)}` : (sorted[0] ?? '');
};
type Measured = Pick<Shard, 'date' | 'machine'>;
const where = (all: readonly Measured[]) =>
  all.length === 0
    ? ''
    : `${span(all.map(({ date }) => date))}, ${distinct(all.map(({ machine }) => machine)).join('; ')}`;

const folder = join(figuresFile, '..');
const suites = existsSync(folder)
  ? readdirSync(folder).flatMap((file) =>
      (/^(.+)\.jsonl$/.exec(file)?.[1] ?? 'figures') === 'figures' ? [] : [file.slice(0, -6)],
    )
  : [];

/** Two machines may have run the same seed: it counts once. */
const eachSeedOnce = (suite: string) => [...new Map(shardsOf(suite).map((shard) => [shard.seed, shard])).values()];

/** Of each number of stored requests: how many acts, the median ratio and the three worst. */
function digest(found: readonly Pick<Figure, 'name' | 'reached'>[]): readonly string[] {
  const ratios = found.flatMap(({ name, reached }) => {
    const [, act = '', size = ''] = /^(.*), (\d+) requests stored/.exec(name) ?? [];
    const ratio = Number(/ratio ([\d.]+)/.exec(reached)?.[1]);
    return Number.isNaN(ratio) ? [] : [{ act: act.replace(' on PostgreSQL', ''), size: Number(size), ratio }];
  });
  const sizes = [...Map.groupBy(ratios, ({ size }) => size)].sort(([a], [b]) => a - b);
  return sizes.map(([size, all]) => {
    const sorted = all.toSorted((a, b) => b.ratio - a.ratio);
    const worst = sorted.slice(0, 3).map(({ act, ratio }) => `${ratio} (${act})`);
    const median = sorted[Math.floor(sorted.length / 2)]?.ratio;
    return `${count(size)} stored: ${all.length} acts, median ${median}, worst ${worst.join(', ')}`;
  });
}

type Shown = readonly [reached: string, where: string];

function shown(from: Source): Shown {
  if ('waits' in from) return [`waits for ${from.waits}`, ''];
  if ('test' in from)
    return existsSync(join(here, '..', from.test)) ? ['part of every `npm test`', ''] : ['not there yet', ''];
  if ('figure' in from) {
    const found = [...figures().values()].filter(({ name }) => from.figure.test(name));
    const named = found.length > 1;
    const each = found.map(({ name, reached }) => (named ? `${name}: ${reached}` : reached));
    return [(from.digest ? digest(found) : each).join('<br>') || 'not run yet', where(found)];
  }
  const shards = suites.filter((suite) => from.ledger.test(suite)).flatMap(eachSeedOnce);
  if (shards.length === 0) return ['not run yet', ''];
  const cases = count(shards.reduce((sum, shard) => sum + shard.cases, 0));
  const of = from.need === undefined ? '' : ` of ${count(from.need)}`;
  const parts = `${shards.length}${from.shards === undefined ? '' : ` of ${from.shards}`} shards`;
  return [`${cases}${of} ${from.cases} without a fault, ${parts}`, where(shards)];
}

/** Suites that no row speaks of: nothing that was run is left out. */
const others = (): readonly Row[] =>
  suites
    .filter((suite) => !rows.some(({ from }) => 'ledger' in from && from.ledger.test(suite)))
    .map((suite) => ({
      ...{ figure: suite, goal: '', command: 'npm run test:long' },
      from: { ledger: new RegExp(`^${suite}$`), cases: 'cases' },
    }));

function table(): string {
  const lines = [...rows, ...others()].map(({ figure, goal, command, from }) => {
    const [reached, machine] = shown(from);
    return `| ${[figure, goal, reached, 'waits' in from ? '' : `\`${command}\``, machine].map(cell).join(' | ')} |`;
  });
  return ['| figure | goal | reached | again by | date, machine |', '|---|---|---|---|---|', ...lines].join('\n');
}

const benchRow = z.object({
  ...{ name: z.string(), unit: z.string(), ours: z.number() },
  ...{ reference: z.number().nullish(), ratio: z.number().nullish() },
});

/** The bench's lines on standard input, each noted as a figure. */
function noteBench(): void {
  for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    const { name, unit, ours, reference, ratio } = benchRow.parse(JSON.parse(line));
    const beside = typeof reference === 'number' ? ` (reference ${count(reference)}, ratio ${ratio})` : '';
    note(name, `${count(ours)} ${unit}${beside}`);
  }
}

if (process.argv[2] === 'bench') noteBench();
const text = readFileSync(page, 'utf8');
const [head = '', rest = ''] = text.split(begin);
const tail = rest.split(end)[1] ?? '\n';
writeFileSync(page, `${head}${begin}\n${table()}\n${end}${tail}`);
