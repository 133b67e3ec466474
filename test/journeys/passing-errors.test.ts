import assert from 'node:assert/strict';
import { passingWords } from '../../bot/sandbox/exchange/passing.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** Exchange refuses without meaning no: what an owner approved is applied in the end, and until then the card says why not. */

const transient = passingWords[0] ?? '';
const hour = 3_600_000;

describe('when Exchange refuses what it may take later', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  async function asked(sentence = 'let me send as Marketing'): Promise<Seen> {
    await office.say('alexw', sentence);
    return office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
  }
  const settled = () => office.sees('alexw', (seen) => /^applied$/m.test(seen.text) && /Read back/.test(seen.text));
  const delayed = (alias: string, what: RegExp) =>
    office.sees(alias, (seen) => /^approved$/m.test(seen.text) && what.test(seen.text));
  const changes = () => office.twin.changes.map(({ change, right }) => `${change} ${right}`);
  const refusals = () => office.logged.filter(({ event }) => event === 'exchange-refuses').length;
  const failed = async () => (await office.chat('alexw')).some(({ text }) => /^failed$/m.test(text));

  /** Time passes while the bot is away: it looks at once at what has fallen due. */
  async function later(ms: number): Promise<void> {
    office.jump(ms);
    await office.stopBot();
    await office.startBot();
  }
  /** Waits for what Alex sees; each pause that a refusal costs passes in a moment. */
  async function sooner(what: RegExp): Promise<void> {
    for (;;) {
      const from = office.logged.length;
      const fits = async () => (await office.chat('alexw')).some(({ text }) => what.test(text));
      const refused = () => office.logged.slice(from).some(({ event }) => event === 'exchange.failed');
      await eventually(
        async () => (await fits()) || refused(),
        () => `neither ${what} nor a refusal`,
      );
      if (await fits()) return;
      await later(5 * 60_000);
    }
  }

  it('an approved request survives one ADTransientException', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'refuse', says: [transient], only: 'changes', times: 1 });
    await office.press('meganb', card, 'approve');
    await delayed('alexw', /says that this passes/);
    await settled();
    assert.deepEqual(changes(), ['add sendAs']);
  }).timeout(30_000);

  it('an approved request survives ten passing errors in a row, each in other words', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'refuse', says: passingWords, only: 'changes', times: 10 });
    await office.press('meganb', card, 'approve');
    await sooner(/^applied$/m);
    await settled();
    assert.deepEqual(changes(), ['add sendAs']);
    assert.equal(await failed(), false);
  }).timeout(60_000);

  it('an approved request survives passing errors of the readings around it', async () => {
    const card = await asked('let me send on behalf of Marketing');
    office.twin.misbehave('exchange', { kind: 'refuse', says: passingWords, times: 12 });
    await office.press('meganb', card, 'approve');
    await sooner(/^applied$/m);
    await settled();
    assert.deepEqual(changes(), ['add sendOnBehalf']);
  }).timeout(60_000);

  it('an end comes through passing errors too', async () => {
    const card = await asked('let me send as Marketing for 2 hours');
    await office.press('meganb', card, 'approve');
    await settled();
    office.twin.misbehave('exchange', { kind: 'refuse', says: passingWords, only: 'changes', times: 5 });
    await later(2 * hour);
    await sooner(/^ended$/m);
    assert.deepEqual(changes(), ['add sendAs', 'remove sendAs']);
  }).timeout(60_000);

  it('an unknown refusal is tried again, and the card and the log say so', async () => {
    const card = await asked();
    const says = ['Ex1|Microsoft.Exchange.StrangeException|No.'];
    office.twin.misbehave('exchange', { kind: 'refuse', says, only: 'changes' });
    await office.press('meganb', card, 'approve');
    await delayed('alexw', /does not take this change so far/);
    await delayed('meganb', /does not take this change so far/);
    const told = office.logged.find(({ event }) => event === 'exchange-refuses');
    assert.equal((told?.fields as { code?: string } | undefined)?.code, 'StrangeException');
    office.twin.misbehave('exchange', null);
    await later(hour);
    await settled();
    assert.deepEqual(changes(), ['add sendAs']);
  }).timeout(30_000);

  it('an unknown refusal that lasts for three days fails the request, and all hear of it', async () => {
    const card = await asked();
    const says = ['Ex1|Microsoft.Exchange.StrangeException|No.'];
    office.twin.misbehave('exchange', { kind: 'refuse', says, only: 'adds' });
    await office.press('meganb', card, 'approve');
    await delayed('alexw', /does not take this change so far/);
    await later(71 * hour);
    await eventually(
      async () => refusals() > 1,
      () => 'not tried again',
    );
    assert.equal(await failed(), false);
    await later(2 * hour);
    for (const alias of ['alexw', 'meganb', 'pattif']) await office.sees(alias, /^failed$/m);
    assert.deepEqual(changes(), []);
  }).timeout(30_000);

  it('an entry that belongs to nobody is named as what is in the way; once it is gone, the change is made', async () => {
    const card = await asked('let me send on behalf of Marketing');
    office.twin.misbehave('exchange', { kind: 'orphan', name: 'Left Long Ago' });
    await office.press('meganb', card, 'approve');
    await delayed('meganb', /Left Long Ago[\s\S]*administrator/);
    const own = await delayed('alexw', /belongs to nobody[\s\S]*administrator/);
    assert.doesNotMatch(own.text, /Left Long Ago/, 'the names of others are not for everybody');
    assert.doesNotMatch((await office.chat('alexw')).map(({ text }) => text).join('\n'), /mailbox/);
    office.twin.misbehave('exchange', null);
    await later(hour);
    await settled();
    assert.deepEqual(changes(), ['add sendOnBehalf']);
  }).timeout(30_000);

  it('an entry that belongs to nobody does not keep a right from ending, once it is gone', async () => {
    const card = await asked('let me send on behalf of Marketing for 2 hours');
    await office.press('meganb', card, 'approve');
    await settled();
    office.twin.misbehave('exchange', { kind: 'orphan', name: 'Left Long Ago' });
    await later(2 * hour);
    await office.sees('alexw', (seen) => /^ending$/m.test(seen.text) && /belongs to nobody/.test(seen.text));
    office.twin.misbehave('exchange', null);
    await later(hour);
    await office.sees('alexw', /^ended$/m);
    assert.deepEqual(changes(), ['add sendOnBehalf', 'remove sendOnBehalf']);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah']);
  }).timeout(30_000);

  it('a removal to which Exchange says that nothing is there is not told as a change that it has taken', async () => {
    const card = await asked();
    await office.press('meganb', card, 'approve');
    await settled();
    const group = office.twin.world.groups.get(demoGroup('marketing'));
    group?.sendAs.delete(demoPerson('alexw')); // by hand, past us
    const shown = new Set(group?.sendAs).add(demoPerson('alexw'));
    const { sendAs } = group ?? assert.fail();
    sendAs[Symbol.iterator] = () => new Set(shown)[Symbol.iterator]();
    await office.say('alexw', "I'm done sending as Marketing");
    const told = await office.sees('alexw', (seen) => /^ending$/m.test(seen.text) && /looks again/.test(seen.text));
    assert.match(told.text, /says that the right is not there, yet still lists it/);
    shown.delete(demoPerson('alexw'));
    await office.sees('alexw', /^ended$/m);
  }).timeout(30_000);
});
