import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './language.ts';
import { compareActs, cpu, type Stored } from './scale/compare.ts';
import { fill, open } from './scale/fill.ts';

/** Requests in the store; `SCALE=1000000 npm run -s bench -- scale` goes to the largest. */
const largest = Number(process.env.SCALE ?? 100_000);
/** The first is what all others are held against: with fewer, people have less to be shown. */
const sizes = [1_000, 10, 100_000, 1_000_000].filter((size) => size <= largest);
/** A folder in which the stores stay, for the next run. */
const kept = process.env.SCALE_KEEP;

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
    return await compareActs(stores, cpu);
  } finally {
    for (const { opened } of stores) await opened.close();
    if (kept === undefined) rmSync(dir, { recursive: true, force: true });
  }
}
