import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** Henrietta is in no group of the story: what she asks for others keeps nobody from asking for themselves. */

describe('what a stranger asks for somebody', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);
  const idOf = (seen: Seen) => String(seen.actions[0]?.data.request);
  /** Says it, and gives the card that it brings. */
  async function ask(alias: string, text: string): Promise<Seen> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text);
    return eventually(
      async () => (await office.chat(alias)).slice(before).find(offers('cancel')),
      () => `${alias} got no card for ${text}`,
    );
  }
  const decides = (seen: Seen, id: string) =>
    seen.actions.some(({ verb, data }) => verb === 'approve' && data.request === id);
  const cardOf = (owner: string, id: string, text = /./) =>
    office.sees(owner, (seen) => decides(seen, id) && text.test(seen.text));
  const adds = (right: string) =>
    office.twin.changes.filter((one) => one.change === 'add' && one.right === right).length;

  it('keeps the member from asking neither for the same nor for the other right, and the owners hear of both', async () => {
    const foreign = idOf(await ask('henriettam', 'let Alex Wilber send as Marketing'));
    const first = await cardOf('meganb', foreign);
    assert.doesNotMatch(first.text, /too:/);
    const same = await ask('alexw', 'let me send as Marketing');
    assert.doesNotMatch(same.text, new RegExp(`${foreign}|Henrietta`), 'Alex hears nothing of a stranger');
    const second = await cardOf('meganb', idOf(same));
    assert.match(
      second.text,
      new RegExp(`Henrietta Mueller \\(\\S+\\) has asked the same for Alex Wilber \\(\\S+\\), too: ${foreign}`),
    );
    const other = await ask('alexw', 'let me send on behalf of Marketing');
    const third = await cardOf('meganb', idOf(other));
    assert.match(third.text, new RegExp(`Alex Wilber \\(\\S+\\) has asked for Send as, too: ${idOf(same)}`));
    assert.match(third.text, /what is approved last counts/);
  });

  it('may be asked once: the same again is answered with the number of the own one', async () => {
    const own = idOf(await ask('alexw', 'let me send as Marketing'));
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', new RegExp(`Your request ${own} for this is open already`));
    // And tells a stranger nothing of the member's.
    const foreign = await ask('henriettam', 'let Alex Wilber send as Marketing');
    assert.doesNotMatch(foreign.text, new RegExp(own));
  });

  it('is closed with the truth when a colleague of the group asked it and the member got the right', async () => {
    const colleague = await ask('lidiah', 'let Alex Wilber send as Marketing for two weeks');
    const own = await ask('alexw', 'let me send as Marketing');
    const card = await cardOf('pattif', idOf(colleague));
    await office.press('meganb', await cardOf('meganb', idOf(own)), 'approve');
    const closed = await office.sees('lidiah', (seen) => seen.id === colleague.id && /^lapsed$/m.test(seen.text));
    assert.match(
      closed.text,
      new RegExp(`Alex Wilber \\(alexw@contoso\\.com\\) has this right now \\(no end date\\): ${idOf(own)} asked`),
    );
    assert.ok(!offers('again')(closed));
    const news = await office.sees('lidiah', (seen) => seen.id !== colleague.id && /^lapsed$/m.test(seen.text));
    assert.match(news.text, /Nothing is left to decide/);
    await office.sees(
      'pattif',
      (seen) => seen.id === card.id && /^lapsed$/m.test(seen.text) && !offers('approve')(seen),
    );
    const late = await office.press('pattif', card, 'approve');
    assert.match(late.text, /^lapsed$/m);
    assert.doesNotMatch(late.text, /[Aa]lready decided by/);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
    assert.equal(adds('sendAs'), 1);
  });

  it('stays with the owner when it asks for longer than was given, and then the longer end counts', async () => {
    const own = await ask('alexw', 'let me send as Marketing');
    const colleague = await ask('lidiah', 'let Alex Wilber send as Marketing for two weeks');
    await office.press('meganb', await cardOf('meganb', idOf(colleague)), 'approve');
    await office.sees('lidiah', (seen) => seen.id === colleague.id && /^applied$/m.test(seen.text));
    const left = await cardOf('meganb', idOf(own), /holds this right already/);
    assert.match(left.text, new RegExp(`${idOf(colleague)}, until .*\\)\\. If you approve this, the end given here`));
    await office.press('meganb', left, 'approve');
    await office.sees('alexw', (seen) => seen.id === own.id && /^applied$/m.test(seen.text));
    await office.sees('lidiah', (seen) => seen.id === colleague.id && /^ended$/m.test(seen.text));
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
    assert.equal(adds('sendAs'), 1, 'the right was never taken away');
  });

  it('says nothing of what the member got: it goes on waiting for the owner, whose card says it', async () => {
    const foreign = await ask('henriettam', 'let Alex Wilber send as Marketing');
    const own = await ask('alexw', 'let me send as Marketing');
    await office.press('meganb', await cardOf('meganb', idOf(own)), 'approve');
    await office.sees('alexw', (seen) => seen.id === own.id && /^applied$/m.test(seen.text));
    await cardOf('meganb', idOf(foreign), /holds this right already/);
    const theirs = await office.sees('henriettam', (seen) => seen.id === foreign.id);
    assert.equal(theirs.text, foreign.text);
    await office.say('meganb', `deny ${idOf(foreign)} because Alex looks after that`);
    await office.sees('henriettam', /denied[\s\S]*Alex looks after that/);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  });

  for (const order of [
    ['own', 'foreign'],
    ['foreign', 'own'],
  ] as const)
    it(`and what the member asks, both approved while Exchange is away: the last approval counts (${order.at(-1)})`, async () => {
      const ids = {
        foreign: idOf(await ask('henriettam', 'let Alex Wilber send on behalf of Marketing')),
        own: idOf(await ask('alexw', 'let me send as Marketing')),
      };
      for (const which of order) await cardOf('meganb', ids[which]);
      office.twin.misbehave('exchange', { kind: 'down', status: 503 });
      for (const which of order) await office.say('meganb', `approve ${ids[which]}`);
      await office.sees('meganb', (seen) => seen.text.includes(ids[order[0]]) && /tries again/.test(seen.text));
      office.twin.misbehave('exchange', null);
      const [last, first] =
        order.at(-1) === 'own' ? (['sendAs', 'sendOnBehalf'] as const) : (['sendOnBehalf', 'sendAs'] as const);
      await eventually(
        async () =>
          office.holders('marketing', last).includes('alexw') &&
          !office.holders('marketing', first).includes('alexw') &&
          adds(first) === 1,
        () => JSON.stringify(office.twin.changes),
        30_000,
      );
      assert.deepEqual(
        office.twin.changes.map(({ change, right }) => `${change} ${right}`),
        [`add ${first}`, `add ${last}`, `remove ${first}`],
      );
    }).timeout(60_000);
});

