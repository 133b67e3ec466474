import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { passingWords } from '../../bot/sandbox/exchange/passing.ts';
import type { CallSeen, Misbehaviour, TwinOptions } from '../../bot/sandbox/twin.ts';
import { eventually } from '../support/office.ts';
import { crowd, isCircle } from './crowd.ts';
import { historyFaults } from './history.ts';
import { rightsOf } from './invariants.ts';
import { anyhow, type Habits, load, quiet } from './load.ts';
import type { OwnServer } from './server.ts';
import type { Site } from './sites.ts';
import type { Stored } from './stored.ts';
import { mulberry } from './sweep.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Chaos {
  readonly faults: readonly string[];
  /** Events on record, to see that there was something to lose. */
  readonly events: number;
  /** Rights applied. */
  readonly grants: number;
  /** Requests that had to wait for what was deleted. */
  readonly waited: number;
  /** From the end of it all to nothing left to do, in milliseconds. */
  readonly settledMs: number;
}

/** A site under random load, to which something happens again and again; then it is left in peace, and looked at. */
export async function chaos(
  open: (options: TwinOptions) => Promise<Site>,
  seed: number,
  happens: (site: Site, random: () => number) => Promise<void>,
  { circles: count, habits }: { readonly circles: number; readonly habits: Habits } = { circles: 10, habits: anyhow },
): Promise<Chaos> {
  const { world, circles } = crowd(count);
  const site = await open({ world });
  const random = mulberry(seed);
  const stop = new AbortController();
  try {
    const initial = rightsOf(site.twin);
    await site.start();
    await site.disarm(); // it also writes down what was compiled, without which each start would take twice as long
    const loading = load(site, circles, { random: mulberry(seed + 1e6), stop: stop.signal, habits });
    // It works before, and again afterwards.
    await grown(site, 10);
    await happens(site, random);
    await grown(site, 10);
    stop.abort();
    const told = await loading;
    const settledMs = await quiet(site, 120_000);
    const stored = await site.stored();
    const { audit } = stored;
    const grants = audit.filter(({ event }) => event === 'right.applied').length;
    const waited = waitedFor(stored);
    return { faults: historyFaults(stored, site.twin, initial, told), events: audit.length, grants, waited, settledMs };
  } finally {
    stop.abort();
    await site.close();
  }
}

/** How many had to: their end, or their way into Exchange. */
function waitedFor({ audit }: Stored): number {
  const away = audit.filter(({ event, data }) => {
    const { why } = (data.delay ?? {}) as { readonly why?: string };
    return event === 'right.delayed' && (why === 'deleted' || why === 'missing');
  });
  return new Set(away.map(({ request }) => request)).size;
}

/** Until so many events more are on record. */
async function grown(site: Site, by: number): Promise<void> {
  const length = async () => (await site.stored()).audit.length;
  const from = await length();
  await eventually(
    async () => (await length()) >= from + by,
    () => `nobody gets anywhere, ${from} events:\n${site.output()}`,
    90_000,
  );
}

/**
 * Groups and accounts of the circles are deleted and restored, so many times, each for up to some seconds and several at
 * once, mostly while a right of theirs ends, and Exchange is slow. In the end all are back; a process that starts looks at once for what has returned.
 */
export const deletions = (count: number) => async (site: Site, random: () => number) => {
  const { twin } = site;
  const groups = [...twin.world.groups.values()].filter(({ displayName }) => isCircle(displayName));
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const one = async () => {
    const group =
      pick(groups.filter(({ sendAs, sendOnBehalf }) => sendAs.size + sendOnBehalf.size > 0)) ?? pick(groups);
    const holder = [...group.sendAs, ...group.sendOnBehalf][0];
    const id = random() < 0.5 ? group.id : (holder ?? pick([...group.members]));
    // A right that is about to end: what is deleted then takes it along, and brings it back.
    if (holder !== undefined && twin.world.people.has(holder)) {
      const how = group.sendAs.has(holder) ? 'as' : 'on behalf of';
      void twin.teams.say(holder, `I'm done sending ${how} "${group.displayName}"`).catch(() => {});
      await pause(300 + random() * 1500);
    }
    if (!twin.world.groups.has(id) && !twin.world.people.has(id)) return; // deleted already
    twin.bin.delete(id);
    await pause(200 + random() * 5000);
    twin.bin.restore(id);
  };
  const held = () => groups.filter(({ sendAs, sendOnBehalf }) => sendAs.size + sendOnBehalf.size > 0).length;
  await eventually(
    async () => held() >= groups.length / 2,
    () => `only ${held()} of ${groups.length} groups have a holder`,
    90_000,
  );
  twin.misbehave('exchange', { kind: 'late', ms: 800 });
  const all: Promise<void>[] = [];
  // On a busy machine ends come late, and fewer meet a deletion: then it goes on until some have.
  const mayGoOn = Date.now() + 60_000;
  const enough = async () => Date.now() > mayGoOn || waitedFor(await site.stored()) > 2;
  for (let time = 0; time < count || !(await enough()); time++) {
    all.push(one());
    await pause(random() * 600);
  }
  await Promise.all(all);
  twin.misbehave('exchange', null);
  for (let which = 0; which < site.size; which++) await site.kill(which);
  await site.start();
};

