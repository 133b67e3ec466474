import type { TwinOptions } from '../../bot/sandbox/twin.ts';
import { type Outcome, runOnce, type Then } from './run.ts';
import { scenarios } from './scenarios.ts';
import type { Site } from './sites.ts';
import { openStage, type Stage } from './stage.ts';

/** One kill: `approve:after-http:7:restart`. */
export interface Kill {
  readonly scenario: string;
  readonly point: string;
  readonly next: Then;
}

export const nameOf = ({ scenario, point, next }: Kill) => `${scenario}:${point}:${next}`;

/** The other way round; throws when it is none. */
export function killOf(name: string): Kill {
  const [scenario = '', kind = '', number = '', next = 'restart'] = name.split(':');
  if (!/^(before|after)-\w+$/.test(kind) || !/^\d+$/.test(number) || !/^(restart|take-over)$/.test(next))
    throw new Error(`${name} is no kill: approve:after-http:7:restart would be one`);
  return { scenario, point: `${kind}:${number}`, next: next as Then };
}

export interface Swept {
  readonly kills: number;
  /** Points that the run ended before, because its order of work differed. */
  readonly missed: number;
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

type Open = (options: TwinOptions) => Promise<Site>;

/** Every point of a scenario, from a run in peace; throws when that run is at fault already. */
export async function pointsOf(open: Open, scenario: string): Promise<readonly string[]> {
  const { trace, faults } = await runOnce(() => open({}), found(scenario), null);
  if (faults.length > 0) throw new Error(`${scenario} is at fault without a kill: ${faults.join('; ')}`);
  const passed = trace.map((line) => line.split(' ', 1)[0] ?? '');
  return passed.flatMap((name) => [`before-${name}`, `after-${name}`]);
}

/** Kills at each of the points, on so many sites side by side; `tell` hears how each went. */
export async function sweep(
  open: Open,
  kills: readonly Kill[],
  { jobs = 1, tell = () => {} }: { readonly jobs?: number; readonly tell?: (line: string) => void } = {},
): Promise<Swept> {
  const left = [...kills];
  const faults: string[] = [];
  let missed = 0;
  let slowestMs = 0;
  const work = async () => {
    let stage: Stage | null = null;
    try {
      for (let kill = left.shift(); kill !== undefined; kill = left.shift()) {
        stage ??= await openStage(open, left.length + 1);
        const outcome = await settled(stage, kill);
        if (!outcome.killed) missed++;
        slowestMs = Math.max(slowestMs, outcome.settledMs);
        const name = nameOf(kill);
        faults.push(...outcome.faults.map((fault) => `${name}: ${fault}`));
        tell(`${name} ${lineOf(outcome)}`);
        // Who comes next is to find nothing of this one's fault.
        if (outcome.faults.length > 0) stage = await stage.close().then(() => null);
      }
    } finally {
      await stage?.close();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return { kills: kills.length, missed, faults, slowestMs };
}

/** A few of them, the same for the same seed. */
export function share<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const random = mulberry(seed);
  const left = [...all];
  const one = () => left.splice(Math.floor(random() * left.length), 1);
  return Array.from({ length: Math.min(count, left.length) }, one).flat();
}

function found(scenario: string) {
  const it = scenarios[scenario];
  if (it === undefined) throw new Error(`No scenario ${scenario}; there are ${Object.keys(scenarios).join(', ')}`);
  return it;
}

/** What stops a run is a fault of that point, not the end of the sweep. */
async function settled(stage: Stage, { scenario, point, next }: Kill): Promise<Omit<Outcome, 'after'>> {
  try {
    return await stage.play(found(scenario), point, next);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { killed: true, trace: [], faults: [fault], settledMs: 0 };
  }
}

function lineOf({ killed, trace, faults, settledMs }: Omit<Outcome, 'after'>): string {
  if (faults.length > 0) return `FAULT ${faults.join('; ')} [${trace.slice(-3).join(' > ')}]`;
  return killed ? `held, quiet after ${Math.round(settledMs)} ms` : 'not reached';
}

/** Mulberry32: a small generator of numbers in [0, 1), the same for the same seed. */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
