import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** What an owner or an auditor sees cannot be told otherwise by a name that somebody chose, or be pushed out of sight. */

const idIn = ({ text }: Seen) => /\b(?=[A-Z]*\d)[A-Z0-9]{4,}\b/.exec(text)?.[0] ?? assert.fail(text);

describe('a name that somebody chose', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  function rename(alias: string, displayName: string): void {
    const { people } = office.twin.world;
    const person = people.get(demoPerson(alias)) ?? assert.fail();
    people.set(person.id, { ...person, displayName });
  }

  it('does not make a requester the president: the address stands beside it wherever the card names who asks', async () => {
    rename('alexw', 'Patti Fernandez');
    await office.say('alexw', 'let me send as Marketing');
    const { text, card } = await office.sees('meganb', /asks to send as/);
    assert.match(
      text,
      /^Patti Fernandez \(alexw@contoso\.com\) asks to send as Marketing \(marketing@contoso\.com\)\.$/m,
    );
    assert.match(text, /^Asked by\nPatti Fernandez\nalexw@contoso\.com · /m);
    // The notification and the text for old clients are all that some people read.
    const { fallbackText, speak } = card as { fallbackText: string; speak: string };
    for (const told of [fallbackText, speak]) assert.match(told, /Patti Fernandez \(alexw@contoso\.com\) asks/);
    // The president owns the group, and is named on the same card.
    assert.match(text, /More than one here is called “Patti Fernandez”, or nearly so: the addresses tell them apart\./);
  });

  it('leaves two groups of one name in one sentence apart, on the cards of who asks and of who decides', async () => {
    const { groups } = office.twin.world;
    const training = groups.get(demoGroup('training')) ?? assert.fail();
    groups.set(training.id, { ...training, displayName: 'Marketing' });
    training.owners.add(demoPerson('meganb'));
    await office.say('alexw', 'let me send as marketing@contoso.com and training@contoso.com');
    const both = (seen: Seen) =>
      ['marketing', 'training'].every((one) => seen.text.includes(`Send as · Marketing (${one}@`));
    const asked = await office.sees('alexw', both);
    const decided = await office.sees('meganb', both);
    for (const { text } of [asked, decided]) assert.match(text, /More than one here is called “Marketing”/);
    await office.press('meganb', decided, 'approve-all');
    await office.sees('alexw', (seen) => both(seen) && /2 a\w+/.test(seen.text));
    await office.say('alexw', 'my requests');
    await office.sees('alexw', (seen) => both(seen) && /Your requests/.test(seen.text));
  });

  it('of 200 characters is cut, and its address is not', async () => {
    rename('alexw', `Alexander ${'x'.repeat(190)}`);
    const { groups } = office.twin.world;
    const marketing = groups.get(demoGroup('marketing')) ?? assert.fail();
    groups.set(marketing.id, { ...marketing, displayName: `Marketing ${'y'.repeat(190)}` });
    await office.say('alexw', 'let me send on behalf of marketing@contoso.com');
    const { text } = await office.sees('meganb', /asks to send on behalf/);
    assert.doesNotMatch(text, /x{60}|y{60}/);
    assert.match(
      text,
      /^Alexander .*… \(alexw@contoso\.com\) asks to send on behalf of Marketing .*… \(marketing@contoso\.com\)\.$/m,
    );
    assert.match(text, /^alexw@contoso\.com · marketing@contoso\.com$/m);
  });
});

describe('the audit in chat', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  async function granted(sentence: string, approver: string): Promise<string> {
    await office.say('alexw', sentence);
    const card = await office.sees(approver, (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    await office.press(approver, card, 'approve');
    await office.sees('alexw', /^applied$/m);
    return idIn(card);
  }
  async function audit(of: string, fits: RegExp): Promise<string> {
    await office.say('nestorw', `audit ${of}`);
    return (await office.sees('nestorw', (seen) => /^Audit$/m.test(seen.text) && fits.test(seen.text))).text;
  }
  const short = (alias: string) => demoPerson(alias).slice(0, 8);

  it('is not rewritten by renaming: address and id stand beside each name, as what somebody decided too', async () => {
    const id = await granted('let me send as Marketing', 'meganb');
    const { people } = office.twin.world;
    for (const [alias, name] of [
      ['alexw', 'Lee Gu'],
      ['meganb', 'Patti Fernandez'],
    ] as const) {
      const person = people.get(demoPerson(alias)) ?? assert.fail();
      people.set(person.id, { ...person, displayName: name });
    }
    await office.stopBot();
    await office.startBot();
    const text = await audit('Marketing', /right applied/);
    assert.match(text, new RegExp(`^${id} · Send as · Lee Gu \\(alexw@contoso\\.com · ${short('alexw')}\\)$`, 'm'));
    assert.match(
      text,
      new RegExp(`request approved by Patti Fernandez \\(meganb@contoso\\.com · ${short('meganb')}\\) as an owner`),
    );
    assert.match(text, /→ after: .*\(alexw@contoso\.com\)/);
  });

  it('says that an administrator decided as an administrator, and took a right away as that', async () => {
    office.twin.world.groups.get(demoGroup('training'))?.owners.clear();
    await granted('let me send as Training', 'nestorw');
    await office.say('nestorw', 'stop Alex from sending as Training');
    await office.sees('alexw', /^ended$/m);
    const text = await audit('Training', /right ended/);
    assert.match(text, /request approved by \S+ \S+ \([^)]*\) as an administrator/);
    assert.match(text, /taken away by \S+ \S+ \([^)]*\) as an administrator/);
  });

  it('still shows who was granted what, by whom and as what, after many asks and cancels', async () => {
    const id = await granted('let me send as Marketing', 'meganb');
    for (let n = 0; n < 11; n += 1) {
      await office.say('leegu', 'let me send as Marketing');
      const asked = await office.sees('leegu', (seen) => seen.actions.some(({ verb }) => verb === 'cancel'));
      await office.press('leegu', asked, 'cancel');
    }
    const text = await audit('Marketing', /request cancelled/);
    assert.match(text, /^Marketing \(marketing@contoso\.com · \w{8}\)$/m);
    assert.match(text, new RegExp(`^right applied\\n[^\\n]*\\n${id} · Send as · Alex Wilber `, 'm'));
    assert.match(text, /request approved by Megan Bowen \(meganb@contoso\.com · \w{8}\) as an owner/);
    // All of them are one row, which says how many there were.
    assert.equal(text.match(/^request cancelled$/gm)?.length, 1, text);
    assert.match(text, /and 10 more times before that, in the same way/);
  });

  it('shows what is not in the directory any more by its id', async () => {
    await granted('let me send as Marketing', 'meganb');
    office.twin.world.people.delete(demoPerson('alexw'));
    await office.stopBot();
    await office.startBot();
    const text = await audit('Marketing', /right applied/);
    assert.ok(text.includes(`an unknown account (${demoPerson('alexw')})`), text);
  });
});
