/** `npm run -s audit:export`: the audit as JSON Lines on standard output, oldest first, also while the bot runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import dotenv from 'dotenv';
import { readPostgresAudit } from '../adapters/postgres/open.ts';
import type { ReadAudit } from '../adapters/sql/opened.ts';
import { readSqliteAudit } from '../adapters/sqlite/open.ts';
import { type Config, describeFaults, readConfig } from '../config.ts';
import type { Log } from '../ports/log.ts';
import type { Audit, AuditRecord } from '../ports/store.ts';

/** sysexits.h: EX_CONFIG. */
const misconfigured = 78;

/** A record → one line: the fields that every event has, then the event's own. */
function line({ data, prev: _prev, hash: _hash, ...fixed }: AuditRecord): string {
  return `${JSON.stringify({ ...fixed, ...data, ...fixed })}\n`;
}

async function* lines(audit: Audit): AsyncIterable<string> {
  for await (const record of audit.all()) yield line(record);
}

/** Null: there is no store yet. */
async function read({ store }: Config): Promise<ReadAudit | null> {
  if (store.kind === 'postgres') return readPostgresAudit(store.url.reveal(), toStandardError);
  return existsSync(join(store.dir, 'behalf.db')) ? readSqliteAudit(store.dir) : null;
}

/** Is it the store of this configuration? The sandbox's tenant is its own affair. */
function ours(config: Config, { stamp }: ReadAudit): boolean {
  if (stamp?.mode !== config.mode) return false;
  return config.mode === 'sandbox' || stamp.tenant === config.tenant;
}

/** Standard output is for the audit alone. */
const complain = (text: string) => process.stderr.write(`${text}\n`);
const nothing = () => {};
const toStandardError: Log = { debug: nothing, info: nothing, warn: complain, error: complain };

async function run(): Promise<number> {
  if (process.env.NODE_ENV !== 'production') dotenv.config({ quiet: true });
  const outcome = readConfig(process.env);
  if ('faults' in outcome) {
    complain(describeFaults(outcome.faults));
    return misconfigured;
  }
  const { config } = outcome;
  const opened = await read(config);
  if (!opened) {
    complain('There is no store yet: nothing has been recorded.');
    return 1;
  }
  try {
    if (!ours(config, opened)) {
      complain('The store belongs to another mode or tenant than this configuration.');
      return misconfigured;
    }
    await pipeline(Readable.from(lines(opened.audit)), process.stdout, { end: false });
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
  process.exitCode = enough ? 0 : 1;
}
