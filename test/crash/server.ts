import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embedded, freePort, query, urlAt } from '../support/postgres.ts';

/** A PostgreSQL of one's own, to be stopped and started. */
export interface OwnServer {
  /** `postgres://…` of a new, empty database. */
  readonly database: () => Promise<string>;
  /** `immediate`: as by a power cut, it must recover at the next start. `fast`: in order, with every connection cut. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function ownServer(): Promise<OwnServer> {
  const root = mkdtempSync(join(tmpdir(), 'behalf-postgres-'));
  const port = await freePort();
  const postgres = embedded(root, port, []);
  const url = urlAt(port);
  let databases = 0;
  let running = false;

  async function start(): Promise<void> {
    await postgres.start();
    running = true;
  }

  /** By its first process, which takes the others with it. */
  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    const pid = Number(readFileSync(join(root, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    while (lives(pid)) await pause(10);
    running = false;
  }

  await postgres.initialise();
  await start();
  return {
    start,
    stop,
    async database() {
      databases += 1;
      await query(url('postgres'), `create database behalf_${databases}`);
      return url(`behalf_${databases}`);
    },
    async close() {
      if (running) await stop('fast');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
