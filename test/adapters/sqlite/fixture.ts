import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = mkdtempSync(join(tmpdir(), 'behalf-sqlite-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

/** The path of a data directory that does not exist yet; gone with the test run. */
export const freshDir = (): string => join(mkdtempSync(join(root, 'store-')), 'data');
