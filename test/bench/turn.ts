import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Row } from './language.ts';
import { askers, groups, owners } from './turn/company.ts';
import { approve, atRate, type Door, install, inTurn, say, wish } from './turn/driver.ts';
import { ask } from './turn/ipc.ts';
import { environment, type Hello, residentOf, startBot, startScript, stop, stopAll } from './turn/processes.ts';

/** A turn of the bot, by its production configuration, beside botbuilder's own echo bot; each is a process of its own. */

const rounds = 3;
const messages = askers.length;
const side = 4;
const clicks = 100;
const warmUp = 25;
const clicksPerSecond = 20;
const applications = 15;
/** What each call of Exchange takes while approvals are followed to their end. */
const exchangeMs = 40;

interface Bench {
  readonly bot: ChildProcess;
  readonly echo: ChildProcess;
  readonly stub: ChildProcess;
  readonly door: Door;
  readonly echoDoor: Door;
  readonly store: DatabaseSync;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const round = (value: number) => Number(value.toPrecision(4));
const row = (name: string, unit: string, ours: number, reference: number): Row => ({
  ...{ name, unit, ours: round(ours), reference: round(reference), ratio: round(ours / reference) },
});

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
const median = (values: readonly number[]) => quantile(values, 0.5);

export async function turn(): Promise<Row[]> {
  try {
    const { child: stub } = await startScript('stub.ts');
    const hello = await ask<Hello>(stub, 'hello');
    const starts = await starting(hello);
    const env = environment(hello);
    const { child: bot, port } = await startBot(env, true);
    const { child: echo } = await startScript('echo.ts');
    const echoPort = await ask<number>(echo, 'port');
    const store = new DatabaseSync(join(env.DATA_DIR ?? '', 'behalf.db'), { readOnly: true, timeout: 5000 });
    const door = { port, serviceUrl: hello.serviceUrl, token: hello.token };
    const echoDoor = { port: echoPort, serviceUrl: hello.plainServiceUrl, token: null };
    const bench = { bot, echo, stub, door, echoDoor, store };
    const rows = [...(await requests(bench)), ...(await approvals(bench)), ...(await applied(bench)), ...starts];
    store.close();
    return rows;
  } finally {
    await stopAll();
  }
}

/** CPU of a request sentence: to the answer with its card, and with the owners' cards too. */
async function requests(bench: Bench): Promise<Row[]> {
  const { bot, echo, door, echoDoor } = bench;
  await inTurn(owners.length, side, (n) => install(door, owners[n] ?? ''));
  const samples: { answer: number; whole: number; echo: number }[] = [];
  for (let n = 0; n <= rounds; n++) {
    // The directory's names are kept for half a minute: fresh for each round, on both sides of it.
    await inTurn(groups.length, side, (at) => say(door, askers[at] ?? '', `who can send as ${groups[at]?.name}?`));
    const reference = await cpuOf(echo, () =>
      inTurn(messages, side, (at) => say(echoDoor, ...wish(n * messages + at))),
    );
    await ask(bot, 'hold');
    const answer = await cpuOf(bot, () => inTurn(messages, side, (at) => say(door, ...wish(n * messages + at))));
    const rest = await cpuOf(bot, async () => {
      await ask(bot, 'release');
      await idle(bench);
    });
    expect(bench, (n + 1) * messages);
    samples.push({ answer, whole: answer + rest, echo: reference });
  }
  // The first round has warmed everything up.
  const measured = samples.slice(1);
  const of = (which: 'answer' | 'whole' | 'echo') => median(measured.map((each) => each[which])) / messages;
  return [
    row('request, CPU to the answer (reference: botbuilder echo)', 'µs', of('answer'), of('echo')),
    row('request, CPU of the whole job (reference: botbuilder echo)', 'µs', of('whole'), of('echo')),
  ];
}

async function cpuOf(child: ChildProcess, act: () => Promise<void>): Promise<number> {
  const before = await ask<number>(child, 'cpu');
  await act();
  return (await ask<number>(child, 'cpu')) - before;
}

const number = ({ store }: Bench, sql: string) => Number(Object.values(store.prepare(sql).get() ?? {})[0]);

/** Until no work is left. */
async function idle(bench: Bench): Promise<void> {
  while (number(bench, 'select count(*) from work') > 0) await sleep(50);
}

/** Each sentence has made its request, and (bar none) each owner has a card of it: else the figures mean nothing. */
function expect(bench: Bench, made: number): void {
  const found = number(bench, 'select count(*) from requests');
  const cards = number(bench, 'select count(*) from copies');
  if (found !== made || cards !== 3 * made)
    throw new Error(`${found} requests and ${cards} cards for ${made} sentences`);
}

interface Waiting {
  readonly id: string;
  readonly group_id: string;
}

/** Requests that wait, spread over the groups. */
function waiting(
  { store }: Bench,
  count: number,
): readonly (readonly [owner: string, data: { readonly request: string; readonly revision: number }])[] {
  const sql = "select id, group_id from requests where status = 'pending' order by asked_at limit ?";
  return (store.prepare(sql).all(count) as unknown as Waiting[]).map(({ id, group_id }) => [
    groups.find((group) => group.id === group_id)?.owners[0] ?? '',
    { request: id, revision: 1 },
  ]);
}

const none = ['', { request: '', revision: 0 }] as const;

/** How long an owner waits for the answer to a click, and how long anybody waits for the echo's. */
async function approvals(bench: Bench): Promise<Row[]> {
  const { door, echoDoor } = bench;
  const cards = waiting(bench, clicks + warmUp);
  const click = (n: number) => approve(door, ...(cards[n] ?? none));
  await atRate(warmUp, clicksPerSecond, (n) => click(clicks + n));
  const echoed = await atRate(clicks, clicksPerSecond, (n) => say(echoDoor, ...wish(n)));
  const answered = await atRate(clicks, clicksPerSecond, click);
  await idle(bench);
  const approved = number(bench, "select count(*) from requests where status = 'applied'");
  if (approved !== cards.length) throw new Error(`${approved} of ${cards.length} approvals were applied`);
  return [0.5, 0.99].map((share) =>
    row(
      `approval answered, p${share * 100} at ${clicksPerSecond}/s (reference: echo answered)`,
      'ms',
      quantile(answered, share),
      quantile(echoed, share),
    ),
  );
}

/** From the click until the right is recorded as applied, without the time in which Exchange was busy with it. */
async function applied(bench: Bench): Promise<Row[]> {
  const { bot, stub, door } = bench;
  const samples: { over: number; own: number }[] = [];
  await ask(stub, 'delay', exchangeMs);
  for (const [owner, data] of waiting(bench, applications)) {
    await ask(stub, 'times');
    const done = new Promise<number>((resolve) => {
      const hear = (message: { readonly applied?: string; readonly at?: number }) => {
        if (message.applied !== data.request) return;
        bot.off('message', hear);
        resolve(message.at ?? Number.NaN);
      };
      bot.on('message', hear);
    });
    const began = performance.timeOrigin + performance.now();
    await approve(door, owner, data);
    const whole = (await done) - began;
    const own = union(await ask(stub, 'times'));
    samples.push({ over: whole - own, own });
  }
  await ask(stub, 'delay', 0);
  await idle(bench);
  const over = median(samples.map((each) => each.over));
  const own = median(samples.map((each) => each.own));
  return [row("approval to applied, over Exchange's own time (reference: that time)", 'ms', over, own)];
}

/** The length of what the spans cover, in ms. */
function union(spans: readonly (readonly [number, number])[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}

/** Cold start until ready, and memory once nothing happens. */
async function starting(hello: Hello): Promise<Row[]> {
  const samples: { ms: number; rss: number; echoMs: number; echoRss: number }[] = [];
  for (let n = 0; n < 3; n++) {
    const bot = await startBot(environment(hello), false);
    const echo = await startScript('echo.ts');
    await sleep(500);
    samples.push({ ms: bot.ms, rss: residentOf(bot.child), echoMs: echo.ms, echoRss: residentOf(echo.child) });
    await Promise.all([stop(bot.child), stop(echo.child)]);
  }
  const of = (which: keyof (typeof samples)[number]) => median(samples.map((each) => each[which]));
  return [
    row('cold start to ready (reference: echo)', 'ms', of('ms'), of('echoMs')),
    row('memory idle (reference: echo)', 'MB', of('rss'), of('echoRss')),
  ];
}
