import assert from 'node:assert/strict';
import type { LogFields } from '../../bot/ports/log.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** The directory sometimes does not say whether an account is enabled: such an account counts for nothing, and stops nobody. */

describe('an account of which the directory does not say whether it is enabled', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const enable = (alias: string, accountEnabled: boolean | null) => {
    const person = office.twin.world.people.get(demoPerson(alias));
    assert.ok(person);
    person.accountEnabled = accountEnabled;
  };
  const decidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');
  const told = (event: string) => office.logged.filter((line) => line.event === event);
  const applied = (seen: Seen) => /^applied$/m.test(seen.text);

  it('is no owner who decides, and leaves its group to the others', async () => {
    enable('pattif', null);
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', (seen) => /^waiting$/m.test(seen.text) && !/Patti/.test(seen.text));
    await office.press('meganb', await office.sees('meganb', decidable), 'approve');
    await office.sees('alexw', applied);
    const [once, ...others] = told('account-unclear').map(({ fields }) => fields as LogFields);
    assert.deepEqual([once?.person, once?.code, others], [demoPerson('pattif'), 'accountEnabled', []]);
    assert.ok((await office.chat('pattif')).every((seen) => !decidable(seen)));
  });

  it('among the admins leaves a group without owners to the others', async () => {
    office.twin.world.groups.get(demoGroup('behalf-admins'))?.members.add(demoPerson('daand'));
    enable('daand', null);
    await office.say('alexw', 'let me send as Facilities');
    await office.press('nestorw', await office.sees('nestorw', decidable), 'approve');
    await office.sees('alexw', applied);
  });

  it('hears what is the matter when it asks, and others who ask for it do too', async () => {
    enable('alexw', null);
    await office.say('alexw', 'let me send as Marketing', { locale: 'en-US' });
    await office.sees('alexw', /does not say whether your account is switched on[\s\S]*administrator/);
    await office.say('alexw', 'laat mij verzenden als Marketing', { locale: 'nl-NL' });
    await office.sees('alexw', /zegt niet of je account is ingeschakeld[\s\S]*beheerder/);
    await office.say('meganb', 'let Alex Wilber send as Marketing', { locale: 'en-US' });
    await office.sees(
      'meganb',
      /does not say whether the account of Alex Wilber \(alexw@contoso\.com\) is switched on/,
    );
    await office.say('meganb', 'laat Alex Wilber verzenden als Marketing', { locale: 'nl-NL' });
    await office.sees('meganb', /zegt niet of het account van Alex Wilber \(alexw@contoso\.com\) is ingeschakeld/);
  });

  it('is not taken for gone: what was asked for it waits, may be denied, and is approved once it is known', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', decidable);
    enable('alexw', null);
    const answer = await office.press('meganb', card, 'approve');
    assert.match(answer.text, /does not say whether the accounts in this request are switched on/);
    assert.equal(office.twin.changes.length, 0);
    enable('alexw', true);
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', applied);
    enable('alexw', null);
    await office.say('meganb', 'let Lee Gu send as Marketing');
    const other = await office.sees('pattif', (seen) => decidable(seen) && /Lee Gu/.test(seen.text));
    enable('leegu', null);
    assert.match((await office.press('pattif', other, 'deny')).text, /^denied$/m);
  });

  it('fails no approved request of which it is a part: it is applied once it is known', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', decidable);
    office.twin.misbehave('exchange', { kind: 'down' });
    await office.press('meganb', card, 'approve');
    enable('meganb', null);
    enable('alexw', null);
    office.twin.misbehave('exchange', null);
    await office.sees('alexw', (seen) => /^approved$/m.test(seen.text) && /cannot check now/.test(seen.text));
    enable('meganb', true);
    enable('alexw', true);
    await office.sees('alexw', applied);
  });
});

describe('a group of which the directory does not say what it is', () => {
  it('is neither asked for nor taken for gone, and is told by its name', async () => {
    const office = await openOffice();
    try {
      const group = office.twin.world.groups.get(demoGroup('training'));
      assert.ok(group);
      await office.say('alexw', 'let me send as Training');
      const card = await office.sees('pattif', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
      Object.assign(group, { unclear: true });
      await office.say('alexw', 'who can send as Training?', { locale: 'en-US' });
      await office.sees('alexw', /does not say what kind of group “Training \(training@contoso\.com\)” is/);
      await office.say('alexw', 'wie kan verzenden als Training?', { locale: 'nl-NL' });
      await office.sees('alexw', /zegt niet wat voor groep “Training \(training@contoso\.com\)” is/);
      const answer = await office.press('pattif', card, 'approve');
      assert.match(answer.text, /cannot check now/);
      Object.assign(group, { unclear: false });
      await office.press('pattif', card, 'approve');
      await office.sees('alexw', (seen) => /^toegepast$/m.test(seen.text));
    } finally {
      await office.close();
    }
  });
});
