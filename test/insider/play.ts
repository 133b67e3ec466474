import { availableParallelism, loadavg } from 'node:os';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { historyFaults } from '../crash/history.ts';
import { rightsOf } from '../crash/invariants.ts';
import { Findings } from './findings.ts';
import { flood, floods } from './floods.ts';
import { honest } from './honest.ts';
import { type Act, misdeed } from './misdeeds.ts';
import { type Engine, Scene } from './scene.ts';

export type { Engine } from './scene.ts';

export interface Played {
  readonly faults: readonly string[];
  readonly operations: number;
  /** Events on record, changes in Exchange, and rights whose end came by the clock. */
  readonly events: number;
  readonly changes: number;
  /** The longest that an honest owner's card took under a flood, in milliseconds. */
  readonly slowestMs: number;
}

const lastOnes = 40;
const minute = 60_000;

/**
 * So many operations of insiders and honest people, at random, from a seed; looked at after each step. Stops at the first
 * step after which something is wrong.
 */
export async function play(engine: Engine, seed: number, operations: number): Promise<Played> {
  const scene = await Scene.open(engine, seed);
  const findings = new Findings(scene);
  let slowestMs = 0;
  try {
    await arrive(scene);
    for (let step = 1; scene.operations < operations && findings.faults.length === 0; step += 1) {
      if (step % 60 === 0) slowestMs = Math.max(slowestMs, await flooded(scene, findings, step / 60));
      else if (scene.chance(0.06)) await wait(scene, findings, scene.pick([5, 30, 60, 240, 1500]) * minute);
      else await together(scene, findings);
    }
    if (findings.faults.length === 0) await finish(scene, findings);
    const stored = await scene.beside.stored();
    const faults = findings.faults.length > 0 ? findings.faults : historyFaults(stored, scene.twin, scene.initial, []);
    return {
      faults: faults.map((fault) => `${fault}\n${scene.log.slice(-lastOnes).join('\n')}`),
      operations: scene.operations,
      events: stored.audit.length,
      changes: scene.twin.changes.length,
      slowestMs,
    };
  } catch (error) {
    const words = `${(error as Error).stack}\n${scene.log.slice(-lastOnes).join('\n')}`;
    return { faults: [words], operations: scene.operations, events: 0, changes: 0, slowestMs };
  } finally {
    await scene.close();
  }
}

async function arrive(scene: Scene): Promise<void> {
  const circles = scene.circles.flatMap(({ owners, member }) => [...owners, member].map(({ id }) => id));
  for (const person of [...scene.insiders, ...circles]) await scene.twin.teams.personalChat(person);
  await scene.rest();
}

/** One to four acts side by side, now and then while Exchange is slow; then everything comes to rest. */
async function together(scene: Scene, findings: Findings): Promise<void> {
  scene.begin();
  const count = scene.chance(0.5) ? 1 : scene.pick([2, 3, 4]);
  const acts: Act[] = Array.from({ length: count }, () => (scene.chance(0.55) ? misdeed(scene) : honest(scene)));
  const slow = scene.chance(0.15);
  if (slow) scene.twin.misbehave('exchange', { kind: 'late', ms: 30 });
  await Promise.all(acts.map((act) => act()));
  await scene.rest();
  if (slow) scene.twin.misbehave('exchange', null);
  await findings.look();
  scene.tick();
}

/** Time goes on; each end that falls into it is looked at within its minute. */
async function wait(scene: Scene, findings: Findings, ms: number): Promise<void> {
  const until = scene.now() + ms;
  scene.begin();
  while (scene.now() < until && findings.faults.length === 0) {
    const end = findings.next();
    const to = end === null || end > until ? until : Math.max(end, scene.now()) + 1000;
    scene.note(`it is ${new Date(to).toISOString()}`);
    await scene.later(Math.max(to - scene.now(), 1000));
    await findings.look();
    const gone = findings.next() !== end;
    if (to < until && !gone) {
      // Within its minute.
      await scene.later(55_000);
      await findings.look();
      findings.overdue();
      if (findings.next() === end) findings.faults.push(`not gone within a minute of ${end}`);
    }
    findings.overdue();
  }
}

/** The machine may have more to do than this: then everything takes as much longer. */
export const slack = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

async function flooded(scene: Scene, findings: Findings, number: number): Promise<number> {
  scene.begin();
  const kind = floods[number % floods.length] ?? 'asks';
  const ms = await flood(scene, kind);
  if (ms > 5000 * slack()) findings.faults.push(`under a flood of ${kind} the card took ${Math.round(ms)} ms`);
  await scene.rest();
  await findings.look();
  scene.tick();
  return ms;
}

/** No right is immortal: all ends come, and an admin takes away what has none. */
async function finish(scene: Scene, findings: Findings): Promise<void> {
  await wait(scene, findings, 80 * 60 * minute);
  for (const key of rightsOf(scene.twin)) {
    if (scene.initial.has(key) || findings.faults.length > 0) continue;
    const [group = '', person = '', right] = key.split(' ');
    const sending = right === 'sendAs' ? 'sending as' : 'sending on behalf of';
    const [of, who] = [scene.groups.get(group)?.mail, scene.person(person).userPrincipalName];
    scene.begin();
    await scene.say(demoPerson('nestorw'), `stop ${who} from ${sending} ${of}`);
    await scene.rest();
    await findings.look();
    scene.tick();
    const answer = scene.cards(demoPerson('nestorw'), 1)[0]?.text ?? '';
    if (rightsOf(scene.twin).has(key)) findings.faults.push(`cannot be taken away: ${key}; ${answer}`);
  }
}
