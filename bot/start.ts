import { createLog } from './adapters/log/log.ts';
import { CannotOpen } from './adapters/sql/opened.ts';
import { compose, type Running } from './compose.ts';
import type { Config } from './config.ts';
import { manifestAppId } from './manifest-id.ts';
import type { Log } from './ports/log.ts';

/** EX_CONFIG of sysexits.h: starting again changes nothing until somebody has mended what the sentence names. */
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
    explain(error, config, log);
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
function explain(error: unknown, config: Config, log: Log): never {
  const { sentence = null, isLasting } =
    error instanceof CannotOpen ? { sentence: error.message, isLasting: error.isLasting } : explainPort(error, config);
  if (sentence === null) log.error('start-failed', { error });
  else process.stderr.write(`Behalf cannot start. ${sentence}\n`);
  // The exit code is set and the process ended: an open socket of a half start must not keep it alive.
  process.exit(isLasting ? faultyConfiguration : 1);
}

/** What the system says of a port that cannot be listened on ("listen", Linux). */
const portReasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is used by another process: end it, or set a free port',
  EACCES: 'may not be used by this user: set a port from 1024 on',
};

function explainPort(error: unknown, { host, metricsPort }: Config): { sentence?: string; isLasting: boolean } {
  if (!(error instanceof Error)) return { isLasting: false };
  const { code = '', syscall, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  const reason = portReasons[code];
  if (syscall === 'listen' && reason !== undefined) {
    const variable = port === metricsPort ? 'METRICS_PORT' : 'PORT';
    return { sentence: `${variable}: port ${port} ${reason}.`, isLasting: code === 'EACCES' };
  }
  const isHost = (syscall === 'listen' && code === 'EADDRNOTAVAIL') || syscall === 'getaddrinfo';
  if (!isHost || host === null) return { isLasting: false };
  return {
    sentence: `HOST (${host}) is no address of this machine: set one, or leave it out for all.`,
    isLasting: true,
  };
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
