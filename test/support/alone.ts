import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { entry, flags } from './command.ts';

/** The bot as its own process, as somebody has it who has just cloned the repository. */
export interface Alone {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The first group of the pattern in its standard output, as soon as it stands there; throws when it ends before. */
  says(pattern: RegExp): Promise<string>;
  /** Sends SIGKILL if it still runs, and waits for its end. */
  kill(): Promise<void>;
}

/**
 * Starts the bot on free ports, in the directory given, so that no `.env` of ours is read, and with nothing of our own
 * environment but the path.
 */
export function startAlone(
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  user: { readonly uid?: number } = {},
): Alone {
  const child = spawn(process.execPath, [...flags, entry], {
    cwd,
    env: { PATH: process.env.PATH, PORT: '0', METRICS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(out)?.[1];
        if (found !== undefined) return found;
        const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
        if (next === null && !pattern.test(out)) throw new Error(`it ended without saying ${pattern}:\n${out}${err}`);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
