import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stamp } from './ledger.ts';

/** One figure as it was measured, by whichever run: a line of `test/ledger/figures.jsonl`. */
export interface Figure {
  readonly name: string;
  /** As it is shown: `98.4 %`, `0.83 × the reference`. */
  readonly reached: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}

export const figuresFile = join(import.meta.dirname, '..', 'ledger', 'figures.jsonl');

/** Writes a figure down, with the commit, the date and the machine that it was measured on. */
export function note(name: string, reached: string, measured = stamp()): void {
  mkdirSync(dirname(figuresFile), { recursive: true });
  appendFileSync(figuresFile, `${JSON.stringify({ name, reached, ...measured } satisfies Figure)}\n`);
}

/** The newest of each name. */
export function figures(): ReadonlyMap<string, Figure> {
  if (!existsSync(figuresFile)) return new Map();
  const lines = readFileSync(figuresFile, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as Figure).map((figure) => [figure.name, figure]));
}
