import { type ChildProcess, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './language.ts';
import { cpuOf, idle, onBench, startEcho } from './turn/bench.ts';
import { askers } from './turn/company.ts';
import { type Door, inTurn, say, wish } from './turn/driver.ts';
import { median, row, sleep } from './turn/figures.ts';
import { ask } from './turn/ipc.ts';
import { environment, type Hello, residentOf, startBot, startScript, stop, stopAll } from './turn/processes.ts';

/** What a bot costs that does nothing yet: its start, its memory, its place on the disk. */

const starts = 5;

/** One start: until ready, memory once nothing happens, then the first answer and memory after it. */
interface Sample {
  readonly ms: number;
  readonly rss: number;
  readonly firstMs: number;
  readonly firstRss: number;
}

async function sample(child: ChildProcess, ms: number, door: Door): Promise<Sample> {
  await sleep(1000);
  const rss = residentOf(child);
  const asked = performance.now();
  await say(door, askers[0] ?? '', 'help');
  const firstMs = performance.now() - asked;
  await sleep(1000);
  const firstRss = residentOf(child);
  await stop(child);
  return { ms, rss, firstMs, firstRss };
}

/** From the start of the process until `/readyz` says yes, and what the first answer then costs. */
export async function start(): Promise<Row[]> {
  try {
    const { child: stub } = await startScript('stub.ts');
    const hello = await ask<Hello>(stub, 'hello');
    // The first one leaves for the others what Node has made of our code.
    await stop((await startBot(environment(hello), false)).child);
    const ours: Sample[] = [];
    const echos: Sample[] = [];
    for (let n = 0; n < starts; n++) {
      const bot = await startBot(environment(hello), false);
      ours.push(await sample(bot.child, bot.ms, { port: bot.port, serviceUrl: hello.serviceUrl, token: hello.token }));
      const { child, ms } = await startScript('echo.ts');
      const port = await ask<number>(child, 'port');
      echos.push(await sample(child, ms, { port, serviceUrl: hello.plainServiceUrl, token: null }));
    }
    const compared = (name: string, unit: Row['unit'], of: (sample: Sample) => number) =>
      row(`${name} (reference: botbuilder echo)`, unit, median(ours.map(of)), median(echos.map(of)));
    return [
      compared('start to ready, not the first of an installation', 'ms', ({ ms }) => ms),
      compared('memory idle after start', 'MB', ({ rss }) => rss),
      compared('first answer after a start', 'ms', ({ firstMs }) => firstMs),
      compared('memory idle after the first answer', 'MB', ({ firstRss }) => firstRss),
    ];
  } finally {
    await stopAll();
  }
}

/** Memory after some thousand sentences, the owners' cards sent. */
export const load = () =>
  onBench(async (bench) => {
    const { bot, door } = bench;
    const echo = await startEcho(bench, 'echo.ts');
    const sentences = 8 * askers.length;
    await inTurn(sentences, 8, (n) => say(door, ...wish(n)));
    await cpuOf(bot, () => idle(bench));
    await inTurn(sentences, 8, (n) => say(echo.door, ...wish(n)));
    const name = `memory under load, after ${sentences} requests (reference: botbuilder echo)`;
    return [row(name, 'MB', residentOf(bot), residentOf(echo.child))];
  });

/** Libraries of a production installation; the reference is what the echo alone would install. */
export function installation(): Row[] {
  const ours = installed(['package.json', 'package-lock.json']);
  return [row('production install (reference: with what only development needs)', 'MB', ours, sizeOf(nodeModules))];
}

const repository = fileURLToPath(new URL('../../', import.meta.url));
const nodeModules = join(repository, 'node_modules');

function installed(files: readonly string[]): number {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-bench-install-'));
  try {
    for (const file of files) cpSync(join(repository, file), join(dir, file), { force: true, errorOnExist: false });
    execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: dir,
    });
    return sizeOf(join(dir, 'node_modules'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const sizeOf = (dir: string) => Number(execFileSync('du', ['-smL', dir], { encoding: 'utf8' }).split('\t')[0]);
