import { flushCompileCache } from 'node:module';
import { describeFaults, readConfig } from './config.ts';

/** EX_CONFIG of sysexits.h: the configuration is at fault; starting again changes nothing. */
const faultyConfiguration = 78;

/** The program: the configuration first, since on a faulty one nothing is made on disk; then all the rest. */
const isProduction = process.env.NODE_ENV === 'production';
const unread = isProduction ? [] : (await import('./config/env-file.ts')).readEnvFile(process.env);
const read = unread.length > 0 ? { faults: unread } : readConfig(process.env);
if ('faults' in read) {
  process.stderr.write(`Behalf cannot start. Please mend the configuration:\n${describeFaults(read.faults)}\n`);
  process.exitCode = faultyConfiguration;
} else {
  const { run } = await import('./start.ts');
  await run(read.config);
  // What starting has left behind is given back, in a tenth of a second, once nobody waits for a start any more.
  setTimeout(() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }), 500).unref();
  // Else what boot.js lets Node keep would be written only by an orderly end.
  setTimeout(flushCompileCache, 10_000).unref();
}
