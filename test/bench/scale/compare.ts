import type { Opened } from '../../../bot/adapters/sql/opened.ts';
import type { Row } from '../language.ts';
import { median, row } from '../turn/figures.ts';
import { type Act, acts, everybody, theSame } from './acts.ts';

const rounds = 9;
const repeats = 200;
/** A store that was kept holds what earlier runs have written. */
const first = Math.floor(Math.random() * 10_000) * 10_000;

export interface Stored {
  readonly size: number;
  readonly opened: Opened;
}

/** Microseconds of CPU of this process, and of time, since whenever. */
export const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
export const time = (): number => performance.now() * 1000;

/** Every act on every store, each beside the same on the first one; `on`: what to call the engine. */
export async function compareActs(stores: readonly Stored[], meter: () => number, on = ''): Promise<Row[]> {
  const rows: Row[] = [];
  const among = [
    ['the same people', theSame],
    ['everybody', everybody],
  ] as const;
  for (const [name, act] of Object.entries(acts))
    for (const [at, [by, of]] of among.entries()) {
      const run = ({ size, opened }: Stored) => ({ size, run: (n: number) => act(opened, of(size), n) });
      rows.push(...(await compare(stores.map(run), `${name}${on}, by ${by}`, first + at * rounds * repeats, meter)));
    }
  return rows;
}

/** The sizes take turns, so that whatever else the machine does falls on all of them. */
async function compare(
  given: readonly { readonly size: number; readonly run: (n: number) => ReturnType<Act> }[],
  name: string,
  from: number,
  meter: () => number,
): Promise<Row[]> {
  const samples = given.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { run }] of given.entries()) {
      const before = meter();
      for (let n = 0; n < repeats; n += 1) await run(from + round * repeats + n);
      samples[at]?.push((meter() - before) / repeats);
    }
  // The first rounds have warmed everything up.
  const [least = Number.NaN, ...others] = samples.map((each) => median(each.slice(2)));
  return others.map((micros, at) =>
    row(`${name}, ${given[at + 1]?.size} requests stored (reference: ${given[0]?.size})`, 'µs', micros, least),
  );
}
