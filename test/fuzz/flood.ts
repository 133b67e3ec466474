import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { startTwin } from '../../bot/sandbox/start.ts';
import { operatorFor, startProcess } from '../support/process.ts';
import { residentMb, watchPeak } from '../support/resident.ts';

/** What strangers without a token have cost the bot, a process of its own. */
export interface Flooded {
  /** Highest resident memory over that of before, MB. */
  readonly grownMb: number;
  /** How many of the senders got an answer, by its status (0: none), and how it then closed. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Files that were not there before, in its data and in its temporary folder. */
  readonly left: readonly string[];
}

const megabyte = Buffer.alloc(1024 * 1024, ' ');
const head = (more: string) => `POST /api/messages HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\n${more}`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends 64 MB, as fast as they are taken, announced or in chunks, until it is cut off. */
async function sendHuge(port: number, index: number): Promise<number> {
  const chunked = index % 2 === 1;
  const socket = connect(port, '127.0.0.1');
  const answer = statusOf(socket);
  socket.write(head(chunked ? 'transfer-encoding: chunked\r\n\r\n' : 'content-length: 67108864\r\n\r\n'));
  for (let sent = 0; sent < 64 && !socket.destroyed; sent++) {
    if (chunked) socket.write('100000\r\n');
    const free = socket.write(megabyte);
    if (chunked) socket.write('\r\n');
    if (!free) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answer]);
  }
  return answer;
}

/** A letter of a header now and then, for as long as it may; every third one has sent its headers and drips its body. */
async function sendSlowly(port: number, index: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  const answer = statusOf(socket);
  socket.write(head(index % 3 === 0 ? 'content-length: 100\r\n\r\n' : 'x-slow: '));
  const dripping = setInterval(() => socket.writable && socket.write('a'), 500);
  const status = await answer;
  clearInterval(dripping);
  return status;
}

/** The status that came before the end, 0 when none did. */
function statusOf(socket: Socket): Promise<number> {
  let seen = '';
  socket.on('data', (part) => {
    seen += part;
  });
  socket.on('error', () => {}); // cut off in the middle: that is wanted
  return new Promise((resolve) =>
    socket.once('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(seen)?.[1] ?? 0))),
  );
}

/** `abreast`: so many at a time. */
async function all(count: number, abreast: number, send: (index: number) => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  const indices = Array.from({ length: count }, (_, index) => index).values();
  const one = async () => {
    for (const index of indices) statuses.push(await send(index));
  };
  await Promise.all(Array.from({ length: abreast }, one));
  return statuses;
}

/** So many 64 MB bodies, `abreast` at a time, and so many slow senders, all at once, at a bot as it is run. */
export async function flood(bodies: number, slow: number, abreast = 20): Promise<Flooded> {
  const twin = await startTwin();
  const operator = operatorFor(twin);
  const { DATA_DIR: data = assert.fail() } = operator.env;
  const temporary = join(data, '..', 'tmp');
  mkdirSync(temporary);
  const bot = startProcess({ ...operator.env, TMPDIR: temporary });
  try {
    const port = await bot.listening();
    const pid = bot.child.pid ?? assert.fail('no process');
    const files = () => [data, temporary].flatMap((dir) => readdirSync(dir).map((name) => join(dir, name)));
    for (let n = 0; n < 300; n++) await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', body: '{}' });
    const before = files();
    const calm = residentMb(pid);
    const peakMb = watchPeak(pid);
    const both = [
      all(bodies, abreast, (index) => sendHuge(port, index)),
      all(slow, slow, (index) => sendSlowly(port, index)),
    ];
    const statuses = (await Promise.all(both)).flat();
    await pause(200);
    const grownMb = Math.round(peakMb() - calm);
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`);
    assert.equal(healthy.status, 200);
    const counted = Object.groupBy(statuses, (status) => String(status));
    return {
      grownMb,
      statuses: Object.fromEntries(Object.entries(counted).map(([status, all = []]) => [status, all.length])),
      left: files().filter((name) => !before.includes(name)),
    };
  } finally {
    bot.child.kill('SIGTERM');
    await bot.exited;
    await twin.close();
    operator.remove();
  }
}
