import { createLog } from './adapters/log/log.ts';
import { StoreLocked, WrongStamp } from './adapters/sql/opened.ts';
import { compose, type Running } from './compose.ts';
import type { Config } from './config.ts';
import { manifestAppId } from './manifest-id.ts';
import type { Log } from './ports/log.ts';

/** EX_CONFIG of sysexits.h: another configuration's store; starting again changes nothing. */
const faultyConfiguration = 78;
const patience = 9_000;

/** Runs the bot, or the sandbox, until a signal stops it; a start that fails ends the process. */
export async function run(config: Config): Promise<void> {
  // In the sandbox a person reads the terminal: only what needs attention is logged there.
  const log = createLog(config.mode === 'sandbox' && config.logLevel === 'info' ? 'warn' : config.logLevel);
  try {
    const starting = start(config, log);
    stopOnSignals(starting, log);
    await starting;
  } catch (error) {
    explain(error, log);
  }
}

async function start(config: Config, log: Log): Promise<Running> {
  const onBroken = () => {
    log.error('store-broken');
    process.exit(1);
  };
  if (config.mode === 'production') {
    return compose({ config, mode: 'production', clock: { now: () => new Date() }, log, onBroken });
  }
  // Only here: production never loads the twin.
  const { startDemo } = await import('./demo.ts');
  const demo = await startDemo(config, manifestAppId, log, onBroken);
  process.stdout.write(`Behalf runs in its sandbox. Open ${demo.url}\n`);
  return demo;
}

/** What stops a start, in a sentence; a stack only for what we did not foresee. */
function explain(error: unknown, log: Log): void {
  const foreseen = error instanceof StoreLocked || error instanceof WrongStamp;
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (foreseen) process.stderr.write(`Behalf cannot start. ${(error as Error).message}\n`);
  else if (taken)
    process.stderr.write(
      `Behalf cannot start. ${(error as Error).message}: set PORT or METRICS_PORT to a free port.\n`,
    );
  else log.error('start-failed', { error });
  // The exit code is set and the process ended: an open socket of a half start must not keep it alive.
  process.exit(error instanceof WrongStamp ? faultyConfiguration : 1);
}

/** From the first moment on: who stops a bot that still starts gets an orderly end as soon as it runs. */
function stopOnSignals(starting: Promise<Running>, log: Log): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      const running = await starting;
      await running.stop(patience);
      process.exit(0);
    } catch (error) {
      log.error('stop-failed', { error });
      process.exit(1);
    }
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}
