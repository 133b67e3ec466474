import assert from 'node:assert/strict';
import fc from 'fast-check';
import { draftOf, wantedOf } from '../adapters/teams/draft.ts';
import { type Guarded, openGuarded } from '../adapters/teams/guarded.ts';
import type { Tried } from '../support/ledger.ts';
import { describeFault, type Malformed, malformed } from './malformed.ts';

/** So many at a time are on their way to the bot; after each thousand everything is looked at. */
const abreast = 16;
const together = 1000;
const mostFaults = 5;

/** Sends the `count` bodies of a seed to a whole bot: refused with 4xx and nothing else, without a trace. */
export async function tryBodies(seed: number, count: number): Promise<Tried> {
  const world = await openGuarded();
  try {
    const { headers } = wantedOf(draftOf(world, 'message'));
    const authorization = headers.find(([name]) => name === 'authorization') ?? assert.fail('no token');
    const before = JSON.stringify(world.state());
    const faults: string[] = [];
    const bodies = fc.sample(malformed(world), { numRuns: count, seed });
    for (let from = 0; from < count && faults.length < mostFaults; from += together) {
      faults.push(...(await sendAll(world, authorization, bodies.slice(from, from + together))));
      if (JSON.stringify(world.state()) !== before) faults.push(`something has changed after body ${from}`);
    }
    faults.push(...loudest(world));
    return { cases: count, faults: faults.slice(0, mostFaults) };
  } finally {
    await world.close();
  }
}

async function sendAll(
  world: Guarded,
  authorization: readonly [string, string],
  bodies: readonly Malformed[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  const left = bodies.values();
  const send = async () => {
    for (const one of left) {
      const headers = [authorization, ['content-type', one.contentType ?? 'application/json'] as const];
      const answered = await world.post({ headers, body: one.body });
      const refused = answered.status >= 400 && answered.status < 500 && answered.body === '';
      if (!refused) faults.push(describeFault(one, answered));
    }
  };
  await Promise.all(Array.from({ length: abreast }, send));
  return faults;
}

/** What the bot has logged as a failure of its own. */
function loudest({ office }: Guarded): readonly string[] {
  const failed = office.logged.filter(({ event }) => /failed|server-error|broken/.test(event));
  return failed.map(({ event, fields }) => `logged ${event} ${JSON.stringify(fields)}`);
}
