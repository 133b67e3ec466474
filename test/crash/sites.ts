import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin, TwinOptions } from '../../bot/sandbox/twin.ts';
import { eventually } from '../support/office.ts';
import { freshDatabase } from '../support/postgres.ts';
import { type BotProcess, operatorFor, startProcess } from '../support/process.ts';
import { createBalancer } from './balancer.ts';
import { postgresReading, type Reading, type Stored, sqliteReading } from './stored.ts';

/** Where the bot runs, in one process or several, on one store, beside a twin of its own. */
export interface Site {
  readonly twin: Twin;
  /** How many processes there are when all are well. */
  readonly size: number;
  /** Of PostgreSQL; else null. */
  readonly database: string | null;
  /** Starts every process that does not run. False: one has died meanwhile. `armed`: as by `arm`, from the first moment. */
  start(armed?: { readonly at: string | null }): Promise<boolean>;
  /** From here on points are counted, and who passes `at` dies. */
  arm(at: string | null): Promise<void>;
  /** Nobody counts, nobody dies. */
  disarm(): Promise<void>;
  /** Every point passed since, as `commit:3 requests+audit`. */
  trace(): readonly string[];
  /** Kills one of the processes, with SIGKILL. */
  kill(which: number): Promise<void>;
  /** As soon as one of the processes that were armed is killed. */
  killed(): Promise<void>;
  stored(): Promise<Stored>;
  /** The work that is left, alone: to be asked again and again. */
  work(): Promise<Stored['work']>;
  /** The store right after a kill. */
  left(): Promise<Stored>;
  /** Every process ends as an operator ends it. */
  stop(): Promise<void>;
  /** Replaces one process after the other by one of the release named, as an operator does. */
  roll(release: 'today' | 'tomorrow'): Promise<void>;
  /** Turns everybody's clock, and waits until everybody has seen it. */
  turn(ms: number): Promise<void>;
  /** What that clock shows, ISO 8601. */
  now(): string;
  /** What the processes wrote last. */
  output(): string;
  /** All lines with this in them that the processes have written. */
  lines(having: string): readonly string[];
  close(): Promise<void>;
}

/** Node's compile cache, for all starts of a run, or of all runs that are told of one: it halves them. */
const own = join(tmpdir(), `behalf-compiled-${process.pid}`);
const compiled = process.env.NODE_COMPILE_CACHE ?? own;
process.on('exit', () => rmSync(own, { recursive: true, force: true }));

const preload = (name: string) => `--import=${join(import.meta.dirname, 'preload', `${name}.ts`)}`;

export async function sqliteSite(options: TwinOptions = {}): Promise<Site> {
  return openSite(1, options, async ({ DATA_DIR: dir = '' }) => ({ env: {}, reading: sqliteReading(dir) }));
}

/** Three equal processes on a PostgreSQL database of their own. */
export async function postgresSite(size = 3, options: TwinOptions = {}, database = freshDatabase): Promise<Site> {
  return openSite(size, options, async () => {
    const url = await database();
    return { env: { DATABASE_URL: url }, reading: postgresReading(url) };
  });
}

type Env = Readonly<Record<string, string>>;
interface Store {
  readonly env: Env;
  readonly reading: Reading;
}

