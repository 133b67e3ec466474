import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** A button decides on the lines that its card showed to this person, as the card showed them, and on nothing else. */

type Line = { readonly request: string; readonly revision: number };

describe('a button', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
    const { groups } = office.twin.world;
    groups.get(demoGroup('finance'))?.members.add(demoPerson('alexw'));
    groups.get(demoGroup('training'))?.owners.add(demoPerson('meganb'));
  });
  afterEach(() => office.close());

  const own = (group: string, alias: string) =>
    office.twin.world.groups.get(demoGroup(group))?.owners.add(demoPerson(alias));
  const disown = (group: string, ...aliases: readonly string[]) => {
    for (const alias of aliases) office.twin.world.groups.get(demoGroup(group))?.owners.delete(demoPerson(alias));
  };
  const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);
  const adds = () => office.twin.changes.filter(({ change }) => change === 'add').length;
  const dataOf = (seen: Seen, verb: string) => seen.actions.find((action) => action.verb === verb)?.data ?? {};
  /** The id of the request of a line that can be decided alone. */
  const idIn = (seen: Seen, group: string) => {
    const ids = seen.actions.filter(({ verb }) => verb === 'approve').map(({ data }) => String(data.request));
    const before = seen.text.indexOf(group);
    return ids.toSorted((a, b) => near(seen, a, before) - near(seen, b, before))[0] ?? assert.fail();
  };
  const near = ({ text }: Seen, id: string, at: number) => {
    const found = text.indexOf(id, at);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };
  const statuses = async (alias: string) => {
    await office.say(alias, 'my requests');
    const { text } = await office.sees(alias, /Your requests/);
    return text.match(/^[…›✓✕–!‹■] \w+ · Send as · \w+/gm)?.map((line) => line.replace(/^. /, ''));
  };

  async function askedForThree(): Promise<Seen> {
    await office.say('alexw', 'let me send as Marketing, Training and Finance');
    const card = await office.sees('meganb', offers('approve-all'));
    await office.sees('miriamg', offers('approve'));
    return card;
  }

  it('for all lines names each of them with the revision that was shown', async () => {
    const card = await askedForThree();
    const single = card.actions.filter(({ verb }) => verb === 'approve').map(({ data }) => data);
    for (const verb of ['approve-all', 'deny-all']) {
      const { lines, ...others } = dataOf(card, verb);
      assert.deepEqual(lines, single, verb);
      assert.deepEqual(others, {}, verb);
    }
  });

  for (const [verb, word] of [
    ['approve-all', 'approved'],
    ['deny-all', 'denied'],
  ] as const) {
    it(`${verb} leaves the line alone that came to the owner after the card, and shows it`, async () => {
      const card = await askedForThree();
      own('finance', 'meganb');
      const answer = await office.press('meganb', card, verb);
      assert.match(answer.text, new RegExp(`2 ${word}`));
      assert.match(answer.text, /1 waiting/);
      assert.match(answer.text, /Send as · Finance/);
      assert.match(answer.text, /did not show[\s\S]*look again/);
      await office.sees('alexw', (seen) => /1 waiting/.test(seen.text) && /Finance/.test(seen.text));
      if (verb === 'approve-all') {
        await eventually(
          async () => adds() >= 2,
          () => `${adds()} changes`,
        );
      }
      assert.deepEqual(office.holders('finance', 'sendAs'), ['graciew']);
      // From here on it has been seen: the same owner may decide on it by the card that came back.
      const back = await office.sees('meganb', (seen) => seen.id === card.id && /Finance/.test(seen.text));
      const pressed = await office.press('meganb', back, 'approve');
      assert.match(pressed.text, /Finance/);
      await office.sees('alexw', (seen) => !/waiting/.test(seen.text) && /Finance/.test(seen.text));
    });
  }

  it('does not decide as an administrator what it showed to an owner', async () => {
    own('marketing', 'nestorw');
    own('training', 'nestorw');
    await office.say('alexw', 'let me send as Marketing, Training and Finance');
    const card = await office.sees('nestorw', offers('approve-all'));
    disown('finance', 'miriamg', 'diegos');
    const answer = await office.press('nestorw', card, 'approve-all');
    assert.match(answer.text, /2 approved/);
    assert.match(answer.text, /Send as · Finance/);
    await eventually(
      async () => adds() === 2,
      () => `${adds()} changes`,
    );
    assert.match((await statuses('alexw'))?.join() ?? '', /waiting · Send as · Finance/);
  });

  it('decides none of the lines that are put into it without a right to decide on them', async () => {
    const card = await askedForThree();
    const finance = await office.sees('miriamg', offers('approve'));
    const lines = [...(dataOf(card, 'approve-all').lines as Line[]), dataOf(finance, 'approve') as unknown as Line];
    const answer = await office.press('meganb', card, 'approve-all', { lines });
    assert.match(answer.text, /2 approved/);
    assert.doesNotMatch(answer.text, /Finance/);
    assert.match((await statuses('alexw'))?.join() ?? '', /waiting · Send as · Finance/);
  });

  it('narrowed to one of its lines decides on that one', async () => {
    const card = await askedForThree();
    const [first] = dataOf(card, 'deny-all').lines as Line[];
    const answer = await office.press('meganb', card, 'deny-all', { lines: [first] });
    assert.match(answer.text, /1 denied/);
    assert.match(answer.text, /1 waiting/);
  });

  for (const verb of ['approve-all', 'deny-all']) {
    it(`${verb} without lines that can be read, as on an old card, decides nothing and brings the card`, async () => {
      const card = await askedForThree();
      const [one, two] = dataOf(card, verb).lines as Line[];
      assert.ok(one && two);
      const bare = [{ ...card, actions: [] }];
      const old = { request: one.request, revision: one.revision };
      const wild: Record<string, unknown>[] = [
        old,
        { ...old, lines: 'all' },
        { ...old, lines: [] },
        { ...old, lines: [{ request: one.request }, { request: two.request, revision: 'x' }] },
        { ...old, lines: [{ ...one, revision: 7 }] },
        { ...old, lines: { length: 2, 0: one, 1: two } },
      ];
      for (const [at, data] of wild.entries()) {
        const answer = await office.press('meganb', bare[0] as Seen, verb, data);
        assert.match(answer.text, /2 waiting/, `${at}: ${answer.text}`);
        assert.match(answer.text, /look/, `${at}: ${answer.text}`);
      }
      assert.match((await statuses('alexw'))?.join() ?? '', /waiting[\s\S]*waiting[\s\S]*waiting/);
    });
  }

  for (const verb of ['approve', 'deny']) {
    it(`${verb} without the revision that is decided on decides nothing and brings the card as it is`, async () => {
      await office.say('alexw', 'let me send as Marketing');
      const card = await office.sees('meganb', offers('approve'));
      const { request } = dataOf(card, 'approve');
      for (const revision of [undefined, null, 0, -1, 2, 7, 1.5, '1', 'x', [1], { valueOf: 1 }, true]) {
        const data = { request, ...(revision !== undefined && { revision }) };
        const answer = await office.press('meganb', { ...card, actions: [] }, verb, data);
        assert.match(answer.text, /^waiting$/m, `${revision}: ${answer.text}`);
        assert.match(answer.text, /did not show[\s\S]*look again/, `${revision}: ${answer.text}`);
        assert.ok(answer.card, 'a card comes back');
      }
      assert.deepEqual(await statuses('alexw'), ['waiting · Send as · Marketing']);
      // Typed words name no revision: they are about what stands now.
      await office.say('meganb', `${verb} ${request}`);
      await office.sees('alexw', verb === 'approve' ? /^applied$/m : /^denied$/m);
    });
  }

  it('says nothing of a request to a stranger, whatever revision it names', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', offers('approve'));
    const { request } = dataOf(card, 'approve');
    await office.say('henriettam', 'hi');
    const any = await office.sees('henriettam', () => true);
    for (const data of [{ request, revision: 1 }, { request }, { lines: [{ request, revision: 1 }] }])
      for (const verb of ['approve', 'deny', 'approve-all', 'deny-all', 'cancel']) {
        const answer = await office.press('henriettam', { ...any, actions: [] }, verb, data);
        assert.match(answer.text, /I know no (such )?request/, `${verb} ${JSON.stringify(data)}`);
      }
  });

  it('takes back and takes away only what a revision names that was there', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const mine = await office.sees('alexw', offers('cancel'));
    const { request } = dataOf(mine, 'cancel');
    for (const data of [{ request }, { request, revision: 9 }, { request, revision: 'x' }]) {
      const answer = await office.press('alexw', { ...mine, actions: [] }, 'cancel', data);
      assert.match(answer.text, /^waiting$/m);
      assert.match(answer.text, /did not show[\s\S]*look again/);
    }
    await office.say('meganb', `approve ${request}`);
    const holder = await office.sees('alexw', offers('revoke'));
    for (const data of [{ request }, { request, revision: 99 }]) {
      const answer = await office.press('alexw', { ...holder, actions: [] }, 'revoke', data);
      assert.match(answer.text, /^applied$/m);
      assert.match(answer.text, /did not show[\s\S]*look again/);
    }
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
    await office.press('alexw', holder, 'revoke');
    await eventually(
      async () => office.holders('marketing', 'sendAs').length === 0,
      () => 'the right stands',
    );
  });

  it('still takes back what was approved and delayed since: that is the same request', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const mine = await office.sees('alexw', offers('cancel'));
    office.twin.misbehave('exchange', { kind: 'down', status: 503 });
    await office.say('meganb', `approve ${dataOf(mine, 'cancel').request}`);
    await office.sees('alexw', (seen) => seen.id === mine.id && /tries again/.test(seen.text));
    const answer = await office.press('alexw', mine, 'cancel');
    assert.match(answer.text, /You have stopped it|^ending$/m);
    office.twin.misbehave('exchange', null);
    await office.sees('alexw', (seen) => seen.id === mine.id && /^cancelled$/m.test(seen.text));
    assert.equal(adds(), 0);
  });

  it('does the same by Action.Submit on older clients, for one line and for all', async () => {
    const card = await askedForThree();
    own('finance', 'meganb');
    const chat = await office.twin.teams.personalChat(demoPerson('meganb'));
    const submit = (data: Record<string, unknown>) => office.twin.teams.submit(demoPerson('meganb'), chat, data);
    await submit({ request: dataOf(card, 'approve').request, verb: 'approve' });
    await office.sees('meganb', (seen) => seen.id === card.id && /did not show/.test(seen.text));
    await submit({ ...dataOf(card, 'approve-all'), verb: 'approve-all' });
    await eventually(
      async () => adds() === 2,
      () => `${adds()} changes`,
    );
    assert.match((await statuses('alexw'))?.join() ?? '', /waiting · Send as · Finance/);
  });

  it('keeps to the lines of its own card when another card of the same sentence is in the chat', async () => {
    const card = await askedForThree();
    own('finance', 'meganb');
    await office.say('meganb', 'what is waiting for me?');
    const all = await office.sees('meganb', (seen) => seen.id !== card.id && offers('approve')(seen));
    await office.say('miriamg', `deny ${idIn(all, 'Finance')}`);
    const edited = await office.sees('meganb', (seen) => seen.id === all.id && /1 denied/.test(seen.text));
    assert.match(edited.text, /Finance/);
    const old = await office.sees('meganb', (seen) => seen.id === card.id);
    assert.doesNotMatch(old.text, /Finance/);
  });
});

