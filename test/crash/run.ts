import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { createPeople, eventually, type Seen, toPressed } from '../support/office.ts';
import { type BotProcess, operatorFor, startProcess } from '../support/process.ts';
import { type Evidence, faultsOf, type Picture, rightsOf } from './invariants.ts';
import type { Scenario, Step } from './scenarios.ts';
import { readLeft, readStored, type Stored } from './stored.ts';

/** One life of a bot under a scenario, killed at a point (such as `after-http:7`) or, with null, left in peace. */
export interface Outcome {
  readonly killed: boolean;
  /** Every commit and call since the trigger, in order, as the preload has noted them. */
  readonly trace: readonly string[];
  readonly faults: readonly string[];
  /** From the restarted bot's listening to nothing left to do, in milliseconds. */
  readonly settledMs: number;
}

/** Node's compile cache, for all starts of a sweep: it halves them. */
const compiled = join(tmpdir(), `behalf-compiled-${process.pid}`);
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }));

const everybody = ['alexw', 'meganb', 'pattif', 'lidiah'];
const patience = 45_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function runOnce(scenario: Scenario, point: string | null): Promise<Outcome> {
  const twin = await startTwin();
  const operator = operatorFor(twin);
  const life = new Life(twin, operator.env);
  try {
    return await life.under(scenario, point);
  } finally {
    await life.end();
    await twin.close();
    operator.remove();
  }
}

interface Delivered {
  readonly status: number;
  readonly text: string;
}

class Life {
  readonly #twin: Twin;
  readonly #env: Readonly<Record<string, string>>;
  readonly #dir: string;
  readonly #people: ReturnType<typeof createPeople>;
  #bot: BotProcess | null = null;

  constructor(twin: Twin, env: Readonly<Record<string, string>>) {
    this.#twin = twin;
    this.#env = env;
    this.#dir = env.DATA_DIR ?? assert.fail('no data directory');
    this.#people = createPeople(twin);
  }

