import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** Who has much to decide hears how much, and gets at all of it: the oldest first, page by page. */

describe('what is waiting for me', () => {
  let office: Office;
  /** Ids in the order of asking. */
  let asked: string[];
  before(async () => {
    office = await openOffice();
    asked = [];
    const self = ['alexw', 'lidiah', 'leegu', 'johannal', 'meganb'].map((alias) => [alias, 'Marketing'] as const);
    const others = ['alexw', 'adelev', 'meganb'].map((alias) => [alias, 'Training'] as const);
    office.twin.world.groups.get(demoGroup('training'))?.sendAs.clear();
    for (const [alias, group] of [...self, ...others]) {
      await office.say(alias, `let me send as ${group}`);
      const card = await office.sees(
        alias,
        (seen) => offers('cancel')(seen) && seen.text.includes(`Send as · ${group}`),
      );
      asked.push(idOf(card));
    }
    // What somebody asked, or would get, does not wait for the same person.
    await office.say('pattif', 'let me send as Marketing');
    await office.sees('pattif', offers('cancel'));
    await office.say('alexw', 'let Patti Fernandez send on behalf of Marketing');
    await eventually(
      async () => (await office.chat('pattif')).filter(offers('approve')).length === asked.length,
      () => 'cards',
    );
  });
  after(() => office.close());

  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);
  const idOf = (seen: Seen) => String(seen.actions[0]?.data.request);

  /** What stands new in Patti's chat after an act. */
  async function fresh(act: () => Promise<unknown>, count: number): Promise<readonly Seen[]> {
    const before = (await office.chat('pattif')).length;
    await act();
    return eventually(
      async () => {
        const seen = (await office.chat('pattif')).slice(before).filter(({ from }) => from === 'bot');
        return seen.length >= count && seen;
      },
      () => `no ${count} answers`,
    );
  }

  it('shows the five oldest first, says how many more there are and how else to decide, and brings those by a button', async () => {
    const first = await fresh(() => office.say('pattif', 'what is waiting for me?'), 6);
    assert.deepEqual(first.slice(0, 5).map(idOf), asked.slice(0, 5));
    const more = first[5];
    assert.ok(more);
    assert.match(more.text, /3 more[\s\S]*of 8 in all/);
    assert.match(more.text, /approve K7QF/);
    assert.deepEqual(
      more.actions.map(({ verb }) => verb),
      ['pending'],
    );
    const rest = await fresh(() => office.press('pattif', more, 'pending'), 2);
    // The card with the button has become the first of the next ones.
    const chat = await office.chat('pattif');
    const here = chat.find(({ id }) => id === more.id);
    assert.ok(here);
    assert.deepEqual([here, ...rest].map(idOf), asked.slice(5));
    assert.ok(!rest.some(offers('pending')));
  });

  it('says it in Dutch as well', async () => {
    const first = await fresh(() => office.say('pattif', 'wat wacht er op mij?', { locale: 'nl-NL' }), 6);
    assert.match(first[5]?.text ?? '', /nog 3[\s\S]*8 in totaal/);
    await office.say('pattif', 'hello', { locale: 'en-US' });
  });

  it('begins at the beginning for a place that cannot be read, and when nothing is left behind it', async () => {
    const first = await fresh(() => office.say('pattif', 'what is waiting for me?'), 6);
    const more = first[5] as Seen;
    const wild = [{ $gt: '' }, '9999-12-31T00:00:00.000Z K7QF K7QF'];
    for (const after of wild) {
      const answer = await office.press('pattif', { ...more, actions: [] }, 'pending', { after });
      assert.match(answer.text, new RegExp(asked[0] ?? ''), JSON.stringify(after));
    }
  });

  it('shows nobody else anything, wherever they say to go on', async () => {
    await office.say('henriettam', 'what is waiting for me?');
    const seen = await office.sees('henriettam', /Nothing is waiting for you/);
    const after = '2000-01-01T00:00:00.000Z K7QF K7QF';
    const answer = await office.press('henriettam', { ...seen, actions: [] }, 'pending', { after });
    assert.match(answer.text, /Nothing is waiting for you/);
  });

  it('says nothing of more when all of it is shown', async () => {
    for (const id of asked.slice(3)) await office.say('pattif', `deny ${id}`);
    await eventually(
      async () => (await office.chat('meganb')).some(({ text }) => /denied/.test(text)),
      () => 'denied',
    );
    const first = await fresh(() => office.say('pattif', 'what is waiting for me?'), 3);
    assert.deepEqual(first.map(idOf), asked.slice(0, 3));
    assert.ok(!first.some(offers('pending')));
  });
});

describe('a sentence for more than one card can hold', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  it('is shown in full to who asks what waits: line for line, on as many cards as it takes', async () => {
    const { people, groups } = office.twin.world;
    const alex = people.get(demoPerson('alexw')) ?? assert.fail();
    const mails = Array.from({ length: 18 }, (_, n) => `temp${n}@contoso.com`);
    for (const [n, mail] of mails.entries()) {
      const id = demoPerson(`temp${n}`);
      people.set(id, { ...alex, id, displayName: `Temp ${n}`, userPrincipalName: mail, mail });
      groups.get(demoGroup('marketing'))?.members.add(id);
    }
    // More than a sentence may name: by the form, whose people are picked.
    const megan = demoPerson('meganb');
    const ids = mails.map((_, n) => demoPerson(`temp${n}`)).join(',');
    const data = { people: ids, group: demoGroup('marketing'), right: 'sendAs', term: 'none' };
    const submit = { verb: 'submit', data };
    await office.twin.teams.press(megan, await office.twin.teams.personalChat(megan), '1', submit);
    await office.sees('pattif', /18 waiting[\s\S]*and \d+ more: ask “what is waiting for me\?”/);
    const before = (await office.chat('pattif')).length;
    await office.say('pattif', 'what is waiting for me?');
    let last: readonly Seen[] = [];
    const decidable = await eventually(
      async () => {
        const cards = (await office.chat('pattif')).slice(before);
        last = cards;
        const ids = cards.flatMap(({ actions }) => actions.filter(({ verb }) => verb === 'approve'));
        return ids.length === 18 && new Set(ids.map(({ data }) => data.request));
      },
      () =>
        last
          .map(({ actions, text, card }) => `${actions.length} ${JSON.stringify(card).length} ${text.slice(0, 80)}`)
          .join('\n'),
    );
    assert.equal(decidable.size, 18);
  });
});
