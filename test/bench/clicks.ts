import type { Row } from './language.ts';
import { type Bench, idle, onBench, startEcho } from './turn/bench.ts';
import { askers, groups } from './turn/company.ts';
import { approve, atRate, inTurn, say, wish } from './turn/driver.ts';
import { median, quantile, row, union } from './turn/figures.ts';
import { ask } from './turn/ipc.ts';
import { startPostgres } from './turn/server.ts';

/** What an owner waits for after a press on Approve, and how long it takes until the right is there. */

/** Teams' own limit for an app in a tenant. */
const perSecond = 50;
const clicks = 250;
const warmUp = 50;
const saturating = 250;
/** Clicks under way at once when as many as possible are answered. */
const side = 16;
const applications = 30;
/** What each call of Exchange takes while approvals are followed to their end. */
const exchangeMs = 40;

const asked = clicks + warmUp + saturating + applications;

export const onSqlite = () =>
  onBench(async (bench) => {
    const cards = await pending(bench, asked);
    return [...(await answered(bench, cards)), await applied(bench, cards.slice(-applications), 'SQLite')];
  });

export async function onPostgres(): Promise<Row[]> {
  const server = await startPostgres();
  try {
    return await onBench(async (bench) => {
      const cards = await pending(bench, clicks + warmUp + applications);
      // As on SQLite, where the clicks come first: the compiler has seen the way of an approval, and we the holders.
      await atRate(clicks + warmUp, perSecond, (n) => approve(bench.door, ...(cards[n] as Card)));
      return [await applied(bench, cards.slice(-applications), 'PostgreSQL')];
    }, server.url);
  } finally {
    await server.stop();
  }
}

type Card = readonly [owner: string, data: { readonly request: string; readonly revision: number }];

/** Makes requests; gives the card of one owner of each. */
async function pending({ door, query }: Bench, count: number): Promise<readonly Card[]> {
  await inTurn(count, 4, (n) => say(door, ...wish(n)));
  const made = (await query("select id, group_id from requests where status = 'pending' order by asked_at, id")) as {
    readonly id: string;
    readonly group_id: string;
  }[];
  if (made.length !== count) throw new Error(`${made.length} requests for ${count} sentences`);
  const owner = new Map(groups.map((group) => [group.id, group.owners[0] ?? '']));
  return made.map(({ id, group_id }) => [owner.get(group_id) ?? '', { request: id, revision: 1 }]);
}

/** How long the answer to a click takes, at Teams' limit and when as many come as can be answered; echoes beside it. */
async function answered(bench: Bench, cards: readonly Card[]): Promise<Row[]> {
  const { door, count } = bench;
  const { door: echoDoor } = await startEcho(bench, 'echo.ts');
  const click = (n: number) => approve(door, ...(cards[n] as Card));
  const echo = (n: number) => say(echoDoor, ...wish(n % askers.length));
  await idle(bench);
  await atRate(warmUp, perSecond, (n) => click(clicks + n));
  await atRate(warmUp, perSecond, echo);
  const echoed = await atRate(clicks, perSecond, echo);
  const took = await atRate(clicks, perSecond, click);
  const flood = await inSecond(saturating, (n) => click(clicks + warmUp + n));
  const echoes = await inSecond(saturating, echo);
  await idle(bench);
  const approved = await count("select count(*) from requests where status = 'applied'");
  if (approved !== clicks + warmUp + saturating) throw new Error(`${approved} approvals were applied`);
  const at = (share: number) =>
    row(
      `approval answered, p${share * 100} at ${perSecond}/s (reference: botbuilder echo)`,
      'ms',
      quantile(took, share),
      quantile(echoed, share),
    );
  return [
    at(0.5),
    at(0.99),
    row(`approvals answered, ${side} at once (reference: botbuilder echo)`, '1/s', flood, echoes),
  ];
}

/** How many are done in a second. */
async function inSecond(count: number, act: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await inTurn(count, side, act);
  return (count / (performance.now() - began)) * 1000;
}

/** From the click until the right is recorded as applied, without the time in which Exchange was busy with it. */
async function applied(bench: Bench, cards: readonly Card[], store: string): Promise<Row> {
  const { stub } = bench;
  await idle(bench);
  const samples: { over: number; own: number }[] = [];
  await ask(stub, 'delay', exchangeMs);
  for (const card of cards) {
    await idle(bench); // of what the last one has left to do
    await ask(stub, 'times');
    const whole = await untilApplied(bench, card);
    const own = union(await ask(stub, 'times'));
    samples.push({ over: whole - own, own });
  }
  await ask(stub, 'delay', 0);
  await idle(bench);
  const over = median(samples.map((each) => each.over));
  const own = median(samples.map((each) => each.own));
  return row(`approval to applied on ${store}, over Exchange's own time (reference: that time)`, 'ms', over, own);
}

async function untilApplied({ bot, door }: Bench, [owner, data]: Card): Promise<number> {
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
  return (await done) - began;
}
