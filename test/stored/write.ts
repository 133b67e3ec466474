import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { written } from './samples.ts';

/** `node test/stored/write.ts 0.2.0`: keeps what a release writes. A release that was kept is never written again. */
const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Which release? node test/stored/write.ts 0.2.0');
const dir = join(import.meta.dirname, version);
mkdirSync(dir, { recursive: true });
for (const [name, lines] of Object.entries(written()))
  writeFileSync(join(dir, `${name}.jsonl`), `${lines.join('\n')}\n`);
