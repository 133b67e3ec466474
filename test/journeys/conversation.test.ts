import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen, textOf, toPressed } from '../support/office.ts';

/** Issue by issue of talking: what is missing is asked on a card, what is pressed can be typed, and nobody gets stuck. */

describe('the conversation', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const waiting = (seen: Seen) => /^waiting$/m.test(seen.text);
  const decidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');

  it('asks which right is meant, showing the From line both ways, and goes on with the answer', async () => {
    await office.say('alexw', 'let me mail from Marketing');
    const card = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'choose'));
    assert.match(card.text, /From: Marketing/);
    assert.match(card.text, /From: Alex Wilber on behalf of Marketing/);
    const second = card.actions[1];
    assert.ok(second);
    const answer = await office.press('alexw', { ...card, actions: [second] }, 'choose');
    assert.match(answer.text, /^waiting$/m);
    assert.match(answer.text, /Send on behalf · Marketing/);
    // The card itself is edited too: who opens the chat again sees the request, not the old question.
    await office.sees('alexw', (seen) => seen.id === card.id && waiting(seen));
    await office.sees('meganb', decidable);
  });

  it('takes a typed number for the pressed one', async () => {
    await office.say('alexw', 'let me mail from Marketing');
    await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'choose'));
    await office.say('alexw', '1');
    const card = await office.sees('alexw', waiting);
    assert.match(card.text, /Send as · Marketing/);
  });

  it('gives the form to who says too little, keeps its inputs on a fault, and makes the request', async () => {
    await office.say('alexw', 'new request');
    const form = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'submit'));
    const wrong = await office.press('alexw', form, 'submit', {
      right: 'sendAs',
      people: demoPerson('alexw'),
      reason: 'the fair',
    });
    assert.ok(wrong.card);
    assert.match(textOf(wrong.card), /group/i);
    assert.match(JSON.stringify(wrong.card), /the fair/);
    const done = await office.press('alexw', form, 'submit', {
      right: 'sendAs',
      people: demoPerson('alexw'),
      group: demoGroup('marketing'),
      term: 'P14D',
      reason: 'the fair',
    });
    assert.match(done.text, /^waiting$/m);
    assert.match(done.text, /2 weeks|two weeks|14 days/);
    assert.match((await office.sees('pattif', decidable)).text, /the fair/);
  });

  it('gives the same answer to a press that Teams sends again, and makes nothing twice', async () => {
    await office.say('alexw', 'let me mail from Marketing');
    const card = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'choose'));
    const person = demoPerson('alexw');
    const chat = await office.twin.teams.personalChat(person);
    const action = { verb: 'choose', data: { ...card.actions[0]?.data } };
    const press = () => office.twin.teams.press(person, chat, card.id, action, { turnId: 'turn-77' });
    const answers = [await press(), await press()].map(({ body }) => toPressed(body).text);
    assert.match(answers[0] ?? '', /^waiting$/m);
    assert.equal(answers[1], answers[0]);
  });

  it('offers groups while typing: the own ones first, hidden ones only to who may know them', async () => {
    await office.say('alexw', 'hi');
    const chat = await office.twin.teams.personalChat(demoPerson('alexw'));
    const search = async (alias: string, words: string) => {
      const { body } = await office.twin.teams.search(demoPerson(alias), chat, 'groups', words);
      const { value } = body as { value: { results: { title: string; value: string }[] } };
      return value.results.map(({ title }) => title.split(' · ')[0]);
    };
    assert.equal((await search('alexw', ''))[0], 'Sales');
    assert.ok((await search('alexw', 'mark')).includes('Marketing'));
    assert.deepEqual(await search('alexw', 'Project F'), await search('alexw', 'Zzyzx'));
    assert.deepEqual(await search('meganb', 'Project F'), ['Project Falcon']);
    assert.deepEqual(await search('alexw', 'VPN'), []);
  });

  it('takes three people on two groups as one sentence: one card for who asks, one for each owner, line by line', async () => {
    await office.say('meganb', 'let Alex Wilber, Lidia Holloway and Adele Vance send as Marketing and Training');
    const summary = await office.sees('meganb', /4 waiting/);
    // Lidia and Adele are each a member of one of the two groups only: that is said line by line.
    await office.sees('meganb', /Adele Vance[\s\S]*member[\s\S]*Lidia Holloway[\s\S]*member/);
    const patti = await office.sees('pattif', (seen) => /Alex Wilber/.test(seen.text) && seen.actions.length > 0);
    const verbs = patti.actions.map(({ verb }) => verb);
    assert.ok(verbs.filter((verb) => verb === 'approve').length === 4, verbs.join());
    assert.ok(verbs.includes('approve-all'));
    const deny = patti.actions.find(({ verb, data }) => verb === 'deny' && data.request);
    assert.ok(deny);
    await office.press('pattif', { ...patti, actions: [deny] }, 'deny', {
      [`reason-${deny.data.request}`]: 'not this one',
    });
    const all = await office.press('pattif', patti, 'approve-all');
    assert.match(all.text, /approved/);
    await eventually(
      async () => office.twin.changes.filter(({ change }) => change === 'add').length === 3,
      () => `${office.twin.changes.length} changes`,
    );
    const end = await office.sees(
      'meganb',
      (seen) => seen.id === summary.id && (seen.text.match(/^.*applied.*$/gm)?.length ?? 0) >= 3,
    );
    assert.match(end.text, /denied/);
  });

  it('lists the rights of a colleague to get the same, and asks each owner', async () => {
    office.twin.world.groups.get(demoGroup('marketing'))?.sendOnBehalf.add(demoPerson('meganb'));
    await office.say('nestorw', 'give Alex Wilber the same as Megan Bowen');
    const card = await office.sees('nestorw', (seen) => seen.actions.some(({ verb }) => verb === 'choose'));
    assert.match(JSON.stringify(card.card), /Marketing[\s\S]*Training|Training[\s\S]*Marketing/);
    await office.press('nestorw', card, 'choose', { picks: '1,2' });
    await office.sees('meganb', (seen) => decidable(seen) && /Marketing/.test(seen.text));
    await office.sees('pattif', (seen) => decidable(seen) && /Training/.test(seen.text));
  });

  it('tells requester and beneficiary of the outcome once each, in their own language', async () => {
    await office.say('alexw', "let Zoë van 't Hof send as Team Noord & Zuid");
    await office.sees('alexw', /Noord/);
    await office.say('daand', 'laat Alex Wilber verzenden als "Team Noord & Zuid"');
    const card = await office.sees('zoeh', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    assert.match(card.text, /Verzenden als/);
    await office.press('zoeh', card, 'approve');
    const mine = await office.sees('daand', (seen) => /^toegepast$/m.test(seen.text) && seen.text !== card.text);
    assert.match(mine.text, /Outlook/);
    await office.sees('alexw', (seen) => /^applied$/m.test(seen.text) && /Noord/.test(seen.text));
    const told = async (alias: string, status: RegExp) =>
      (await office.chat(alias)).filter(({ from, text }) => from === 'bot' && status.test(text));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal((await told('alexw', /^applied$/m)).length, 1);
    assert.equal((await told('daand', /^toegepast$/m)).length, 2, 'the edited card, and one message');
  });

  it('shows help for what this very person can do, with the own groups in the examples', async () => {
    await office.say('alexw', 'help');
    assert.match((await office.sees('alexw', /my requests/i)).text, /Sales|Marketing|Training/);
    await office.say('nestorw', 'hulp', { locale: 'nl-NL' });
    assert.match((await office.sees('nestorw', /logboek/i)).text, /beheerder/i);
  });

  it('welcomes once', async () => {
    await office.say('leegu', 'hi');
    await office.say('leegu', 'hi');
    await office.sees('leegu', /help/i);
    const welcomes = (await office.chat('leegu')).filter(({ text }) => /I am Behalf/.test(text));
    assert.equal(welcomes.length, 1);
  });

  for (const type of ['channel', 'groupChat'] as const) {
    it(`in a ${type} answers in one line, and with the details in the own chat`, async () => {
      const room = await office.twin.teams.gather([demoPerson('alexw'), demoPerson('leegu')], type);
      const text = 'let Alex Wilber send as Marketing';
      await office.twin.teams.say(demoPerson('alexw'), text, { conversation: room });
      await office.sees('alexw', waiting);
      const said = office.twin.teams
        .view(demoPerson('leegu'), room)
        .filter(({ from }) => from === 'bot')
        .map(({ activity }) => String(activity.text ?? JSON.stringify(activity.attachments)));
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', /our own chat/);
    });
  }

  it('takes a mentioned person for that person', async () => {
    await office.say('meganb', 'let <at>Lee Gu</at> send as Marketing', { mentions: [demoPerson('leegu')] });
    assert.match((await office.sees('meganb', waiting)).text, /leegu@contoso.com/);
  });

  it('does on an older phone, by Action.Submit, what Action.Execute does', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', decidable);
    const person = demoPerson('meganb');
    const chat = await office.twin.teams.personalChat(person);
    const status = await office.twin.teams.submit(person, chat, { ...card.actions[0]?.data, verb: 'approve' });
    assert.ok(status < 300);
    await office.sees('alexw', /^applied$/m);
  });

  it('shows what waits for me, and takes the typed decision', async () => {
    await office.say('alexw', 'let me send as Training');
    const card = await office.sees('pattif', decidable);
    await office.say('pattif', 'what is waiting for me');
    await office.sees('pattif', (seen) => seen.id !== card.id && decidable(seen));
    await office.say('pattif', `deny ${card.actions[0]?.data.request} because not needed`);
    await office.sees('alexw', /denied[\s\S]*not needed/);
    // Both copies of the card have changed.
    await eventually(
      async () => (await office.chat('pattif')).every((seen) => !decidable(seen)),
      () => 'a live button is left',
    );
  });

  it('takes back the request for the group that is named, and none that is about another', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const marketing = await office.sees('alexw', waiting);
    await office.say('alexw', 'withdraw my request for Training');
    await office.sees('alexw', (seen) =>
      /about “Training”\. Say “cancel” with the number of the one you mean: \w+\./.test(seen.text),
    );
    assert.match((await office.sees('alexw', (seen) => seen.id === marketing.id)).text, /^waiting$/m);
    await office.say('alexw', 'trek mijn aanvraag voor Marketing in');
    await office.sees('alexw', (seen) => seen.id === marketing.id && /^cancelled$/m.test(seen.text));
  });

  it('asks nothing of anybody for a question whether somebody should: the form keeps what was said', async () => {
    await office.say('alexw', 'Should I get send as on Marketing?');
    const form = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'submit'));
    assert.match(JSON.stringify(form.card), /Marketing/);
    assert.deepEqual((await office.chat('meganb')).filter(decidable), []);
  });

  it('decides nothing on “approve all”: it shows what waits, and takes the numbers of several in one sentence', async () => {
    const before = (await office.chat('pattif')).length;
    for (const text of ['let me send as Training', 'let Johanna send as Marketing', 'let Lee Gu send as Marketing'])
      await office.say('alexw', text);
    const waiting = async () => (await office.chat('pattif')).slice(before).filter(decidable);
    await eventually(
      async () => (await waiting()).length === 3,
      () => 'three cards',
    );
    const cards = await waiting();
    await office.say('pattif', 'approve all');
    const told = await office.sees('pattif', /Nothing is decided yet/);
    const [a, b, c] = cards.map(({ actions }) => String(actions[0]?.data.request));
    for (const id of [a, b, c]) assert.match(told.text, new RegExp(String(id)));
    await office.say('pattif', `approve ${a} and ${b}, deny ${c} because one is enough`);
    await eventually(
      async () => (await waiting()).length === 0,
      () => 'a live button is left',
    );
    await office.sees('alexw', /denied[\s\S]*one is enough/);
    await office.say('pattif', 'keur alles goed');
    await office.sees('pattif', /Nothing is waiting for you/);
  });

  it('tells of several decisions what became of each, also when Graph fails after the first', async () => {
    const before = (await office.chat('pattif')).length;
    for (const text of ['let me send on behalf of Marketing', 'let Johanna send on behalf of Marketing'])
      await office.say('alexw', text);
    const waiting = async () => (await office.chat('pattif')).slice(before).filter(decidable);
    await eventually(
      async () => (await waiting()).length === 2,
      () => 'two cards',
    );
    const [a, b] = (await waiting()).map(({ actions }) => String(actions[0]?.data.request));
    let heard = 0;
    // The second decision begins with this line of the log.
    const stop = office.onLogged((event) => {
      if (event === 'heard' && ++heard === 2) office.twin.misbehave('graph', { kind: 'down', status: 503 });
    });
    await office.say('pattif', `deny ${a}, approve ${b}`);
    const told = await office.sees('pattif', new RegExp(`stood in the way at ${b}`));
    assert.doesNotMatch(told.text, new RegExp(String(a)));
    await office.sees('alexw', new RegExp(`denied[\\s\\S]*${a}`));
    stop();
    office.twin.misbehave('graph', null);
    await office.say('pattif', `deny ${b}`);
    await office.sees('alexw', new RegExp(`denied[\\s\\S]*${b}`));
  });

  it('tells who can send as a group, and what a person can send as, to those who may know', async () => {
    await office.say('alexw', 'who can send as Training?');
    assert.match((await office.sees('alexw', /Training/)).text, /Megan Bowen/);
    await office.say('leechen', 'who can send as Training?');
    await office.sees('leechen', (seen) => seen.card === null && seen.text !== '');
    await office.say('graciew', 'what can Megan Bowen send as?', { locale: 'en-US' });
    await office.sees('graciew', (seen) => /Training/.test(seen.text) && /Send as/.test(seen.text));
    await office.say('alexw', 'what can Megan Bowen send as?');
    await office.sees('alexw', (seen) => seen.card === null && /auditors|admins/.test(seen.text));
    await office.say('meganb', 'what can I send as?');
    await office.sees('meganb', (seen) => /Training/.test(seen.text));
  });
});
