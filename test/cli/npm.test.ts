import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lock } from '../../bot/adapters/sqlite/lock.ts';
import { eventually } from '../support/office.ts';
import { skip } from '../support/skip.ts';

const root = resolve(import.meta.dirname, '..', '..');
const { HOME = '', PATH = '' } = process.env;

/** Process → its parent, of all that run. */
const parents = () =>
  new Map(
    execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
  );

/** A process and all that descend from it. */
function family(pid: number): readonly number[] {
  const all = [...parents()];
  const below = (parent: number): number[] =>
    all.flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return [pid, ...below(pid)];
}

describe('npm start', function () {
  this.timeout(60_000);
  let dir: string;
  let started: readonly number[];
  before(function () {
    if (process.platform === 'win32') skip(this, 'Windows has no SIGTERM');
    if (spawnSync('npm', ['--version']).status !== 0) skip(this, 'npm is not installed');
  });
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'behalf-npm-'));
    started = [];
  });
  afterEach(() => {
    const alive = parents();
    for (const pid of started) if (alive.has(pid)) process.kill(pid, 'SIGKILL');
    rmSync(dir, { recursive: true });
  });

  it('ends with everything that it has started when npm gets SIGTERM, and frees port and store', async () => {
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { PATH, HOME, PORT: '0', METRICS_PORT: '0', DATA_DIR: dir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(npm, 'exit');
    let out = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const url = await eventually(
      async () => /Open (http:\S+)/.exec(out)?.[1],
      () => `no address: ${out}`,
      40_000,
    );
    started = family(npm.pid ?? 0);
    assert.ok(started.length > 1, 'npm runs the bot in a process of its own');
    npm.kill('SIGTERM');
    await ended;
    const left = () => started.filter((pid) => parents().has(pid));
    await eventually(
      async () => left().length === 0,
      () => `still there: ${left()}`,
      10_000,
    );
    await assert.rejects(fetch(url), 'the port is free');
    lock(join(dir, 'sandbox')).free();
  });

  it('finds the word on Windows as well, whose shell has no exec of its own', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
    assert.match(scripts.start, /^exec node /);
    // cmd.exe looks for a command in the current directory, where npm runs its scripts, before it looks elsewhere.
    assert.match(readFileSync(join(root, 'exec.cmd'), 'utf8'), /^@%\*$/m);
  });
});
