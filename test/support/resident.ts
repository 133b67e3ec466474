import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of a process, MB. */
export const residentMb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Watches a process from now on; the function that comes back says the highest resident memory since, MB. */
export function watchPeak(pid: number): () => number {
  return existsSync(`/proc/${pid}/clear_refs`) ? kept(pid) : sampled(pid);
}

/** Linux keeps the highest itself, and forgets it when told (proc(5), clear_refs: 5). */
function kept(pid: number): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function sampled(pid: number): () => number {
  let highest = residentMb(pid);
  const look = () => {
    highest = Math.max(highest, residentMb(pid));
  };
  const watching = setInterval(look, 100);
  return () => {
    look();
    clearInterval(watching);
    return highest;
  };
}
