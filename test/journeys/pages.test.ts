import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { generous, type Office, openOffice, type Pressed, type Seen } from '../support/office.ts';

/** Lists longer than a card go on by a button, and lose nothing between two pages; one request has its whole story. */

const ids = (text: string) =>
  [...text.matchAll(/\b[CDFGHJKMNPQRTVWX][34679][CDFGHJKMNPQRTVWX34679]{2,}\b/g)].map(([id]) => id);

interface Data {
  readonly after: string;
  readonly group?: string;
}

/** What the button that goes on carries; null: the card has none. */
function goesOn(card: Pressed['card'], verb: string): Data | null {
  const all = JSON.stringify(card).matchAll(/"verb":"(\w+)","associatedInputs":"none","data":(\{[^}]*\})/g);
  const found = [...all].find(([, one]) => one === verb);
  return found === undefined ? null : (JSON.parse(found[2] ?? '') as Data);
}

describe('a list that is longer than a card', () => {
  let office: Office;
  /** Requests in the order in which they were asked for. */
  const asked: string[] = [];

  before(async () => {
    office = await openOffice(generous);
    for (let n = 0; n < 26; n += 1) {
      const alias = n % 2 === 0 ? 'alexw' : 'leegu';
      asked.push(await ask(alias));
      if (n !== 5) await withdraw(alias, asked[n] ?? '');
      else await approve(asked[n] ?? '');
    }
  });
  after(() => office.close());

  async function ask(alias: string): Promise<string> {
    await office.say(alias, `let me send ${asked.length === 5 ? 'on behalf of' : 'as'} Marketing`);
    const isNew = ({ actions }: Seen) =>
      actions.some(({ verb, data }) => verb === 'cancel' && !asked.includes(`${data.request}`));
    const card = await office.sees(alias, isNew);
    return `${card.actions.find(({ verb }) => verb === 'cancel')?.data.request}`;
  }

  async function withdraw(alias: string, id: string): Promise<void> {
    const of = ({ actions }: Seen) => actions.some(({ verb, data }) => verb === 'cancel' && data.request === id);
    await office.press(alias, await office.sees(alias, of), 'cancel');
  }

  async function approve(id: string): Promise<void> {
    const of = ({ actions }: Seen) => actions.some(({ verb, data }) => verb === 'approve' && data.request === id);
    await office.press('meganb', await office.sees('meganb', of), 'approve');
    await office.sees('leegu', /has been applied|applied/i);
  }

  /** All pages, from the first card on. */
  async function pages(alias: string, first: Seen, verb: string): Promise<readonly string[]> {
    const texts = [first.text];
    for (let data = goesOn(first.card, verb); data !== null; ) {
      const next = await office.press(alias, { ...first, actions: [] }, verb, { ...data });
      texts.push(next.text);
      data = goesOn(next.card, verb);
      assert.ok(texts.length < 20, 'the pages do not end');
    }
    return texts;
  }

  it('brings all of my requests, newest first, each on one page', async () => {
    await office.say('alexw', 'my requests');
    const all = await pages('alexw', await office.sees('alexw', /Your requests/i), 'mine');
    assert.equal(all.length, 2);
    const shown = all.flatMap((text) => [...new Set(ids(text))]);
    assert.deepEqual(shown, asked.filter((_, n) => n % 2 === 0).toReversed());
  });

  it('brings the whole audit of a group, each row on one page', async () => {
    await office.say('meganb', 'audit Marketing');
    const all = await pages('meganb', await office.sees('meganb', /^.?\s*Audit/), 'audit');
    assert.ok(all.length > 1, 'all of it fitted on one card');
    const shown = all.flatMap((text) => [...new Set(ids(text))]);
    assert.deepEqual(shown.toSorted(), asked.toSorted());
  });

  it('begins again for a place that cannot be read', async () => {
    await office.say('alexw', 'my requests');
    const first = await office.sees('alexw', /Your requests/i);
    for (const after of ['', 'nonsense', `${'9'.repeat(40)} x`, '2026-11-22T13:02:00.000Z K7QF'])
      assert.deepEqual(
        ids((await office.press('alexw', { ...first, actions: [] }, 'mine', { after })).text),
        ids(first.text),
      );
  });

  it('goes on for those who may see it only, whatever a card says', async () => {
    await office.say('alexw', 'my requests');
    const card = { ...(await office.sees('alexw', /Your requests/i)), actions: [] };
    const forged = [
      { group: demoGroup('marketing') },
      { group: crypto.randomUUID() },
      { person: demoPerson('leegu') },
      {},
    ];
    const answers = await Promise.all(
      forged.map((of) => office.press('alexw', card, 'audit', { ...of, after: '999 999' })),
    );
    for (const { text } of answers) assert.match(text, /^Please say of which group/);
  });

  it('tells the whole story of one request to those who may see it, and its delegates to the owners', async () => {
    const [id = ''] = asked.slice(5);
    await office.say('meganb', `audit ${id}`);
    const told = await office.sees('meganb', new RegExp(`${id}[^]*Everything that is recorded`));
    for (const part of [/request made/, /request approved/, /right about to be applied/, /right applied/, /before: /])
      assert.match(told.text, part);
    await office.say('leegu', `audit ${id}`);
    const own = await office.sees('leegu', /Everything that is recorded/);
    assert.match(own.text, /right applied/);
    assert.doesNotMatch(own.text, /before: |after: /);
    await office.say('nestorw', `logboek ${id}`);
    await office.sees('nestorw', /right applied|recht toegepast/);
  });

  it('says the same of a request that is none of the reader’s business as of none', async () => {
    const [id = ''] = asked;
    await office.say('leegu', `audit ${id}`);
    const hidden = await office.sees('leegu', new RegExp(`${id}.*`));
    await office.say('leegu', 'audit K9QF');
    const none = await office.sees('leegu', /K9QF/);
    assert.equal(hidden.text.replaceAll(id, '…'), none.text.replaceAll('K9QF', '…'));
  });
});