describe('a request that was denied', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  async function answer(alias: string, text: string): Promise<Seen> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text);
    return eventually(
      async () => (await office.chat(alias)).slice(before).find(({ from }) => from === 'bot'),
      () => `${alias} got no answer to ${text}`,
    );
  }
  const waits = (seen: Seen) => /^waiting$/m.test(seen.text);
  async function deny(asked: Seen): Promise<void> {
    const id = String(asked.actions.find(({ verb }) => verb === 'cancel')?.data.request);
    await office.sees('pattif', (seen) => seen.text.includes(id));
    await office.say('pattif', `deny ${id}`);
    await office.sees('alexw', (seen) => seen.id === asked.id && /^denied$/m.test(seen.text));
    await office.sees('alexw', (seen) => seen.id !== asked.id && seen.text.includes(id) && /^denied$/m.test(seen.text));
  }

  it('rests a day for who asked it, who hears until when, by whom, and what else can be done', async () => {
    await answer('alexw', 'hi');
    await deny(await answer('alexw', 'let me send as Marketing'));
    const again = await answer('alexw', 'let me send as Marketing');
    assert.match(again.text, /Patti Fernandez \(pattif@contoso\.com\) has denied this/);
    assert.match(again.text, /asked again from \d+ \w+ \d{4} at \d/);
    assert.match(again.text, /say why|shorter/);
    const dutch = await (async () => {
      await office.say('alexw', 'laat mij verzenden als Marketing', { locale: 'nl-NL' });
      return office.sees('alexw', /Patti Fernandez \(pattif@contoso\.com\) heeft dit afgewezen/);
    })();
    assert.match(dutch.text, /vanaf/);
    await office.say('alexw', 'hello', { locale: 'en-US' });
    // The other right, and what somebody else asks for the same person, is another request.
    assert.ok(waits(await answer('alexw', 'let me send on behalf of Marketing')));
    assert.ok(waits(await answer('lidiah', 'let Alex Wilber send as Marketing')));
    office.jump(24 * 3600_000 + 60_000);
    assert.ok(waits(await answer('alexw', 'let me send as Marketing')));
  });

  it('may be asked at once with a reason that was missing, or for a shorter time; denied again it rests', async () => {
    await answer('alexw', 'hi');
    await deny(await answer('alexw', 'let me send as Marketing'));
    await deny(await answer('alexw', 'let me send as Marketing because the fair starts'));
    const again = await answer('alexw', 'let me send as Marketing for a week because the fair starts');
    assert.match(again.text, /Patti Fernandez \(pattif@contoso\.com\) has denied this more than once/);
    assert.doesNotMatch(again.text, /shorter/);
    await deny(await answer('alexw', 'let me send as Training for a month'));
    assert.match((await answer('alexw', 'let me send as Training for two months')).text, /has denied this/);
    assert.ok(waits(await answer('alexw', 'let me send as Training for a week')));
  });

  it('rests also for the button that asks again, and for the form', async () => {
    await answer('alexw', 'hi');
    const asked = await answer('alexw', 'let me send as Marketing');
    await deny(asked);
    const id = String(asked.actions[0]?.data.request);
    const again = await office.press('alexw', { ...asked, actions: [] }, 'again', { request: id, revision: 2 });
    assert.match(again.text, /has denied this/);
    await office.say('alexw', 'new request');
    const form = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'submit'));
    const wish = { people: demoPerson('alexw'), group: demoGroup('marketing'), right: 'sendAs' };
    assert.match((await office.press('alexw', form, 'submit', wish)).text, /has denied this/);
  });
});