async function openSite(size: number, options: TwinOptions, store: (env: Env) => Promise<Store>): Promise<Site> {
  let off = 0;
  /** While the clock is turned, the twin's goes with the first process that has seen it: their tokens name times. */
  let seenOff: () => number = () => off;
  const twin = await startTwin({ ...options, now: () => Date.now() + seenOff() });
  const operator = operatorFor(twin);
  const dir = join(operator.env.DATA_DIR ?? '', '..');
  const [trace, clock, policy] = [join(dir, 'trace'), join(dir, 'clock'), join(dir, 'policy.yaml')];
  // A crowd asks the same again as soon as it was denied.
  // Its crowds ask more in minutes than anybody does in a day.
  const asks = '{ perHour: 2000, perDay: 2000, perHourAfterDenials: 2000 }';
  writeFileSync(policy, `restAfterDenial: null\nasks: ${asks}\nlookUps: 1000000`);
  const { env, reading } = await store(operator.env);
  const all = {
    NODE_COMPILE_CACHE: compiled,
    CLOCK_OFF: clock,
    POLICY_FILE: policy,
    NODE_OPTIONS: preload('index'),
    ...operator.env,
    ...env,
  };
  const bots: BotProcess[] = [];
  const alive = () => bots.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  const counted = () => (existsSync(trace) ? readFileSync(trace, 'utf8').split('\n').filter(Boolean) : []);
  const ports = new Map<BotProcess, number>();
  const balancer = await createBalancer(() => alive().flatMap((bot) => ports.get(bot) ?? []));
  twin.setBot(balancer.url);

  /** False: it was killed before. */
  async function listens(bot: BotProcess): Promise<boolean> {
    const port = await Promise.race([bot.listening(), bot.exited.then(String)]);
    if (typeof port === 'number') ports.set(bot, port);
    else assert.equal(port, 'SIGKILL', bot.output());
    return typeof port === 'number';
  }

  async function roll(release: 'today' | 'tomorrow'): Promise<void> {
    const NODE_OPTIONS = [preload('index'), ...(release === 'tomorrow' ? [preload('tomorrow')] : [])].join(' ');
    for (const old of alive()) {
      const bot = startProcess({ ...all, NODE_OPTIONS });
      bots.push(bot);
      assert.ok(await listens(bot));
      ports.delete(old); // first out of the balancer, then ended
      old.child.kill('SIGTERM');
      assert.equal(await old.exited, 0, old.output());
    }
  }

  /** Those that were dead already when it was armed: whoever dies of the others has died of it. */
  let buried: ReadonlySet<BotProcess> = new Set();
  function point(at: string): void {
    buried = new Set(bots.filter((bot) => !alive().includes(bot)));
    writeFileSync(`${trace}.at`, at);
    writeFileSync(trace, '');
  }

  /** Each process has read what is at stake, or died meanwhile of what was before: counted anew, its point may come again. */
  async function told(at: string): Promise<void> {
    point(at);
    const asked = alive();
    for (const { child } of asked) child.kill('SIGUSR2');
    const living = () => alive().filter((bot) => asked.includes(bot));
    await eventually(
      async () => counted().filter((line) => line === 'read').length >= living().length,
      () => `not told: ${at}`,
      60_000,
    );
  }

  async function start(armed?: { readonly at: string | null }): Promise<boolean> {
    if (armed !== undefined) point(armed.at ?? '-');
    const more = { CRASH_TRACE: trace, ...(armed !== undefined && { CRASH_ARMED: '1' }) };
    const missing = Array.from({ length: size - alive().length }, () => startProcess({ ...all, ...more }));
    bots.push(...missing);
    const ready = await Promise.all(missing.map(listens));
    return ready.every(Boolean);
  }

  return {
    twin,
    size,
    database: env.DATABASE_URL ?? null,
    start,
    roll,
    stored: reading.stored,
    work: reading.work,
    left: reading.left,
    arm: (at) => told(at ?? '-'),
    disarm: () => told('off'),
    trace() {
      const numbers = new Map<string, number>();
      return counted().flatMap((line) => {
        const [kind = '', , ...what] = line.split(' ');
        if (!/^(commit|http|lane)$/.test(kind)) return [];
        const number = (numbers.get(kind) ?? 0) + 1;
        numbers.set(kind, number);
        return [`${kind}:${number} ${what.join(' ')}`];
      });
    },
    async kill(which) {
      const living = alive();
      const bot = living[which % living.length];
      bot?.child.kill('SIGKILL');
      await bot?.exited;
    },
    killed: () =>
      Promise.any(
        bots.map(async (bot) => {
          if (buried.has(bot) || (await bot.exited) !== 'SIGKILL') return new Promise<void>(() => {});
        }),
      ),
    async stop() {
      const living = alive();
      for (const { child } of living) child.kill('SIGTERM');
      await Promise.all(living.map(({ exited }) => exited));
    },
    async turn(ms) {
      writeFileSync(clock, String(off + ms));
      const seen = ({ child }: BotProcess) => readFileSync(`${clock}.${child.pid}`, 'utf8') === String(off + ms);
      seenOff = () => (alive().some(seen) ? off + ms : off);
      for (const { child } of alive()) child.kill('SIGHUP');
      await eventually(
        async () => alive().every(seen),
        () => 'the clock was not turned',
      );
      seenOff = () => off;
      off += ms;
    },
    now: () => new Date(Date.now() + off).toISOString(),
    lines: (having) =>
      bots.flatMap((bot) =>
        bot
          .output()
          .split('\n')
          .filter((line) => line.includes(having)),
      ),
    output: () =>
      bots
        .slice(-2 * size)
        .map((bot) => bot.output().slice(-2000))
        .join('\n---\n'),
    async close() {
      for (const { child } of alive()) child.kill('SIGKILL');
      await Promise.all(bots.map(({ exited }) => exited));
      await reading.close();
      await balancer.close();
      await twin.close();
      operator.remove();
    },
  };
}
