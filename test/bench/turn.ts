import type { ChildProcess } from 'node:child_process';
import type { Row } from './language.ts';
import { type Bench, cpuOf, idle, onBench, startEcho } from './turn/bench.ts';
import { askers, groups } from './turn/company.ts';
import { type Door, inTurn, say, wish } from './turn/driver.ts';
import { median, row } from './turn/figures.ts';
import { ask } from './turn/ipc.ts';

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
}

export const turn = () =>
  onBench(async (bench) => {
    const botbuilder = await startEcho(bench, 'echo.ts');
    const teams = await startEcho(bench, 'echo-teams.ts');
    const samples: Sample[] = [];
    for (let n = 0; n < warmUps + rounds; n++) {
      const echoes = { botbuilder: await echo(botbuilder, n), teams: await echo(teams, n) };
      samples.push({ ...echoes, ...(await request(bench, n)) });
    }
    return rows(samples.slice(warmUps));
  });

const saidBy = (door: Door, n: number) => () => inTurn(messages, side, (at) => say(door, ...wish(n * messages + at)));

const echo = ({ child, door }: { child: ChildProcess; door: Door }, n: number) => cpuOf(child, saidBy(door, n));

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
  const made = (n + 1) * messages;
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
  return [...beside('request, CPU to the answer', 'answer'), ...beside('request, CPU of the whole job', 'whole')];
}