/** So many kills at random moments, of a random process, which is started again at once or a little later. */
export const kills = (count: number) => async (site: Site, random: () => number) => {
  for (let kill = 0; kill < count; kill++) {
    await site.kill(Math.floor(random() * site.size));
    if (site.size > 1) await pause(random() * 2000);
    await site.start();
    await pause(random() * 2000);
  }
};

/** So many stops of the database, in order or not, and sometimes once more while everybody recovers from the last one. */
export const stops = (server: OwnServer, count: number) => async (_: Site, random: () => number) => {
  for (let stop = 0; stop < count; stop++) {
    await server.stop(random() < 0.5 ? 'fast' : 'immediate');
    await pause(random() * 3000);
    await server.start();
    await pause(random() < 0.4 ? random() * 300 : 1000 + random() * 3000);
  }
};

const troubles: readonly Misbehaviour[] = [
  { kind: 'throttle', retryAfterSeconds: 2 },
  { kind: 'throttle', retryAfterSeconds: 3, asDate: true },
  { kind: 'down', status: 503 },
  { kind: 'down', status: 500 },
  { kind: 'garble' },
  { kind: 'lose-reply' },
  { kind: 'late', ms: 1500 },
  { kind: 'stale', ms: 2000 },
];

/** Exchange says in many wordings that it cannot just now; to changes only, or to whatever is asked. */
export const passing: readonly Misbehaviour[] = [
  { kind: 'refuse', says: passingWords, only: 'changes' },
  { kind: 'refuse', says: passingWords },
  { kind: 'late', ms: 300 },
];

/** Exchange misbehaves for so long, each few seconds in another way. Throws when somebody called it while it was told to wait. */
export const storm =
  (ms: number, ways: readonly Misbehaviour[] = troubles) =>
  async (site: Site, random: () => number) => {
    const { twin } = site;
    for (const end = Date.now() + ms; Date.now() < end; ) {
      const how = ways[Math.floor(random() * ways.length)];
      if (how === undefined) continue;
      const from = twin.calls.length;
      const lag = monitorEventLoopDelay();
      lag.enable();
      twin.misbehave('exchange', how);
      await pause(2000 + random() * 4000);
      if (how.kind === 'throttle') assertWaited(twin.calls.slice(from), how.retryAfterSeconds * 1000, lag.max / 1e6);
    }
    twin.misbehave('exchange', null);
  };

/**
 * What was on its way when the answer came, nobody could have held back (ms). On a machine that is short of time the way
 * is longer: twin, caller, database and the other processes each come late by about as much as we do.
 */
const onItsWay = 500;
const hops = 4;

/**
 * After each 429 of these calls, and the way of its answer to everybody, nobody calls Exchange for so long. However
 * late everything comes, the last quarter of the pause is looked at.
 */
function assertWaited(calls: readonly CallSeen[], ms: number, lag: number): void {
  const way = Math.min(onItsWay + hops * lag, 0.75 * ms);
  const exchange = calls.filter(({ service }) => service === 'exchange');
  const told = exchange.filter(({ status }) => status === 429);
  const early = exchange.filter(({ at }) => told.some((one) => at > one.at + way && at < one.at + ms));
  const times = exchange.map(({ at, status }) => `${status} at ${at - (exchange[0]?.at ?? 0)}`).join(', ');
  assert.deepEqual(early, [], `Exchange was called while its Retry-After of ${ms} ms ran (way: ${way} ms): ${times}`);
}
