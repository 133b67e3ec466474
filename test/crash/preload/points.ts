import { appendFileSync, readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

/**
 * Points at which a process can be made to die: before and after each commit of the store (`commit`), each outgoing HTTP
 * call (`http`), and each lock of a lane taken or given back (`lane`). Counted from SIGUSR2 on (or from the start, with
 * `CRASH_ARMED`), across all processes that share the file `CRASH_TRACE`: one line a point, and its place in the file is
 * its number. The process that passes the point named in `CRASH_TRACE`.at (such as `after-http:7`) kills itself there. At
 * SIGUSR2 that file is read again: `-` names no point, points are only counted; `off` ends the counting.
 */
export type Kind = 'commit' | 'http' | 'lane';

const { CRASH_TRACE: file = '', CRASH_ARMED: fromStart } = process.env;
let at = 'off';
let passed = 0;

const note = (line: string) => appendFileSync(file, `${line}\n`);
function read(): void {
  at = readFileSync(`${file}.at`, 'utf8');
  note('read');
}
if (fromStart !== undefined) read();

/** The point is about to be passed; gives what to call once it has been. */
export function pass(kind: Kind, what: string): () => void {
  if (at === 'off') return () => {};
  const mine = `${kind} ${process.pid}.${++passed} ${what}`;
  note(mine);
  const all = readFileSync(file, 'utf8').split('\n');
  const number = all.slice(0, all.indexOf(mine) + 1).filter((line) => line.startsWith(`${kind} `)).length;
  dieAt(`before-${kind}:${number}`);
  return () => dieAt(`after-${kind}:${number}`);
}

function dieAt(point: string): void {
  if (point !== at) return;
  note(`killed ${point}`);
  process.kill(process.pid, 'SIGKILL');
}

process.on('SIGUSR2', () => {
  // A killed process would not leave it, and the next start could not be quick.
  flushCompileCache();
  read();
});
