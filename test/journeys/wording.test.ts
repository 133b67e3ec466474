import assert from 'node:assert/strict';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** The right sentence for each case: what was said, by whom, and how it stands. */

describe('the answer', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  /** The newest thing in the chat after saying it that fits. */
  async function answer(alias: string, text: string, what: RegExp): Promise<Seen> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text);
    let fresh: readonly Seen[] = [];
    return eventually(
      async () => {
        fresh = (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
        return fresh.find((one) => what.test(one.text));
      },
      () => `${text} was answered by ${fresh.map((one) => one.text).join('\n---\n')}`,
    );
  }

  it('says of each thing that one may not see for whom it is', async () => {
    await answer(
      'alexw',
      'audit Marketing',
      /audit of Marketing \(marketing@contoso\.com\) is for its owners, auditors and administrators/,
    );
    await answer(
      'alexw',
      'what can Megan Bowen send as?',
      /is for Megan Bowen \(meganb@contoso\.com\), auditors and administrators/,
    );
  });

  it('mentions the right that was not asked about', async () => {
    await office.say('alexw', 'let me send on behalf of Marketing');
    const asked = await office.sees('meganb', /Alex Wilber \(alexw@contoso\.com\) asks/);
    await office.press('meganb', asked, 'approve');
    await office.sees('alexw', /applied/);
    await answer(
      'alexw',
      'who can send as Marketing?',
      /Nobody may send as this group[\s\S]*Alex Wilber \(alexw@contoso\.com\) may send on behalf/,
    );
    await answer(
      'alexw',
      'what can I send as?',
      /What you can send as[\s\S]*The other right is there: Send on behalf on Marketing/,
    );
  });

  it('asks for the end when the one that was given is over or no time, and keeps the rest', async () => {
    await answer('alexw', 'let me send as Marketing until yesterday', /That end has passed already/);
    const card = await answer('alexw', 'let me send as Marketing for 0 days', /cannot tell when that should end/);
    assert.ok(card.actions.some(({ verb }) => verb === 'submit'));
    assert.match(JSON.stringify(card.card), /"id":"term"[^}]*"value":"until"/);
  });

  it('asks for nothing on a doubtful wish, and brings it back as a form', async () => {
    const card = await answer(
      'alexw',
      "I'm not sure about this, let Megan send as Training",
      /read like a doubt or a question/,
    );
    assert.ok(card.actions.some(({ verb }) => verb === 'submit'));
    assert.match(JSON.stringify(card.card), /Megan Bowen/);
    await answer('alexw', "I'm not sure, approve K7QF", /I have asked for nothing and changed nothing/);
  });

  it('brings no form after a negation', async () => {
    const said = await answer('alexw', "don't let Megan send as Training", /stop Megan from sending as Training/);
    assert.equal(said.card, null);
  });

  it('says of a number that no request has that it knows none', async () => {
    await answer('meganb', 'approve ZZZZ', /I know no request ZZZZ/);
    await answer('meganb', 'cancel ZZZZ', /I know no request ZZZZ/);
    await answer('meganb', 'approve that thing', /Which request do you mean/);
  });

  it('takes thanks', async () => {
    await answer('meganb', 'thanks!', /^You are welcome\.$/);
    await answer('meganb', 'ok, thank you so much', /^You are welcome\.$/);
  });

  it('names who cancelled, to whoever presses afterwards', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const waiting = await office.sees('meganb', /Alex Wilber \(alexw@contoso\.com\) asks to send as Marketing \(/);
    const id = String(waiting.actions[0]?.data.request);
    await answer('alexw', `cancel ${id}`, /You have withdrawn it/);
    const late = await office.press('meganb', waiting, 'approve');
    assert.match(JSON.stringify(late), /Already cancelled by Alex Wilber \(alexw@contoso\.com\)/);
  });

  it('says that one holds no right to whom spoke of themselves, and asks whose where nobody was named', async () => {
    await answer('alexw', 'stop me from sending as Training', /You hold no such right on Training/);
    await answer('alexw', 'remove send as on Training', /say whose/);
  });

  it('fits what was meant where nothing was named and where nothing is left to take back', async () => {
    await answer('alexw', 'audit', /say of which group[\s\S]*“audit Marketing”/);
    await answer('meganb', 'revoke', /Which right should end\?[\s\S]*“revoke K7QF”/);
    const made = await answer('alexw', 'let me send as Marketing', /^waiting$/m);
    const id = String(made.actions[0]?.data.request);
    await answer('alexw', `cancel ${id}`, /You have withdrawn it/);
    await answer('alexw', 'cancel', /No request of yours is waiting[\s\S]*“my requests”/);
    await answer('alexw', `revoke ${id}`, /^cancelled$[\s\S]*You have withdrawn it/m);
    await answer('meganb', `revoke ${id}`, /Alex Wilber \(alexw@contoso\.com\) holds no such right/);
  });
});
