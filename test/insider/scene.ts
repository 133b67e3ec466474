import { guid } from '../../bot/sandbox/ids.ts';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { type Circle, crowd } from '../crash/crowd.ts';
import { rightsOf } from '../crash/invariants.ts';
import { mulberry } from '../crash/sweep.ts';
import { eventually, type Office, openOffice, type Seen, toSeen } from '../support/office.ts';
import { freshDatabase } from '../support/postgres.ts';
import { type Beside, besidePostgres, besideSqlite } from './reading.ts';
import { newStep, type Step } from './step.ts';
import { Tenure } from './tenure.ts';
import { type TurnedClock, turnClock } from './turned-clock.ts';

export type Engine = 'sqlite' | 'postgres';
type Say = Parameters<Office['twin']['teams']['say']>[2];

/** Ordinary accounts of bad will, honest circles beside them, and the bot between them, on one clock. */
export class Scene {
  readonly office: Office;
  readonly engine: Engine;
  readonly beside: Beside;
  readonly random: () => number;
  readonly circles: readonly Circle[];
  readonly tenure: Tenure;
  /** Exchange's rights at the very beginning. */
  readonly initial: ReadonlySet<string>;
  /** By object id. Two have no mailbox yet. */
  readonly insiders: readonly string[] = ['alexw', 'adelev', 'henriettam', 'leechen', 'leegu'].map(demoPerson);
  readonly made: string[] = [];
  readonly log: string[] = [];
  operations = 0;
  step: Step = newStep(0);
  readonly #clock: TurnedClock;

  private constructor(
    own: Pick<Scene, 'office' | 'engine' | 'beside' | 'random' | 'circles' | 'tenure' | 'initial'>,
    clock: TurnedClock,
  ) {
    this.office = own.office;
    this.engine = own.engine;
    this.beside = own.beside;
    this.random = own.random;
    this.circles = own.circles;
    this.tenure = own.tenure;
    this.initial = own.initial;
    this.#clock = clock;
  }

  static async open(engine: Engine, seed: number): Promise<Scene> {
    const clock = turnClock();
    const { world, circles } = crowd(6);
    const url = engine === 'postgres' ? await freshDatabase() : null;
    const office = await openOffice({
      world,
      now: () => Date.now(),
      ...(url === null ? {} : { env: { DATABASE_URL: url } }),
    });
    const scene = new Scene(
      {
        office,
        engine,
        beside: url === null ? besideSqlite(office.dir) : besidePostgres(url),
        random: mulberry(seed),
        circles,
        tenure: new Tenure(world, () => Date.now()),
        initial: rightsOf(office.twin),
      },
      clock,
    );
    for (const alias of ['adelev', 'henriettam']) scene.change(demoPerson(alias), { mail: null, mailbox: false });
    return scene;
  }

  get twin(): Office['twin'] {
    return this.office.twin;
  }

  now(): number {
    return Date.now();
  }

  get groups(): ReadonlyMap<string, TwinGroup> {
    return this.twin.world.groups;
  }

  person(id: string): TwinPerson {
    const found = this.twin.world.people.get(id);
    if (found === undefined) throw new Error(`nobody has the id ${id}`);
    return found;
  }

  chance(part: number): boolean {
    return this.random() < part;
  }

  pick<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.random() * all.length)];
    if (found === undefined) throw new Error('there is nothing to pick from');
    return found;
  }

  /** Everybody whom Teams knows. */
  staff(): readonly TwinPerson[] {
    return [...this.twin.world.people.values()];
  }

  unified(): readonly TwinGroup[] {
    return [...this.groups.values()].filter(({ kind }) => kind === 'microsoft365');
  }

  /** Changes an account. */
  change(id: string, to: Partial<TwinPerson>): void {
    this.twin.world.people.set(id, { ...this.person(id), ...to });
    this.tenure.note();
  }

  changeGroup(group: TwinGroup): void {
    this.twin.world.groups.set(group.id, group);
    this.tenure.note();
  }

  newId(): string {
    return guid(`made:${this.made.length}:${this.operations}`);
  }

  begin(): void {
    this.step = newStep(this.now());
  }

  note(operation: string): void {
    this.operations += 1;
    this.log.push(operation);
  }

  #send(person: string, what: string): void {
    this.note(`${this.person(person).userPrincipalName.split('@')[0]}: ${what}`);
    this.step.sent.set(person, [...(this.step.sent.get(person) ?? []), what]);
  }

  async say(person: string, text: string, options: Say = {}): Promise<void> {
    const { forward } = options ?? {};
    if (forward === undefined) this.#send(person, text);
    else this.note(`${person}: forwards ${forward.text}`);
    await this.twin.teams.say(person, text, options);
  }

  async press(person: string, card: Seen, verb: string, data: Record<string, unknown>): Promise<void> {
    this.#send(person, `presses ${verb} ${JSON.stringify(data)}`);
    await this.twin.teams.press(person, await this.twin.teams.personalChat(person), card.id, { verb, data });
  }

  async submit(person: string, value: Record<string, unknown>): Promise<void> {
    this.#send(person, `submits ${JSON.stringify(value)}`);
    await this.twin.teams.submit(person, await this.twin.teams.personalChat(person), value);
  }

  /** The newest cards in somebody's own chat. */
  cards(person: string, most = 6): readonly Seen[] {
    const room = this.twin.teams.chats().find(({ type, people }) => type === 'personal' && people.includes(person));
    if (room === undefined) return [];
    const all = this.twin.teams.view(person, room.conversation).filter(({ from }) => from === 'bot');
    return all
      .slice(-most)
      .map(toSeen)
      .filter(({ card }) => card !== null);
  }

  /** Until nothing is due. */
  async rest(): Promise<void> {
    let left: readonly string[] = [];
    const at = (ms: number) => new Date(ms).toISOString();
    await eventually(
      async () => {
        left = await this.beside.due(at(this.now()), at(this.now() + 5000));
        return left.length === 0;
      },
      () => `never at rest: ${left.join(', ')}\n${JSON.stringify(this.office.logged.slice(-12))}`,
      60_000,
    );
  }

  /** A moment passes, so that Teams' limits on messages are not what is tested. */
  tick(): void {
    this.#clock.turn(2000);
  }

  /** Time goes on, and the bot notices as it does after a start. */
  async later(ms: number): Promise<void> {
    await this.office.stopBot();
    this.#clock.turn(ms);
    await this.office.startBot();
    await this.rest();
  }

  async close(): Promise<void> {
    await this.beside.close();
    await this.office.close();
    this.#clock.restore();
  }
}
