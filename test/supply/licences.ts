/** `npm run licences`: the licence of everything that is shipped; exit 1 when one is not on the list. */
import { pathToFileURL } from 'node:url';
import { type Locked, shipped } from './lock.ts';

/** Those that ask for no more than to be named. SPDX ids. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Python-2.0', 'Zlib'],
]);

/** Packages that say it in their files only; looked up by hand, for exactly this version. */
const lookedUp: Readonly<Record<string, string>> = {
  'escape-regexp-component@1.0.2': 'MIT', // Readme.md
  'jspath@0.4.0': 'MIT', // the text of LICENSE
};

export interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly good: boolean;
}

export function licensed({ name, version, license }: Pick<Locked, 'name' | 'version' | 'license'>): Licensed {
  const licence = license ?? lookedUp[`${name}@${version}`] ?? 'unknown';
  return { name, version, licence, good: isGood(licence) };
}

/** An SPDX expression of ids with OR or AND, in brackets or not. */
export function isGood(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(' OR ').some((each) => each.split(' AND ').every((id) => allowed.has(id)));
}

function main(): number {
  const all = shipped().map(licensed);
  for (const { name, version, licence, good } of all)
    process.stdout.write(`${good ? ' ' : '!'} ${licence.padEnd(28)} ${name}@${version}\n`);
  const bad = all.filter(({ good }) => !good);
  process.stdout.write(`${all.length} packages, ${bad.length} with a licence that is not on the list\n`);
  return bad.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
