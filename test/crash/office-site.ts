import assert from 'node:assert/strict';
import { openOffice } from '../support/office.ts';
import type { Site } from './sites.ts';
import { sqliteReading } from './stored.ts';

/** The bot within this process: cannot be killed, but is quick. */
export async function officeSite(): Promise<Site> {
  const office = await openOffice();
  const { stored, work } = sqliteReading(office.dir);
  let running = true;
  let off = 0;
  return {
    twin: office.twin,
    size: 1,
    database: null,
    stored,
    work,
    left: stored,
    async start() {
      if (!running) await office.startBot();
      running = true;
      return true;
    },
    arm: async () => {},
    disarm: async () => {},
    trace: () => [],
    killed: () => new Promise(() => {}),
    kill: () => assert.fail('it cannot be killed alone'),
    roll: () => assert.fail('there is nothing to replace'),
    async stop() {
      await office.stopBot();
      running = false;
    },
    async turn(ms) {
      off += ms;
      office.jump(ms);
    },
    now: () => new Date(Date.now() + off).toISOString(),
    output: () => JSON.stringify(office.logged.slice(-20)),
    lines: (having) => office.logged.map((line) => JSON.stringify(line)).filter((line) => line.includes(having)),
    close: () => office.close(),
  };
}
