/** `npm run -s audit:export`: the audit as JSON Lines on standard output, oldest first, also while the bot runs. */
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { placeOf } from '../adapters/postgres/faults.ts';
import { readPostgresAudit } from '../adapters/postgres/open.ts';
import { CannotOpen, type ReadAudit } from '../adapters/sql/opened.ts';
import { databaseFile } from '../adapters/sqlite/files.ts';
import { readSqliteAudit } from '../adapters/sqlite/open.ts';
import { exportLines } from '../app/queries/export.ts';
import { readEnvFile } from '../config/env-file.ts';
import { type Config, describeFaults, readConfig } from '../config.ts';
import type { Log } from '../ports/log.ts';

/** sysexits.h: EX_CONFIG. */
const misconfigured = 78;
const misused = 2;

/** Null: there is no store yet. */
async function read({ store }: Config): Promise<ReadAudit | null> {
  return store.kind === 'postgres'
    ? readPostgresAudit(store.url.reveal(), toStandardError)
    : readSqliteAudit(store.dir);
}

/** Which store is read, for whoever has configured another one than he thinks; without a password. */
function describe({ mode, store, ...rest }: Config): string {
  const where =
    store.kind === 'postgres'
      ? `PostgreSQL at ${placeOf(store.url.reveal()).where}`
      : `SQLite in ${resolve(databaseFile(store.dir))}`;
  const whose =
    mode === 'sandbox' || !('tenant' in rest) ? 'the sandbox (no tenant is configured)' : `tenant ${rest.tenant}`;
  return `the store of ${whose}: ${where}`;
}

/** Is it the store of this configuration? The sandbox's tenant is its own affair; what belongs to nobody holds nothing. */
function ours(config: Config, { stamp }: ReadAudit): boolean {
  if (stamp === null) return true;
  return stamp.mode === config.mode && (config.mode === 'sandbox' || stamp.tenant === config.tenant);
}

/** Standard output is for the audit alone. */
const complain = (text: string) => process.stderr.write(`${text}\n`);
const nothing = () => {};
const toStandardError: Log = { debug: nothing, info: nothing, warn: complain, error: complain };

/** What is not known here must not be passed over: an export that is thought to be filtered would be whole. */
const isPlain = (args: readonly string[]) => args.every((arg) => arg === '--');

async function run(): Promise<number> {
  if (!isPlain(process.argv.slice(2))) {
    complain('audit:export takes no options and no arguments: it writes the whole audit.');
    return misused;
  }
  const unread = readEnvFile(process.env);
  const outcome = unread.length > 0 ? { faults: unread } : readConfig(process.env);
  if ('faults' in outcome) {
    complain(describeFaults(outcome.faults));
    return misconfigured;
  }
  return write(outcome.config);
}

async function write(config: Config): Promise<number> {
  complain(`Reading ${describe(config)}.`);
  const opened = await read(config);
  if (!opened) {
    complain('There is no store yet: nothing has been recorded.');
    return 1;
  }
  try {
    if (!ours(config, opened)) {
      complain(
        'It belongs to another mode or tenant than this configuration: correct TENANT_ID, DATA_DIR or DATABASE_URL.',
      );
      return misconfigured;
    }
    await pipeline(Readable.from(exportLines(opened.audit)), process.stdout, { end: false });
    return 0;
  } finally {
    await opened.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  // The reader has had enough (`| head`): not our failure.
  const enough = error instanceof Error && 'code' in error && error.code === 'EPIPE';
  if (!enough) complain(`The audit could not be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = enough ? 0 : error instanceof CannotOpen && error.isLasting ? misconfigured : 1;
}
