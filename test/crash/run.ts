import assert from 'node:assert/strict';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { createPeople, eventually, type Seen, toPressed } from '../support/office.ts';
import { type Cast, demoCast } from './cast.ts';
import { type Delivered, type Evidence, faultsOf, type Picture, rightsOf } from './invariants.ts';
import type { Clock, Pressed, Said, Scenario, Step } from './scenarios.ts';
import type { Site } from './sites.ts';
import type { Stored } from './stored.ts';

/** One life of a bot under a scenario, killed at a point (such as `after-http:7`) or, with null, left in peace. */
export interface Outcome {
  readonly killed: boolean;
  /** Every point since the trigger, in order, as the preload has noted them. */
  readonly trace: readonly string[];
  readonly faults: readonly string[];
  /** From the kill (or the restarted process's listening) to nothing left to do, in milliseconds. */
  readonly settledMs: number;
  readonly after: Stored;
}

/** Who goes on after a kill: the same process, started again; or the others, which take over. */
export type Then = 'restart' | 'take-over';
const longest: Readonly<Record<Then, number>> = { restart: 10_000, 'take-over': 60_000 };

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Nothing that is tried again waits for longer (ms); the ends of the scenarios are days ahead. */
const longestPauseMs = 12 * 3_600_000;
const peace = 60_000;

/** One life on a site of its own. */
export async function runOnce(
  open: () => Promise<Site>,
  scenario: Scenario,
  point: string | null,
  then: Then = 'restart',
): Promise<Outcome> {
  const site = await open();
  try {
    return await new Life(site, scenario, demoCast, rightsOf(site.twin)).under(point, then);
  } finally {
    await site.close();
  }
}

export class Life {
  readonly #site: Site;
  readonly #scenario: Scenario;
  readonly #cast: Cast;
  readonly #initial: ReadonlySet<string>;
  readonly #people: ReturnType<typeof createPeople>;
  readonly #changed: number;

  constructor(site: Site, scenario: Scenario, cast: Cast, initial: ReadonlySet<string>) {
    this.#site = site;
    this.#scenario = scenario;
    this.#cast = cast;
    this.#initial = initial;
    this.#people = createPeople(site.twin);
    this.#changed = site.twin.changes.length;
  }