describe('a line whose owners have left', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  it('comes to whoever decides now on a card of its own, beside the card of the other lines', async () => {
    const { groups } = office.twin.world;
    groups.get(demoGroup('finance'))?.members.add(demoPerson('alexw'));
    for (const group of ['marketing', 'training']) groups.get(demoGroup(group))?.owners.add(demoPerson('nestorw'));
    await office.say('alexw', 'let me send as Marketing, Training and Finance');
    const card = await office.sees('nestorw', (seen) => seen.actions.some(({ verb }) => verb === 'approve-all'));
    for (const alias of ['miriamg', 'diegos']) groups.get(demoGroup('finance'))?.owners.delete(demoPerson(alias));
    office.jump(2 * 3600_000);
    await office.stopBot();
    await office.startBot();
    const fresh = await office.sees('nestorw', (seen) => seen.id !== card.id && /Finance/.test(seen.text));
    assert.deepEqual(
      fresh.actions.map(({ verb }) => verb),
      ['approve', 'deny'],
    );
    assert.doesNotMatch(fresh.text, /Send as · (Marketing|Training)/);
    assert.doesNotMatch((await office.sees('nestorw', (seen) => seen.id === card.id)).text, /Finance/);
    // The two cards go on side by side, each with its own lines.
    const denied = await office.press('nestorw', card, 'deny-all');
    assert.doesNotMatch(denied.text, /Finance|look again/);
    await office.sees('nestorw', (seen) => seen.id === card.id && /2 denied/.test(seen.text));
    await office.press('nestorw', fresh, 'approve');
    await office.sees('nestorw', (seen) => seen.id === fresh.id && /^applied$/m.test(seen.text));
    assert.deepEqual(office.holders('finance', 'sendAs').toSorted(), ['alexw', 'graciew']);
  });
});
