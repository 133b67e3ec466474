import { type Outcome, runOnce } from './run.ts';
import { scenarios } from './scenarios.ts';

/** One kill: `approve:after-http:7`. */
export interface Kill {
  readonly scenario: string;
  readonly point: string;
}

export const nameOf = ({ scenario, point }: Kill) => `${scenario}:${point}`;

export interface Swept {
  readonly kills: number;
  /** Points that the run ended before, because its order of work differed. */
  readonly missed: number;
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

/** Every point of a scenario, from a run in peace; throws when that run is at fault already. */
export async function pointsOf(scenario: string): Promise<readonly string[]> {
  const { trace, faults } = await live(scenario, null);
  if (faults.length > 0) throw new Error(`${scenario} is at fault without a kill: ${faults.join('; ')}`);
  const passed = trace.map((line) => line.split(' ', 1)[0] ?? '').filter((name) => /^(commit|http):\d+$/.test(name));
  return passed.flatMap((name) => [`before-${name}`, `after-${name}`]);
}

/** Kills at each of the points, one after the other; `tell` hears how each went. */
export async function sweep(kills: readonly Kill[], tell: (line: string) => void = () => {}): Promise<Swept> {
  const faults: string[] = [];
  let missed = 0;
  let slowestMs = 0;
  for (const kill of kills) {
    const outcome = await settled(kill);
    if (!outcome.killed) missed++;
    slowestMs = Math.max(slowestMs, outcome.settledMs);
    faults.push(...outcome.faults.map((fault) => `${nameOf(kill)}: ${fault}`));
    tell(`${nameOf(kill)} ${lineOf(outcome)}`);
  }
  return { kills: kills.length, missed, faults, slowestMs };
}

/** A few of the points, the same for the same seed. */
export function share<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const random = mulberry(seed);
  const left = [...all];
  const one = () => left.splice(Math.floor(random() * left.length), 1);
  return Array.from({ length: Math.min(count, left.length) }, one).flat();
}

const live = (scenario: string, point: string | null): Promise<Outcome> => {
  const found = scenarios[scenario];
  if (found === undefined) throw new Error(`No scenario ${scenario}; there are ${Object.keys(scenarios).join(', ')}`);
  return runOnce(found, point);
};

/** What stops a run is a fault of that point, not the end of the sweep. */
async function settled({ scenario, point }: Kill): Promise<Outcome> {
  try {
    return await live(scenario, point);
  } catch (error) {
    return { killed: true, trace: [], faults: [error instanceof Error ? error.message : String(error)], settledMs: 0 };
  }
}

function lineOf({ killed, trace, faults, settledMs }: Outcome): string {
  if (faults.length > 0) return `FAULT ${faults.join('; ')} [${trace.slice(-3).join(' > ')}]`;
  return killed ? `held, quiet after ${Math.round(settledMs)} ms [${trace.at(-2) ?? ''}]` : 'not reached';
}

/** Mulberry32: a small generator of numbers in [0, 1), the same for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
