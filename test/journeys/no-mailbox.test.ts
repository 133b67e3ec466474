import assert from 'node:assert/strict';
import type { TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice } from '../support/office.ts';

/** Exchange gives the rights only to somebody with a mailbox: who has none is told before an owner is asked. */

describe('a right for somebody without a mailbox', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
    const { people, groups } = office.twin.world;
    const adele = people.get(demoPerson('adelev')) as TwinPerson;
    people.set(adele.id, { ...adele, mail: null, mailbox: false });
    groups.get(demoGroup('marketing'))?.members.add(adele.id);
  });
  afterEach(() => office.close());

  const asked = async (alias: string) => (await office.chat(alias)).filter(({ text }) => /Adele Vance/.test(text));
  const calls = () => office.twin.calls.filter(({ cmdlet }) => /^(Add|Set)-/.test(cmdlet ?? ''));

  it('is not asked of an owner: a colleague who asks hears why, in English and Dutch', async () => {
    await office.say('alexw', 'let Adele Vance send as Marketing', { locale: 'en-US' });
    await office.sees('alexw', /Adele Vance \(\S+\) has no mailbox yet[\s\S]*administrator[\s\S]*ask again/);
    await office.say('alexw', 'laat Adele Vance verzenden namens Marketing', { locale: 'nl-NL' });
    await office.sees('alexw', /Adele Vance \(\S+\) heeft nog geen postvak[\s\S]*beheerder[\s\S]*opnieuw/);
    for (const owner of ['meganb', 'pattif']) assert.deepEqual(await asked(owner), []);
    assert.deepEqual(calls(), []);
  });

  it('is not asked of an owner: the person hears it too', async () => {
    await office.say('adelev', 'let me send as Marketing');
    await office.sees('adelev', /You have no mailbox yet/);
    for (const owner of ['meganb', 'pattif']) assert.deepEqual(await asked(owner), []);
  });

  it('is asked all the same while Exchange cannot say, and is not given by any text that somebody chose', async () => {
    const { people } = office.twin.world;
    const lee = people.get(demoPerson('leegu')) as TwinPerson;
    people.set(lee.id, { ...lee, displayName: demoPerson('adelev') });
    office.twin.misbehave('exchange', { kind: 'down' });
    await office.say('adelev', 'let me send as Marketing');
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    office.twin.misbehave('exchange', null);
    await office.press('meganb', card, 'approve');
    await office.sees('adelev', (seen) => /^failed$/m.test(seen.text) && /without a mailbox/.test(seen.text));
    assert.deepEqual(office.twin.changes, []);
    assert.deepEqual(calls(), []);
  }).timeout(30_000);
});
