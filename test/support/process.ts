import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { entry, flags } from './command.ts';
import { environment } from './office.ts';

/** The bot as an operator runs it: a process of its own, with nothing but its environment. */
export interface BotProcess {
  readonly child: ChildProcess;
  /** All that it has written, to both outputs. */
  readonly output: () => string;
  /** The port that it says it listens on. */
  listening(): Promise<number>;
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

/** A run that ends with bots of its own still about, because a test failed, takes them along. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const root = resolve(import.meta.dirname, '..', '..');

/** `under`: a command line that runs it, such as strace's. */
export function startProcess(env: Readonly<Record<string, string>>, under: readonly string[] = []): BotProcess {
  const { PATH = '', HOME = '' } = process.env;
  const [command = '', ...rest] = [...under, process.execPath, ...flags, entry];
  const child = spawn(command, rest, {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      output += data;
    });
  const exited = new Promise<number | NodeJS.Signals>((done) =>
    child.once('exit', (code, signal) => {
      running.delete(child);
      done(signal ?? code ?? -1);
    }),
  );
  return {
    child,
    output: () => output,
    exited,
    async listening() {
      for (let tries = 0; tries < 2400; tries++) {
        const line = /^\{.*"event":"listening".*\}$/m.exec(output)?.[0];
        if (line !== undefined) return Number((JSON.parse(line) as { port: number }).port);
        if (child.exitCode !== null || child.signalCode !== null) break;
        await new Promise((again) => setTimeout(again, 25));
      }
      return assert.fail(`the bot does not listen:\n${output}`);
    },
  };
}

/** What an operator writes down to connect a process to the twin; `remove` clears it away. */
export function operatorFor(twin: Twin): { readonly env: Record<string, string>; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const env = {
    ...environment(twin),
    BOT_CERTIFICATE: file('bot.pem', twin.credentials.certificatePem),
    NODE_EXTRA_CA_CERTS: file('ca.pem', twin.caPem),
    DATA_DIR: join(dir, 'data'),
  };
  return { env, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