  async under(point: string | null, then: Then): Promise<Outcome> {
    const { before: steps, trigger, word } = this.#scenario;
    const { twin } = this.#site;
    const initial = this.#initial;
    await this.#site.start();
    for (const step of steps) await this.#take(step);
    const before = await this.#picture(() => this.#site.stored());
    const turn = 'later' in trigger ? await this.#wakeLater(trigger, point) : await this.#armed(trigger, point);
    const first = await this.#send(turn);
    const killed = await this.#killedOrQuiet(first !== null && word === 'waiting' && point !== null);
    let crash: Picture | null = null;
    let open: readonly string[] = [];
    let [settledMs, last] = [0, first];
    if (killed) {
      open = (await this.#site.left()).work.map(({ id }) => id);
      await sleep(100); // what it had sent off still arrives
      crash = await this.#picture(() => this.#site.left());
      if (then === 'restart') await this.#site.start();
      const started = performance.now();
      if (!('later' in trigger) && (first === null || first.status >= 300)) last = await this.#send(turn);
      await this.#quiet(word === 'waiting');
      settledMs = performance.now() - started;
    }
    const after = await this.#picture(() => this.#site.stored());
    const evidence: Evidence = { scenario: this.#scenario, twin, initial, before, crash, open, after, first, last };
    const faults = [...faultsOf(evidence), ...(await this.#leftOpen(after)), ...this.#late(settledMs, then)];
    return { killed, faults, settledMs, trace: this.#site.trace(), after: after.stored };
  }

  async #take(step: Step): Promise<void> {
    const { twin } = this.#site;
    if ('twin' in step) return step.twin(twin, (alias) => alias);
    if ('until' in step) {
      await eventually(
        async () => step.until(twin.changes.slice(this.#changed)),
        () => 'what was waited for did not happen',
        peace,
      );
      return;
    }
    if ('later' in step) {
      await (await this.#wakeLater(step, null))();
      return;
    }
    assert.equal((await this.#send(await this.#ready(step)))?.status, 200);
    if (step.busy !== true) await this.#quiet(false);
  }

  /** An asker's own card may wait ten seconds before it is sent. */
  #late(ms: number, then: Then): readonly string[] {
    const most = longest[then] + (this.#scenario.word === 'waiting' ? 10_000 : 0);
    return ms > most ? [`quiet only ${Math.round(ms)} ms after the kill`] : [];
  }

  async #armed(trigger: Said | Pressed, at: string | null): Promise<() => Promise<Delivered>> {
    const turn = await this.#ready(trigger);
    await this.#site.arm(at);
    return turn;
  }

  /** Time goes by while nobody runs; then everybody starts, and counts from the first moment. */
  async #wakeLater({ later }: Clock, at: string | null): Promise<() => Promise<Delivered>> {
    await this.#site.stop();
    await this.#site.turn(later);
    return async () => {
      const started = await this.#site.start({ at });
      return started ? { status: 200, text: '' } : null;
    };
  }

  /** A turn that can be sent any number of times, always the same. */
  async #ready(step: Said | Pressed): Promise<() => Promise<Delivered>> {
    const { teams } = this.#site.twin;
    const person = demoPerson(step.by);
    const chat = await teams.personalChat(person);
    const id = String(Date.now() + 1);
    if ('say' in step) return async () => ({ status: await teams.say(person, step.say, { activityId: id }), text: '' });
    const card = await this.#people.sees(step.by, (seen) => seen.actions.some(({ verb }) => verb === step.press));
    const data = { ...card.actions.find(({ verb }) => verb === step.press)?.data, ...step.inputs };
    return async () => {
      const action = { verb: step.press, data };
      const { status, body } = await teams.press(person, chat, card.id, action, { turnId: id });
      return { status, text: status === 200 ? toPressed(body).text : '' };
    };
  }

  /** Null: no answer came, the bot died over it. */
  async #send(turn: () => Promise<Delivered>): Promise<Delivered> {
    try {
      return await turn();
    } catch (error) {
      if (error instanceof TypeError) return null; // fetch's word for a lost connection
      throw error;
    }
  }

  async #killedOrQuiet(ownCard: boolean): Promise<boolean> {
    const quiet = new AbortController();
    const killed = this.#site.killed().then(() => true);
    return Promise.race([killed, this.#quiet(ownCard, quiet.signal).then(() => false)]).finally(() => quiet.abort());
  }

  /** Until no work is left but what waits for its day; without `ownCard`, also the asker's own card may still wait. */
  async #quiet(ownCard: boolean, stop?: AbortSignal): Promise<void> {
    let left: Stored['work'] = [];
    const none = async () => {
      if (stop?.aborted) return true;
      const work = await this.#site.work();
      const soon = new Date(Date.parse(this.#site.now()) + longestPauseMs).toISOString();
      const ends = ({ id, due }: Stored['work'][number]) => id.startsWith('advance:') && due > soon;
      left = work.filter((one) => !ends(one) && (ownCard || !/:asker:\w+\.1$/.test(one.id)));
      return left.length === 0;
    };
    const what = () => `never quiet: ${JSON.stringify(left)}\n${this.#site.output()}`;
    await eventually(none, what, peace + 10_000);
    await sleep(60);
    await eventually(none, what, peace);
  }

  /** The store comes last: what others have done meanwhile is recorded by then, and only what a kill cut off is not. */
  async #picture(stored: () => Promise<Stored>): Promise<Picture> {
    const { teams, changes: soFar } = this.#site.twin;
    const changes = [...soFar];
    const chats = new Map<string, readonly Seen[]>();
    for (const alias of this.#cast.everybody) {
      const person = demoPerson(alias);
      const room = teams.chats().find(({ type, people }) => type === 'personal' && people.includes(person));
      const has = room?.activities.length ? await this.#people.chat(alias) : [];
      const own = has.filter(({ from }) => from === 'bot');
      if (own.length > 0) chats.set(alias, own);
    }
    return { chats, changes, stored: await stored() };
  }

  /** Cards that still offer a decision which was taken, after each client has been opened anew. */
  async #leftOpen(after: Picture): Promise<readonly string[]> {
    const { teams } = this.#site.twin;
    const decided = new Set(
      after.stored.audit.filter(({ event }) => /approved|denied/.test(event)).map(({ request }) => request),
    );
    const found: string[] = [];
    for (const alias of after.chats.keys()) {
      const person = demoPerson(alias);
      await teams.open(person, await teams.personalChat(person));
      const open = (await this.#people.chat(alias)).flatMap(({ actions }) => actions);
      const late = open.filter(({ verb, data }) => /^(approve|deny)/.test(verb) && decided.has(String(data.request)));
      if (late.length > 0) found.push(`${alias}'s card still offers ${late.map(({ verb }) => verb).join()}`);
    }
    return found;
  }
}
