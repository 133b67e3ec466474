import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entry, flags } from '../../support/command.ts';
import { appId, botId, tenant } from './company.ts';

export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** From its start until it was ready to serve. */
  readonly ms: number;
}

/** What the stub tells of itself. */
export interface Hello {
  readonly origin: string;
  readonly serviceUrl: string;
  readonly plainServiceUrl: string;
  readonly caPem: string;
  readonly certificatePem: string;
  readonly token: string;
}

const script = (file: string) => new URL(file, import.meta.url).pathname;
const { PATH = '', HOME = '', BENCH_PROFILE } = process.env;
const running = new Set<ChildProcess>();

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.add(child);
  return child;
}

/** One of our own scripts, once it says that it is up. */
export async function startScript(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: ChildProcess; readonly ms: number }> {
  const began = performance.now();
  const child = start([script(file)], env);
  child.stdout?.resume();
  await once(child, 'message');
  return { child, ms: performance.now() - began };
}

/** Where the bot of a run keeps its things, and what an operator would write in its environment. */
export function environment(hello: Hello): Record<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-bench-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  return {
    ...{ TENANT_ID: tenant, BOT_ID: botId, TEAMS_APP_ID: appId, DATA_DIR: join(dir, 'data') },
    ...{ PORT: '0', METRICS_PORT: '0', HOST: '127.0.0.1' },
    ...{ LOGIN_URL: hello.origin, GRAPH_URL: hello.origin, EXCHANGE_URL: hello.origin },
    ...{ BOT_OPENID_METADATA_URL: `${hello.origin}/openid`, CONNECTOR_HOSTS: new URL(hello.origin).host },
    BOT_CERTIFICATE: file('bot.pem', hello.certificatePem),
    NODE_EXTRA_CA_CERTS: file('ca.pem', hello.caPem),
  };
}

/**
 * The bot by its production configuration, ready. `measured`: with the bench's two modules in it. With BENCH_PROFILE
 * (a folder) in the environment, the measured one leaves a CPU profile there.
 */
export async function startBot(env: Readonly<Record<string, string>>, measured: boolean): Promise<Started> {
  const profile = BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`];
  const began = performance.now();
  const child = start(measured ? [...profile, '--import', script('preload.ts'), entry] : [entry], env);
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      if (output.length < 100_000) output += data;
      const line = /^\{.*"event":"listening".*\}$/m.exec(output)?.[0];
      if (line !== undefined) resolve((JSON.parse(line) as { port: number }).port);
    });
    child.once('exit', () => reject(new Error(`the bot ended:\n${output}`)));
  });
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`)).ok) await new Promise((again) => setTimeout(again, 5));
  return { child, port, ms: performance.now() - began };
}

/** Resident memory, MB. */
export const residentOf = ({ pid }: ChildProcess): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

export async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

export const stopAll = () => Promise.all([...running].map(stop));
