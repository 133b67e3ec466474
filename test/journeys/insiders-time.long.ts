import assert from 'node:assert/strict';
import { alike, asks, type Pair, pairs, stranger, withSecrets, withStrangers } from '../support/alike.ts';
import { note } from '../support/figures.ts';
import { generous, type Office, openOffice } from '../support/office.ts';

/**
 * With slow services the time of an answer says how many rounds of calls it rests on. Each pair is asked 200 times, in
 * turns and in changing order; the medians must be no further apart than those of one kind split in two, but for noise.
 */
const tries = Number(process.env.TRIES ?? 200);
const slowMs = 40;
/** Each asks a few times only: Teams takes sixty messages into one chat in half a minute. */
const many = 40;

const median = (all: readonly number[]) => all.toSorted((one, other) => one - other)[all.length >> 1] ?? Number.NaN;
const half = (all: readonly number[], odd: 0 | 1) => all.filter((_, n) => n % 2 === odd);

/** A round of calls more would show as `slowMs`; a quarter of that is above the noise of a machine that does nothing else. */
const leastMs = slowMs / 4;

describe('the time of an answer', () => {
  let office: Office;
  let open: string;
  before(async () => {
    office = await openOffice({ ...generous, world: withStrangers(many) });
    open = await withSecrets(office);
    for (let n = 0; n < many; n++) await office.say(stranger(n), 'hello');
    for (const service of ['graph', 'exchange'] as const) office.twin.misbehave(service, { kind: 'late', ms: slowMs });
  });
  after(() => office.close());

  for (const [n, { title }] of pairs('#').entries())
    it(`tells nothing: “${title}”`, async () => {
      const pair = pairs(open)[n];
      assert.ok(pair);
      const { secret, nothing } = await measured(office, pair);
      const apart = Math.abs(median(secret) - median(nothing));
      const noise = Math.max(...[secret, nothing].map((all) => Math.abs(median(half(all, 0)) - median(half(all, 1)))));
      const told = `${median(secret).toFixed(1)} and ${median(nothing).toFixed(1)} ms, noise ${noise.toFixed(1)} ms`;
      process.stdout.write(`${title}: ${told}\n`);
      if (tries >= 200) note(`Time of an answer: ${title}`, told);
      assert.ok(apart < Math.max(leastMs, 2 * noise), told);
    }).timeout(0);
});

async function measured(office: Office, pair: Pair) {
  const times = { secret: [] as number[], nothing: [] as number[] };
  for (let again = 0; again < tries; again++) {
    const order = again % 2 === 0 ? (['secret', 'nothing'] as const) : (['nothing', 'secret'] as const);
    for (const which of order) times[which].push((await asks(office, pair, which, stranger(again % many))).ms);
  }
  const last = stranger(tries % many);
  alike(pair, await asks(office, pair, 'secret', last), await asks(office, pair, 'nothing', last));
  return times;
}
