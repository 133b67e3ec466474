import assert from 'node:assert/strict';
import { demoGroup } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';
import { freshDatabase } from '../support/postgres.ts';

describe('the main job, from chat to Exchange and back', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  it('lets Alex ask, Megan approve, Exchange hold the right, and the admin see it all', async () => {
    await office.say('alexw', 'let Alex Wilber send on behalf of Marketing because the campaign starts Monday');
    const asked = await office.sees('alexw', /waiting/);
    assert.match(asked.text, /Alex Wilber on behalf of Marketing/);
    assert.match(asked.text, /the campaign starts Monday/);

    const [megans, pattis] = await Promise.all([office.sees('meganb', /waiting/), office.sees('pattif', /waiting/)]);
    assert.deepEqual(
      megans.actions.map(({ verb }) => verb),
      ['approve', 'deny'],
    );
    assert.deepEqual(Object.keys(megans.actions[0]?.data ?? {}).sort(), ['request', 'revision']);

    const answer = await office.press('meganb', megans, 'approve');
    assert.equal(answer.statusCode, 200);
    assert.match(answer.text, /approved/);

    const news = await office.sees('alexw', (seen) => /^applied$/m.test(seen.text) && seen.id !== asked.id);
    assert.match(news.text, /Outlook may take up to an hour/);
    assert.match(news.text, /read back to be sure/);
    assert.match(JSON.stringify(news.card), /support\.microsoft\.com\/office\/0f4964af/);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah', 'alexw']);

    const edited = await office.sees('pattif', (seen) => seen.id === pattis.id && /^applied$/m.test(seen.text));
    assert.match(edited.text, /approved by Megan Bowen/);
    assert.ok(!edited.actions.some(({ verb }) => verb === 'approve' || verb === 'deny'));

    await office.say('nestorw', 'audit Marketing');
    const audit = await office.sees('nestorw', /Audit/);
    for (const part of [
      /Alex Wilber/,
      /Megan Bowen/,
      /Send on behalf/,
      /right applied/,
      /the campaign starts Monday/,
    ]) {
      assert.match(audit.text, part);
    }
    assert.equal(office.twin.changes.length, 1);
  });

  it('does the same for Send as, typed from beginning to end', async () => {
    await office.say('alexw', 'please let me send as Training for two weeks');
    const asked = await office.sees('alexw', /Send as · Training/);
    assert.match(asked.text, /From: Training/);
    const id = String(asked.actions[0]?.data.request);
    await office.sees('pattif', new RegExp(id));
    await office.say('pattif', `approve ${id.toLowerCase()}`);
    await office.sees(
      'alexw',
      (seen) => seen.text.includes(id) && /^applied$/m.test(seen.text) && seen.id !== asked.id,
    );
    assert.ok(office.holders('training', 'sendAs').includes('alexw'));
  });

  it('denies with a reason, and the one who asked reads it', async () => {
    await office.say('lidiah', 'can Johanna Lorenz send as Marketing?');
    const card = await office.sees('meganb', (seen) => /Johanna/.test(seen.text) && seen.actions.length > 0);
    const answer = await office.press('meganb', card, 'deny', { reason: 'she moves to Sales' });
    assert.match(answer.text, /denied/);
    assert.match((await office.sees('lidiah', /denied[\s\S]*she moves to Sales/)).text, /Megan Bowen/);
    await office.sees('johannal', /denied[\s\S]*she moves to Sales/);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
  });

  it('lets the asker cancel, and the owners see that', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'cancel'));
    const owners = await office.sees(
      'pattif',
      (seen) => /Alex Wilber/.test(seen.text) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    const answer = await office.press('alexw', card, 'cancel');
    assert.match(answer.text, /cancelled/);
    await office.sees(
      'pattif',
      (seen) => seen.id === owners.id && /cancelled/.test(seen.text) && seen.actions.length === 0,
    );
  });

  it('tells the second owner who decided, and changes nothing', async () => {
    await office.say('leegu', 'let me send on behalf of Marketing');
    const [one, two] = await Promise.all(
      ['meganb', 'pattif'].map((owner) =>
        office.sees(owner, (seen) => /Lee Gu/.test(seen.text) && seen.actions.length > 0),
      ),
    );
    assert.ok(one && two);
    const before = office.twin.changes.length;
    const answers = await Promise.all([office.press('meganb', one, 'approve'), office.press('pattif', two, 'deny')]);
    const late = answers.find(({ text }) => /[Aa]lready/.test(text));
    assert.ok(late, 'somebody came second');
    assert.match(late.text, /(approved by Megan|denied by Patti)/);
    await eventually(
      async () => {
        const audit = office.twin.changes.length - before;
        return /approved by Megan/.test(late.text) ? audit === 1 : audit === 0;
      },
      () => `${office.twin.changes.length - before} changes`,
    );
  });

  it('answers a press on an old card with its present state', async () => {
    const card = await office.sees('meganb', (seen) => /Lee Gu/.test(seen.text));
    const answer = await office.press('meganb', { ...card, actions: [] }, 'approve', {
      request: /[A-Z0-9]{4}/.exec(card.text)?.[0],
      revision: 1,
    });
    assert.equal(answer.statusCode, 200);
    assert.notEqual(answer.text, '');
  });
});

describe('the main job on PostgreSQL', () => {
  let office: Office;
  before(async () => {
    office = await openOffice({ env: { DATABASE_URL: await freshDatabase() } });
  });
  after(() => office.close());

  it('goes from chat to Exchange and back, and goes on after a restart', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    await office.stopBot();
    await office.startBot();
    assert.match((await office.press('meganb', card, 'approve')).text, /^approved$/m);
    await office.sees('alexw', /^applied$/m);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  });

  it('shows what has happened, from its beginning and from any place that a card names', async () => {
    await office.say('nestorw', 'audit Marketing');
    const audit = await office.sees('nestorw', /Audit/);
    assert.match(audit.text, /right applied/);
    const group = demoGroup('marketing');
    for (const after of ['999999999999999 999999999999999', '2147483648 2147483648', '2147483647 2147483647'])
      assert.match(
        (await office.press('nestorw', { ...audit, actions: [] }, 'audit', { group, after })).text,
        /right applied/,
      );
  });
});