  async under(scenario: Scenario, point: string | null): Promise<Outcome> {
    const trace = join(this.#dir, '..', 'trace');
    const preload = `--import=${join(import.meta.dirname, 'preload.ts')}`;
    const initial = rightsOf(this.#twin);
    await this.#start({ NODE_OPTIONS: preload, CRASH_TRACE: trace, ...(point !== null && { CRASH_AT: point }) });
    for (const step of scenario.before) {
      assert.equal((await this.#send(await this.#ready(step)))?.status, 200);
      await this.#quiet(false);
    }
    const before = await this.#picture(readStored(this.#dir));
    await this.#arm(trace);
    const turn = await this.#ready(scenario.trigger);
    const first = await this.#send(turn);
    const killed = await this.#killedOrQuiet(first !== null && scenario.word === 'waiting');
    let crash: Picture | null = null;
    let settledMs = 0;
    let last = first;
    if (killed) {
      await sleep(100); // what it had sent off still arrives
      crash = await this.#picture(readLeft(this.#dir));
      await this.#start({});
      const started = performance.now();
      if (first === null || first.status >= 300) last = await this.#send(turn);
      await this.#quiet(scenario.word === 'waiting');
      settledMs = performance.now() - started;
    }
    const after = await this.#picture(readStored(this.#dir));
    const evidence: Evidence = { scenario, twin: this.#twin, initial, before, crash, after, first, last };
    const passed = readFileSync(trace, 'utf8').trim().split('\n').slice(1);
    const faults = [...faultsOf(evidence), ...(await this.#leftOpen(after))];
    return { killed, faults, settledMs, trace: passed };
  }

  async end(): Promise<void> {
    this.#bot?.child.kill('SIGKILL');
    await this.#bot?.exited;
  }

  async #start(env: Readonly<Record<string, string>>): Promise<void> {
    this.#bot = startProcess({ NODE_COMPILE_CACHE: compiled, ...this.#env, ...env });
    this.#twin.setBot(`http://127.0.0.1:${await this.#bot.listening()}`);
  }

  async #arm(trace: string): Promise<void> {
    this.#bot?.child.kill('SIGUSR2');
    await eventually(
      async () => existsSync(trace),
      () => `not armed:\n${this.#bot?.output()}`,
    );
  }

  /** A turn that can be sent any number of times, always the same. */
  async #ready(step: Step): Promise<() => Promise<Delivered>> {
    const person = demoPerson(step.by);
    const chat = await this.#twin.teams.personalChat(person);
    const id = String(Date.now() + 1);
    if ('say' in step) {
      return async () => ({
        status: Math.min(await this.#twin.teams.say(person, step.say, { activityId: id }), 1000),
        text: '',
      });
    }
    const card = await this.#people.sees(step.by, (seen) => seen.actions.some(({ verb }) => verb === step.press));
    const data = { ...card.actions.find(({ verb }) => verb === step.press)?.data, ...step.inputs };
    return async () => {
      const action = { verb: step.press, data };
      const { status, body } = await this.#twin.teams.press(person, chat, card.id, action, { turnId: id });
      return { status, text: status === 200 ? toPressed(body).text : '' };
    };
  }

  /** Null: no answer came, the bot died over it. */
  async #send(turn: () => Promise<Delivered>): Promise<Delivered | null> {
    try {
      return await turn();
    } catch (error) {
      if (error instanceof TypeError) return null; // fetch's word for a lost connection
      throw error;
    }
  }

  async #killedOrQuiet(ownCard: boolean): Promise<boolean> {
    const quiet = new AbortController();
    const killed = this.#bot?.exited.then(() => true) ?? Promise.resolve(false);
    return Promise.race([killed, this.#quiet(ownCard, quiet.signal).then(() => false)]).finally(() => quiet.abort());
  }

  /** Until no work is left but what waits for its day; without `ownCard`, also the asker's own card may still wait. */
  async #quiet(ownCard: boolean, stop?: AbortSignal): Promise<void> {
    const left = () =>
      readStored(this.#dir).work.filter(
        ({ id }) => !/^end:.*:clock$/.test(id) && (ownCard || !/:asker:\w+\.1$/.test(id)),
      );
    const none = async () => stop?.aborted || left().length === 0;
    const what = () => `never quiet: ${JSON.stringify(left())}\n${this.#bot?.output().slice(-3000)}`;
    await eventually(none, what, patience);
    await sleep(60);
    await eventually(none, what, patience);
  }

  async #picture(stored: Stored): Promise<Picture> {
    const chats = new Map<string, readonly Seen[]>();
    for (const alias of everybody) {
      const person = demoPerson(alias);
      const room = this.#twin.teams.chats().find(({ type, people }) => type === 'personal' && people.includes(person));
      const has = room?.activities.length ? await this.#people.chat(alias) : [];
      chats.set(
        alias,
        has.filter(({ from }) => from === 'bot'),
      );
    }
    return { stored, chats, changes: [...this.#twin.changes] };
  }

  /** Cards that still offer a decision which was taken, after each client has been opened anew. */
  async #leftOpen(after: Picture): Promise<readonly string[]> {
    const decided = new Set(
      after.stored.audit.filter(({ event }) => /approved|denied/.test(event)).map(({ request }) => request),
    );
    const found: string[] = [];
    for (const alias of everybody.filter((one) => after.chats.get(one)?.length)) {
      const person = demoPerson(alias);
      await this.#twin.teams.open(person, await this.#twin.teams.personalChat(person));
      const open = (await this.#people.chat(alias)).flatMap(({ actions }) => actions);
      const late = open.filter(({ verb, data }) => /^(approve|deny)/.test(verb) && decided.has(String(data.request)));
      if (late.length > 0) found.push(`${alias}'s card still offers ${late.map(({ verb }) => verb).join()}`);
    }
    return found;
  }
}
