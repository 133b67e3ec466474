import assert from 'node:assert/strict';
import type { TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { idle } from '../support/idle.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** An owner whom one person asks again and again can stop the cards, and nobody loses anything by it. */

const day = 86_400_000;
const megan = demoPerson('meganb');

/** The day that it lasts until, as the sandbox's people in Amsterdam read it. */
function inAMonth(locale: string): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const written = new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Amsterdam', ...parts });
  return written.format(Date.now() + 30 * day).replace(',', '');
}

describe('an owner who denies a request', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const mayApprove = ({ actions }: Seen) => actions.some(({ verb }) => verb === 'approve');
  const offers = (verb: string) => (seen: Seen) => seen.actions.some((one) => one.verb === verb);
  const approvable = async (alias: string) => (await office.chat(alias)).filter(mayApprove).length;

  async function denied(): Promise<Seen> {
    await office.say('alexw', 'let me send as Marketing');
    await office.press('meganb', await office.sees('meganb', mayApprove), 'deny');
    return office.sees('meganb', offers('mute'));
  }

  it('can mute the requester: other owners get the next card, and this one finds it by asking', async () => {
    const { text } = await office.press('meganb', await denied(), 'mute');
    assert.match(
      text,
      new RegExp(`You get no cards about requests of Alex Wilber \\(alexw@contoso\\.com\\) until ${inAMonth('en-GB')}`),
    );
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.sees('pattif', (seen) => mayApprove(seen) && /Send on behalf/.test(seen.text));
    await idle(office);
    assert.equal(await approvable('meganb'), 0);
    await office.say('leegu', 'let me send as Marketing');
    await office.sees('meganb', (seen) => mayApprove(seen) && /Lee Gu/.test(seen.text));
    await office.say('meganb', 'what is waiting for me?');
    await office.sees('meganb', (seen) => mayApprove(seen) && /Alex Wilber/.test(seen.text));
  }).timeout(60_000);

  it('can undo it on the same card, and gets cards again; after a month by itself', async () => {
    await office.press('meganb', await denied(), 'mute');
    const muted = await office.sees('meganb', offers('unmute'));
    const { text } = await office.press('meganb', muted, 'unmute');
    assert.doesNotMatch(text, /You get no cards/);
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.press('meganb', await office.sees('meganb', mayApprove), 'deny');
    await office.press('meganb', await office.sees('meganb', offers('mute')), 'mute');
    office.jump(31 * day);
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('meganb', mayApprove);
  }).timeout(60_000);

  it('reads of it in the own language', async () => {
    office.twin.world.people.set(megan, {
      ...office.twin.world.people.get(megan),
      preferredLanguage: 'nl-NL',
    } as TwinPerson);
    const card = await denied();
    assert.match(card.text, /Gevraagd door\s+Alex Wilber[\s\S]*Aanvrager dempen/);
    const { text } = await office.press('meganb', card, 'mute');
    assert.match(text, new RegExp(`Tot ${inAMonth('nl-NL')} krijg je geen kaarten over aanvragen van Alex Wilber`));
  }).timeout(60_000);

  it('is not given away to the requester, where it was the only owner', async () => {
    office.twin.world.groups.get(demoGroup('marketing'))?.owners.delete(demoPerson('pattif'));
    await office.press('meganb', await denied(), 'mute');
    await office.say('alexw', 'let me send on behalf of Marketing');
    await idle(office);
    office.jump(60_000);
    await office.say('alexw', 'my requests');
    await idle(office, 60_000);
    const waiting = (await office.chat('alexw')).filter(({ text }) => /^waiting$/m.test(text));
    assert.ok(waiting.length > 0);
    for (const { text } of waiting) assert.doesNotMatch(text, /could not reach/);
    assert.equal(await approvable('meganb'), 0);
  }).timeout(60_000);

  it('is the only one who can: a button on anybody else’s card does nothing', async () => {
    const card = await denied();
    const request = String(card.actions[0]?.data.request);
    await office.say('pattif', 'what is waiting for me?');
    for (const alias of ['pattif', 'leegu', 'alexw']) {
      await office.say(alias, 'help');
      const [own] = (await office.chat(alias)).filter((seen) => seen.card !== null);
      assert.ok(own);
      const forged = { ...own, actions: [{ verb: 'mute', data: { request, revision: 2 } }] };
      const { text } = await office.press(alias, forged, 'mute');
      assert.match(text, new RegExp(`no request ${request}|${request}`), alias);
      assert.doesNotMatch(text, /You get no cards/, alias);
    }
  }).timeout(60_000);
});
