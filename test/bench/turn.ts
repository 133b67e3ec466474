import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './language.ts';
import type { WireWork } from './turn/bare.ts';
import { type Bench, cpuOf, idle, onBench, startEcho } from './turn/bench.ts';
import { askers, groups } from './turn/company.ts';
import { type Door, inTurn, say, wish } from './turn/driver.ts';
import { median, row } from './turn/figures.ts';
import { ask } from './turn/ipc.ts';
import { startScript } from './turn/processes.ts';

/** What a request sentence costs, by the bot's production configuration, beside two echo bots; each is a process of its own. */

const rounds = 3;
/** Before anything counts: the compiler of all three has seen enough of them by then. */
const warmUps = 4;
const messages = askers.length;
const side = 4;

interface Sample {
  readonly answer: number;
  readonly whole: number;
  readonly botbuilder: number;
  readonly teams: number;
  readonly bare: number;
}

export const turn = () =>
  onBench(async (bench) => {
    const botbuilder = await startEcho(bench, 'echo.ts');
    const teams = await startEcho(bench, 'echo-teams.ts');
    const bare = await startBare(bench);
    const samples: Sample[] = [];
    for (let n = 0; n < warmUps + rounds; n++) {
      const echoes = { botbuilder: await echo(botbuilder, n), teams: await echo(teams, n), bare: await echo(bare, n) };
      samples.push({ ...echoes, ...(await request(bench, n)) });
    }
    return rows(samples.slice(warmUps));
  });

const saidBy = (door: Door, n: number) => () => inTurn(messages, side, (at) => say(door, ...wish(n * messages + at)));

const echo = ({ child, door }: { child: ChildProcess; door: Door }, n: number) => cpuOf(child, saidBy(door, n));

/** The wire work of one sentence with all that follows it, done by bare Node. */
async function startBare(bench: Bench) {
  const { stub, door, query, hello } = bench;
  // A pair that no round asks for, and whose group's name is known, as in the rounds.
  const [person, text] = wish(20 * messages);
  await say(door, person, `who can send as ${groups.find(({ name }) => text.endsWith(name))?.name}?`);
  await idle(bench);
  await ask(stub, 'calls');
  await say(door, person, text);
  await idle(bench);
  const calls = await ask<WireWork['calls']>(stub, 'calls');
  const rows = async (table: string) => (await query(`select * from ${table}`)).map((row) => JSON.stringify(row));
  const made = [...(await rows('requests')), ...(await rows('audit')), ...(await rows('turns'))];
  // The request, and each card once it is sent.
  const commits = [made, ...(await rows('copies')).map((copy) => [copy])];
  const file = join(mkdtempSync(join(tmpdir(), 'behalf-wire-')), 'work.json');
  writeFileSync(file, JSON.stringify({ origin: hello.origin, caPem: hello.caPem, calls, commits } satisfies WireWork));
  const { child } = await startScript('bare.ts', { WORK: file });
  return { child, door: { ...door, port: await ask<number>(child, 'port') } };
}

/** CPU of one round: to the answers with their cards, and with all that follows. */
async function request(bench: Bench, n: number): Promise<Pick<Sample, 'answer' | 'whole'>> {
  const { bot, door, count } = bench;
  // The directory's names are kept for half a minute: fresh for each round.
  await inTurn(groups.length, side, (at) => say(door, askers[at] ?? '', `who can send as ${groups[at]?.name}?`));
  await ask(bot, 'hold');
  const answer = await cpuOf(bot, saidBy(door, n));
  const rest = await cpuOf(bot, async () => {
    await ask(bot, 'release');
    await idle(bench);
  });
  // Each sentence has made its request, and its asker and both owners have a card of it: else the figures mean nothing.
  const made = (n + 1) * messages + 1;
  const found = [await count('select count(*) from requests'), await count('select count(*) from copies')];
  if (found[0] !== made || found[1] !== 3 * made)
    throw new Error(`${found[0]} requests and ${found[1]} cards for ${made} sentences`);
  return { answer, whole: answer + rest };
}

function rows(samples: readonly Sample[]): Row[] {
  const of = (which: keyof Sample) => median(samples.map((each) => each[which])) / messages;
  const beside = (name: string, which: 'answer' | 'whole') => [
    row(`${name} (reference: botbuilder echo)`, 'µs', of(which), of('botbuilder')),
    row(`${name} (reference: teams.apps echo)`, 'µs', of(which), of('teams')),
  ];
  const whole = 'request, CPU of the whole job';
  return [
    ...beside('request, CPU to the answer', 'answer'),
    ...beside(whole, 'whole'),
    row(`${whole} (reference: the same calls and commits by bare Node)`, 'µs', of('whole'), of('bare')),
  ];
}
