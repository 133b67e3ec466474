import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { at } from '../../domain/ids.ts';
import type { Claim, Deliveries } from '../../ports/deliveries.ts';
import { fill } from './fill.ts';
import { forgetOld } from './forget.ts';
import type { Holding } from './hands.ts';
import type { Tables } from './tables.ts';

/** Time (ms) between two looks at a delivery that is in hand already, here or in another process. */
const inHandMs = 50;

/**
 * The port `Deliveries` over either engine. A delivery in hand holds a lane, so it is free the moment its process ends.
 * An answer is written softly: one that is lost with the power makes the delivery a first one again.
 */
export function sqlDeliveries({ db, soft, lanes, guard, clock, log }: Holding): Deliveries {
  const inHand = new Set<string>();
  const laneOf = (key: string) => `delivery ${key}`;

  async function tryHold(key: string): Promise<boolean> {
    if (inHand.has(key)) return false;
    inHand.add(key);
    let isOurs = false;
    try {
      isOurs = (await guard('claim delivery', () => lanes.take([laneOf(key)]))).size > 0;
      return isOurs;
    } finally {
      if (!isOurs) inHand.delete(key);
    }
  }

  async function free(key: string): Promise<void> {
    await lanes.free(laneOf(key)).catch((error: unknown) => log.warn('lane-not-freed', { error }));
    inHand.delete(key);
  }

  /** The answer was given: one that cannot be noted is given once more at worst. */
  const note = (key: string, answer: string): Promise<void> =>
    guard('note answer', () => write(soft, { key, answer, at: at(clock.now()) })).catch((error: unknown) =>
      log.warn('answer-not-noted', { error }),
    );

  async function claim(key: string): Promise<Claim> {
    while (!(await tryHold(key))) await pause(inHandMs);
    let answered: string | null = null;
    let isOurs = false;
    try {
      answered = await guard('read answer', () => read(db, key));
      isOurs = answered === null;
    } finally {
      if (!isOurs) await free(key);
    }
    if (answered !== null) return { answered };
    return {
      async end(answer) {
        if (answer !== null) await note(key, answer);
        void free(key);
      },
    };
  }

  return { claim, forget: (before) => guard('forget answers', () => forgetOld(db, 'deliveries', before)) };
}

async function read(db: Kysely<Tables>, key: string): Promise<string | null> {
  const query = fill(db, 'answer', { key }, (places) =>
    db.selectFrom('deliveries').select('answer').where('key', '=', places.key),
  );
  return (await db.executeQuery(query)).rows[0]?.answer ?? null;
}

async function write(db: Kysely<Tables>, row: Tables['deliveries']): Promise<void> {
  const query = fill(db, 'insert answer', row, (places) =>
    db
      .insertInto('deliveries')
      .values(places)
      .onConflict((conflict) => conflict.doNothing()),
  );
  await db.executeQuery(query);
}
