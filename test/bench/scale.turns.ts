import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cpuOf, environment, type Hello } from './drain/environment.ts';
import type { Row } from './language.ts';
import { fill, stamp } from './scale/fill.ts';
import { median, row, sleep } from './turn/figures.ts';
import { ask } from './turn/ipc.ts';
import { startBot, startScript, stopAll } from './turn/processes.ts';

/**
 * Whole turns, from what a person says to the answer and all that follows, in a small company and in a large one: by the
 * same people about the same groups, so that nothing differs but how many others there are.
 */

const largest = Number(process.env.SCALE ?? 100_000);
const sizes = [
  // Everybody who acts has a history in this one, too.
  { requests: 2_000, people: 1_000, groups: 100 },
  { requests: largest, people: 100_000, groups: 10_000 },
] as const;
/** A folder with stores of earlier runs, which are copied. */
const kept = process.env.SCALE_KEEP;
/** No more acts in all than the twin's people have pairs for. */
const rounds = 8;
const repeats = 10;
/** What the twin can be told to do; a request is made before it is approved. */
const turns = {
  request: 'a request, to its end',
  approve: 'an approval, to its end',
  mine: 'my requests',
  pending: 'what waits for me',
  who: 'who can send as',
  audit: 'the audit of a group',
  search: 'typing a name',
} as const;

interface Site {
  readonly twin: ChildProcess;
  readonly bot: ChildProcess;
  readonly idle: () => Promise<void>;
}

export async function scaleOfTurns(): Promise<Row[]> {
  try {
    const [small, large] = [await open(sizes[0]), await open(sizes[1])];
    const all: Row[] = [];
    const what = `${largest} requests stored, 100000 people, 10000 groups (reference: 2000, 1000, 100)`;
    for (const [turn, name] of Object.entries(turns)) {
      const samples = { small: [] as number[], large: [] as number[] };
      // They take turns, so that whatever else the machine does falls on both.
      for (let round = 0; round < rounds; round += 1) {
        samples.small.push(await measure(small, turn, round * repeats));
        samples.large.push(await measure(large, turn, round * repeats));
      }
      // The first rounds have warmed everything up.
      const of = (values: readonly number[]) => median(values.slice(2)) / repeats;
      all.push(row(`turn: ${name}, ${what}`, 'ms', of(samples.large), of(samples.small)));
    }
    return all;
  } finally {
    await stopAll();
  }
}

/** Milliseconds of CPU of the bot. */
async function measure({ twin, bot, idle }: Site, turn: string, from: number): Promise<number> {
  const each = async (act: string) => {
    for (let n = from; n < from + repeats; n += 1) await ask(twin, act, n);
    await idle();
  };
  await each('meet');
  const before = cpuOf(bot.pid ?? 0);
  await each(turn);
  return cpuOf(bot.pid ?? 0) - before;
}

async function open({ requests, people, groups }: (typeof sizes)[number]): Promise<Site> {
  const { child: twin } = await startScript('../scale/twin.ts', { PEOPLE: `${people}`, GROUPS: `${groups}` });
  const env = environment(await ask<Hello>(twin, 'hello'), stamp.tenant);
  const before = kept === undefined ? '' : join(kept, `${requests}`);
  if (kept !== undefined && !existsSync(before)) await fill(before, requests);
  if (kept === undefined) await fill(env.DATA_DIR, requests);
  else cpSync(before, env.DATA_DIR, { recursive: true });
  const { child: bot, port } = await startBot(env, false);
  await ask(twin, 'bot', port);
  const store = new DatabaseSync(join(env.DATA_DIR, 'behalf.db'), { readOnly: true, timeout: 5000 });
  // What is due later (a card that was lost would be sent again) is part of nobody's turn.
  const left = store.prepare('select count(*) as count from work where due <= ?');
  const idle = async () => {
    while (Number(left.get(new Date().toISOString())?.count) > 0) await sleep(20);
  };
  return { twin, bot, idle };
}
