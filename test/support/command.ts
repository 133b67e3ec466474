import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
// `exec node …`: npm's shell gives its place to the bot.
const words = scripts.start.split(' ').slice(2);

/** How `npm start` runs the bot: Node's flags, and the file that is run last; what a test measures is what people run. */
export const flags: readonly string[] = words.slice(0, -1);
export const entry: string = resolve(root, words.at(-1) ?? '');
