import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import type { Row } from './language.ts';
import { type Act, acts, everybody, theSame } from './scale/acts.ts';
import { fill, open } from './scale/fill.ts';
import { median, row } from './turn/figures.ts';

/** Requests in the store; `SCALE=1000000 npm run -s bench -- scale` goes to the largest. */
const largest = Number(process.env.SCALE ?? 100_000);
/** The first is what all others are held against: with fewer, people have less to be shown. */
const sizes = [1_000, 10, 100_000, 1_000_000].filter((size) => size <= largest);
/** A folder in which the stores stay, for the next run. */
const kept = process.env.SCALE_KEEP;
const rounds = 9;
const repeats = 200;
/** A store that was kept holds what earlier runs have written. */
const first = Math.floor(Math.random() * 10_000) * 10_000;

/** What people do costs the same, however much is stored: CPU at the largest store beside that at the smallest. */
export async function scale(): Promise<Row[]> {
  const dir = kept ?? mkdtempSync(join(tmpdir(), 'behalf-scale-'));
  mkdirSync(dir, { recursive: true });
  const stores: Stored[] = [];
  try {
    for (const size of sizes) {
      if (!existsSync(join(dir, `${size}`))) await fill(join(dir, `${size}`), size);
      stores.push({ size, opened: await open(join(dir, `${size}`)) });
    }
    const rows: Row[] = [];
    for (const [name, act] of Object.entries(acts))
      for (const [at, [by, among]] of (
        [
          ['the same people', theSame],
          ['everybody', everybody],
        ] as const
      ).entries()) {
        const run = ({ size, opened }: Stored) => ({ size, run: (n: number) => act(opened, among(size), n) });
        rows.push(...(await compare(stores.map(run), `${name}, by ${by}`, first + at * rounds * repeats)));
      }
    return rows;
  } finally {
    for (const { opened } of stores) await opened.close();
    if (kept === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

interface Stored {
  readonly size: number;
  readonly opened: Opened;
}

/** The sizes take turns, so that whatever else the machine does falls on all of them. */
async function compare(
  given: readonly { readonly size: number; readonly run: (n: number) => ReturnType<Act> }[],
  name: string,
  from: number,
): Promise<Row[]> {
  const samples = given.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { run }] of given.entries()) {
      const before = process.cpuUsage();
      for (let n = 0; n < repeats; n += 1) await run(from + round * repeats + n);
      const { user, system } = process.cpuUsage(before);
      samples[at]?.push((user + system) / repeats);
    }
  // The first rounds have warmed everything up.
  const [least = Number.NaN, ...others] = samples.map((each) => median(each.slice(2)));
  return others.map((micros, at) =>
    row(`${name}, ${given[at + 1]?.size} requests stored (reference: ${given[0]?.size})`, 'µs', micros, least),
  );
}
