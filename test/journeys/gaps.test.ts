import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** What is missing, unclear or wrong in a sentence is asked on a card, with everything else kept. */

describe('a gap in what was said', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  /** What stands new in the chat after saying it. */
  async function answer(alias: string, text: string, options: { locale?: string; mentions?: string[] } = {}) {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text, options);
    return eventually<Seen>(
      async () => (await office.chat(alias)).slice(before).find(({ from }) => from === 'bot'),
      () => `${alias} got no answer to ${text}`,
    );
  }

  type Fields = Readonly<Record<string, unknown>>;
  const body = (seen: { readonly card: Readonly<Record<string, unknown>> | null }) =>
    (seen.card?.body ?? []) as readonly Fields[];
  const field = (seen: { readonly card: Readonly<Record<string, unknown>> | null }, id: string) =>
    body(seen).find((one) => one.id === id);
  const below = (seen: { readonly card: Readonly<Record<string, unknown>> | null }, id: string) =>
    String(body(seen)[body(seen).findIndex((one) => one.id === id) + 1]?.text ?? '');

  it('that leaves two people open is filled by a number, and says which numbers there are', async () => {
    await answer('alexw', 'let Lee send as Marketing');
    assert.match((await answer('alexw', '3')).text, /choose a number from 1 to 2/);
    assert.match((await answer('alexw', '3', { locale: 'nl-NL' })).text, /Kies een nummer van 1 tot en met 2/);
    const made = await answer('alexw', '2', { locale: 'en-US' });
    assert.match(made.text, /^waiting$[\s\S]*Lee Gu/m);
  });

  it('is filled by a name or a mention as well, and by nothing that only resembles one', async () => {
    await answer('isaiahl', 'let Lee send as Sales');
    assert.match((await answer('isaiahl', 'Lee')).text, /did not understand/);
    assert.match((await answer('isaiahl', 'LEECHEN@contoso.com')).text, /^waiting$[\s\S]*leechen@contoso.com/m);
    assert.match((await answer('isaiahl', 'Lee Chen')).text, /did not understand/, 'nothing is asked any more');
    await answer('isaiahl', 'let Lee send as Sales');
    const named = await answer('isaiahl', '<at>Lee Gu</at>', { mentions: [demoPerson('leegu')] });
    assert.match(named.text, /Lee Gu \(leegu@contoso\.com\) is not a member of Sales \(sales@contoso\.com\)/);
  });

  it('that thirty people fit shows ten of them, and takes the address of any', async () => {
    const { people, groups } = office.twin.world;
    const alex = people.get(demoPerson('alexw'));
    assert.ok(alex);
    for (let n = 1; n <= 30; n += 1) {
      const [id, mail] = [demoPerson(`jan${n}`), `jan${n}@contoso.com`];
      people.set(id, { ...alex, id, displayName: 'Jan Jansen', userPrincipalName: mail, mail });
      groups.get(demoGroup('marketing'))?.members.add(id);
    }
    const card = await answer('lidiah', 'let Jan Jansen send as Marketing');
    assert.equal(card.actions.length, 10);
    assert.match(card.text, /There may be others/);
    assert.match((await answer('lidiah', '11')).text, /from 1 to 10/);
    assert.match((await answer('lidiah', 'Jan Jansen')).text, /choose one of the numbers/);
    const shown = new Set(card.text.match(/jan\d+@contoso.com/g));
    const hidden = Array.from({ length: 30 }, (_, n) => `jan${n + 1}@contoso.com`).find((one) => !shown.has(one)) ?? '';
    const made = await answer('lidiah', hidden);
    assert.match(made.text, /^waiting$/m);
    assert.ok(made.text.includes(hidden));
    // The card of the old question says so when it is pressed now.
    const stale = await office.press('lidiah', card, 'choose');
    assert.match(stale.text, /no longer open/);
  });

  it('that nothing matches keeps the words in their fields, each marked, with the nearest groups to choose from', async () => {
    const form = await answer('johannal', 'let Quirinus Zwets send as Marketting for two weeks because of the fair');
    assert.match(form.text, /no group called “Marketting”/);
    assert.match(form.text, /Did you mean\s+Marketing\s+marketing@contoso.com/);
    assert.deepEqual(
      ['people', 'group', 'term', 'reason'].map((id) => field(form, id)?.value),
      ['Quirinus Zwets', 'Marketting', 'P14D', 'the fair'],
    );
    assert.match(below(form, 'people'), /^✕ Somebody here is not known/);
    assert.match(below(form, 'group'), /^✕ That group is not known/);
    const sent = await office.press('johannal', form, 'submit', {
      right: 'sendAs',
      people: `Quirinus Zwets,${demoPerson('alexw')}`,
      group: `${demoGroup('marketing')},Nonsuch`,
      term: 'until',
      until: '2020-01-01',
      reason: 'the fair',
    });
    assert.deepEqual(
      ['people', 'group', 'term', 'until', 'reason', 'right'].map((id) => field(sent, id)?.value),
      [
        `${demoPerson('alexw')},Quirinus Zwets`,
        `${demoGroup('marketing')},Nonsuch`,
        'until',
        '2020-01-01',
        'the fair',
        'sendAs',
      ],
    );
    assert.match(below(sent, 'people'), /^✕/);
    assert.match(below(sent, 'group'), /^✕/);
    assert.match(below(sent, 'until'), /^✕ That day has passed/);
    const made = await office.press('johannal', form, 'submit', {
      right: 'sendAs',
      people: demoPerson('alexw'),
      group: demoGroup('marketing'),
      term: 'P14D',
      reason: 'the fair',
    });
    assert.match(made.text, /^waiting$[\s\S]*for 2 weeks/m);
  });

  it('that was filled by the same person is told with the number; what others asked is no concern of theirs', async () => {
    const own = await answer('johannal', 'let Alex Wilber send as Marketing');
    assert.match(own.text, /Your request [A-Z0-9]{4} for this is open already/);
    const other = await answer('lidiah', 'let Alex Wilber send as Marketing');
    assert.match(other.text, /^waiting$/m);
    assert.doesNotMatch(other.text, /Johanna/);
  });

  it('names the right that is held already, to those who may know; of others nothing is told', async () => {
    // An owner may get a card of what was asked before at the same moment.
    await office.say('meganb', 'let me send as Training');
    await office.sees('meganb', /You already have Send as on Training/);
    const member = await answer('adelev', 'let Megan Bowen send as Training');
    assert.match(member.text, /Megan Bowen \(meganb@contoso\.com\) already has Send as on Training \(/);
    // Lee is no member of Training: the answer is the same whether Megan holds it or not.
    const [held, free] = [
      await answer('leegu', 'let Megan Bowen send as Training'),
      await answer('leegu', 'let Adele Vance send as Training'),
    ];
    const same = (seen: Seen) =>
      seen.text
        .replaceAll(/Megan Bowen|Adele Vance|\S+@contoso.com.*|[A-Z0-9]{4}$|\d+:\d+/gm, '…')
        .replaceAll(/cancel \w+/g, '');
    assert.match(held.text, /^waiting$/m);
    assert.equal(same(held), same(free));
    // Megan holds Send as: that is for the owner to see, and for her.
    const other = await answer('leegu', 'let Megan Bowen send on behalf of Marketing');
    assert.doesNotMatch(other.text, /holds/);
  });

  it('an audit of everything needs no name', async () => {
    const audit = await answer('nestorw', 'audit');
    assert.match(audit.text, /All groups and people, newest first/);
    assert.doesNotMatch(audit.text, /^–$/m);
  });
});
