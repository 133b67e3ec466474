import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tenant } from './drain/company.ts';
import { cpuOf, environment, type Hello } from './drain/environment.ts';
import { fill } from './drain/waiting.ts';
import type { Row } from './language.ts';
import { ask } from './turn/ipc.ts';
import { startBot, startScript, stopAll } from './turn/processes.ts';

/** How many approved requests wait. `DRAIN=10000 npm run -s bench` for the full figure. */
const grants = Number(process.env.DRAIN ?? 600);
/** Calls of cmdlets a second that the twin states as its limit. */
const limit = Number(process.env.DRAIN_LIMIT ?? 200);
/** How long Exchange takes for a request (ms). */
const takes = 100;
/** How long the bot has run into 503 when Exchange comes back (ms). */
const outage = Number(process.env.DRAIN_OUTAGE ?? 10) * 1000;

interface Seen {
  readonly ran: number;
  readonly refused: number;
  readonly batches: number;
  readonly seconds: number;
  readonly graph: number;
  readonly changes: number;
  readonly timeline: readonly (readonly [ran: number, refused: number])[];
  readonly byCmdlet: Readonly<Record<string, number>>;
}

const round = (value: number) => Number(value.toPrecision(4));
const row = (name: string, unit: string, ours: number, reference: number): Row => ({
  ...{ name, unit, ours: round(ours), reference: round(reference), ratio: round(ours / reference) },
});

/**
 * Approved requests wait, the bot runs into an Exchange that is down, then that comes back, and limits it. All is
 * counted from then on.
 */
export async function drain(): Promise<Row[]> {
  try {
    const { child: twin } = await startScript('../drain/twin.ts', { GRANTS: `${grants}`, LIMIT: `${limit}` });
    const hello = await ask<Hello>(twin, 'hello');
    const env = environment(hello, tenant);
    await fill(env.DATA_DIR, grants, `https://${hello.connectorHost}/teams/`);
    await ask(twin, 'down');
    const { child: bot } = await startBot(env, false);
    await new Promise((resolve) => setTimeout(resolve, outage));
    const cpuBefore = cpuOf(bot.pid ?? 0);
    const failed = await ask<number>(twin, 'works', takes);
    if (failed === 0) throw new Error('nobody has noticed the outage');
    await applied(join(env.DATA_DIR, 'behalf.db'));
    const seen = await ask<Seen>(twin, 'seen');
    if (seen.changes !== grants) throw new Error(`${seen.changes} changes for ${grants} grants`);
    const cpu = cpuOf(bot.pid ?? 0) - cpuBefore;
    if (process.env.DRAIN_DETAIL) process.stderr.write(`${JSON.stringify({ failed, ...seen })}\n`);
    const perGrant = seen.ran / grants;
    return [
      row(`${grants} grants waiting, calls of Exchange (reference: its limit)`, '1/s', seen.ran / seen.seconds, limit),
      row(
        `${grants} grants waiting, calls of Exchange in the middle half of the time (reference: its limit)`,
        '1/s',
        middle(seen.timeline),
        limit,
      ),
      row(
        `${grants} grants waiting (reference: what the limit allows)`,
        'grants/s',
        grants / seen.seconds,
        limit / perGrant,
      ),
      row(
        'CPU of the bot a grant, with its cards (reference: what Exchange takes for a request)',
        'ms',
        cpu / grants,
        takes,
      ),
      row('calls of Exchange a grant (reference: read both lists, add, read both again)', 'calls', perGrant, 5),
    ];
  } finally {
    await stopAll();
  }
}

/** Calls a second without the search for the limit at the start, and without the end, where not enough waits. */
function middle(timeline: Seen['timeline']): number {
  const seconds = timeline.slice(Math.floor(timeline.length / 4), Math.ceil((timeline.length * 3) / 4));
  return seconds.reduce((sum, [ran]) => sum + ran, 0) / seconds.length;
}

/** Until all are applied. */
async function applied(file: string): Promise<void> {
  const store = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  const count = store.prepare("select count(*) as count from requests where status = 'applied'");
  while (Number(count.get()?.count) < grants) await new Promise((resolve) => setTimeout(resolve, 100));
  store.close();
}
