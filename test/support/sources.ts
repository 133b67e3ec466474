import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..', 'bot');

/** The TypeScript files of a folder of `bot/`, with their texts; the sandbox is a program of its own. */
export function sources(folder = '.'): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox/'));
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}
