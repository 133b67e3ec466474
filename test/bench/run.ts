import { readdir } from 'node:fs/promises';
import type { Row } from './language.ts';

/**
 * Runs every suite in this folder, one after the other, and prints each row as a line of JSON: `npm run -s bench`, or
 * only those that are named: `npm run -s bench -- turn start`.
 */
const here = new URL('./', import.meta.url);
const names = process.argv.slice(2);
const files = (await readdir(here)).filter((file) => file.endsWith('.ts') && file !== 'run.ts').sort();
const wanted = files.filter((file) => names.length === 0 || names.includes(file.slice(0, -3)));

for (const file of wanted) {
  const suites: Record<string, () => Row[] | Promise<Row[]>> = await import(new URL(file, here).href);
  for (const suite of Object.values(suites).filter((each) => typeof each === 'function'))
    for (const row of await suite()) process.stdout.write(`${JSON.stringify(row)}\n`);
}
