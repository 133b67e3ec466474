import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { createPeople, eventually } from '../support/office.ts';
import type { Site } from './sites.ts';

const [hour, day] = [3_600_000, 86_400_000];

/** Turns a running bot's clock forth and back under a right of three days: it ends once, and neither early nor never. */
export async function jumps(open: () => Promise<Site>): Promise<void> {
  const site = await open();
  try {
    await site.start();
    await granted(site, 'let me send as Training for three days');
    // Whatever happens in between is measured by the clock as it stands in the end.
    for (const jump of [hour, -day, day, 2 * day - 2 * hour]) {
      await site.turn(jump);
      await said(site);
      assert.ok(holds(site), `ended too early, after a jump of ${jump / hour} hours`);
    }
    await site.turn(-2 * day);
    await said(site);
    await site.turn(3 * day + hour);
    await said(site);
    await eventually(
      async () => !holds(site),
      () => `never ended:\n${site.output()}`,
      75_000, // what is due and has no timer is found within a minute
    );
    const ended = async () => (await site.stored()).audit.filter(({ event }) => event === 'right.ended').length;
    await eventually(ended, () => 'its end is not on record');
    await said(site);
    assert.equal(await ended(), 1);
    assert.equal((await site.stored()).broken, null);
  } finally {
    await site.close();
  }
}

const holds = ({ twin }: Site) =>
  twin.world.groups.get(demoGroup('training'))?.sendAs.has(demoPerson('alexw')) === true;

async function granted(site: Site, text: string): Promise<void> {
  const people = createPeople(site.twin);
  await people.say('alexw', text);
  const card = await people.sees('pattif', ({ actions }) => actions.some(({ verb }) => verb === 'approve'));
  await people.press('pattif', card, 'approve');
  await people.sees('alexw', /^applied$/m);
}

/** Somebody asks and takes it back: that wakes who looks for work. */
async function said(site: Site): Promise<void> {
  const people = createPeople(site.twin);
  const earlier = new Set((await people.chat('leegu')).map(({ id }) => id));
  await people.say('leegu', 'let me send as Marketing');
  const card = await people.sees(
    'leegu',
    ({ id, actions }) => !earlier.has(id) && actions.some(({ verb }) => verb === 'cancel'),
  );
  await people.press('leegu', card, 'cancel');
  await new Promise((resolve) => setTimeout(resolve, 300));
}
