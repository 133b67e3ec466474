import assert from 'node:assert/strict';
import type { Misbehaviour } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { idle } from '../support/idle.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** Exchange, Graph and Teams misbehave; what was approved is applied in the end, once, and never before its time. */

describe('when Microsoft misbehaves', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  async function asked(): Promise<Seen> {
    await office.say('alexw', 'let me send as Marketing');
    return office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
  }

  const settled = () => office.sees('alexw', (seen) => /^applied$/m.test(seen.text) && /Read back/.test(seen.text));

  const kinds: readonly [string, Misbehaviour][] = [
    ['is throttled once, in seconds', { kind: 'throttle', retryAfterSeconds: 1, times: 1 }],
    ['is throttled twice, by a date', { kind: 'throttle', retryAfterSeconds: 2, asDate: true, times: 2 }],
    ['answers 503 three times', { kind: 'down', status: 503, times: 3 }],
    ['loses its replies', { kind: 'lose-reply', times: 6 }],
    ['garbles its replies', { kind: 'garble', times: 6 }],
    ['answers late', { kind: 'late', ms: 300 }],
    ['shows old readings', { kind: 'stale', ms: 1500 }],
  ];
  for (const [what, how] of kinds) {
    it(`applies what was approved, once, when Exchange ${what}`, async () => {
      const card = await asked();
      office.twin.misbehave('exchange', how);
      const from = office.twin.calls.length;
      const answer = await office.press('meganb', card, 'approve');
      assert.match(answer.text, /^approved$/m, 'the click is answered whatever Exchange does');
      await settled();
      assert.deepEqual(
        office.twin.changes.map(({ change, right }) => `${change} ${right}`),
        ['add sendAs'],
      );
      assertRetryAfter(office.twin.calls.slice(from), how);
    }).timeout(30_000);
  }

  it('sends nothing to Exchange while its Retry-After runs, whoever asks', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 2, times: 1 });
    const from = office.twin.calls.length;
    await office.press('meganb', card, 'approve');
    await office.say('meganb', 'who can send as Marketing?');
    await office.say('alexw', 'what can I send as?');
    await settled();
    assertRetryAfter(office.twin.calls.slice(from), { kind: 'throttle', retryAfterSeconds: 2 });
  }).timeout(30_000);

  it('takes requests and decisions while Exchange is down, says so, and applies when it is back', async () => {
    office.twin.misbehave('exchange', { kind: 'down' });
    const card = await asked();
    assert.match(card.text, /could not be read/);
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', (seen) => /^approved$/m.test(seen.text) && /Exchange/.test(seen.text));
    office.twin.misbehave('exchange', null);
    await settled();
    assert.equal(office.twin.changes.length, 1);
  }).timeout(30_000);

  it('decides nothing while ownership cannot be read, says so, and decides when it can', async () => {
    const card = await asked();
    office.twin.misbehave('graph', { kind: 'down' });
    const answer = await office.press('meganb', card, 'approve');
    assert.match(answer.text, /who owns the group/);
    assert.match(answer.text, /again/);
    await office.say('meganb', `approve ${card.actions[0]?.data.request}`);
    await office.sees('meganb', /who owns the group, so nothing has been decided/);
    office.twin.misbehave('graph', null);
    assert.match((await office.press('meganb', card, 'approve')).text, /^approved$/m);
    await settled();
  });

  it('answers a person while Graph is down, with a sentence', async () => {
    await office.say('alexw', 'hi');
    office.twin.misbehave('graph', { kind: 'down' });
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', (seen) => seen.card === null && /asked or changed[\s\S]*again/.test(seen.text));
    await office.say('alexw', 'hulp', { locale: 'nl-NL' });
    await office.sees('alexw', /Dit kan ik voor je doen/);
    assert.equal(office.twin.changes.length, 0);
  });

  it('brings the cards when Teams works again', async () => {
    await office.say('alexw', 'hi');
    await office.say('meganb', 'hi');
    office.twin.misbehave('connector', { kind: 'down', times: 5 });
    await office.say('alexw', 'let me send as Marketing').catch(() => {});
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    await office.press('meganb', card, 'approve');
    await settled();
  }).timeout(30_000);

  it('fails the request, tells all, and asks again at one press, when the approver is no owner any more', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1 });
    await office.press('meganb', card, 'approve');
    office.twin.world.groups.get(demoGroup('marketing'))?.owners.delete(demoPerson('meganb'));
    office.twin.misbehave('exchange', null);
    const failed = await office.sees(
      'alexw',
      (seen) => /^failed$/m.test(seen.text) && seen.actions.some(({ verb }) => verb === 'again'),
    );
    await office.sees('meganb', /^failed$/m);
    await office.sees('pattif', /^failed$/m);
    assert.equal(office.twin.changes.length, 0);
    const again = await office.press('alexw', failed, 'again');
    assert.match(again.text, /^waiting$/m);
    await office.sees('pattif', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
  });

  it('stops an approved request that has to wait for Exchange, and never applies it', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1 });
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', (seen) => /^approved$/m.test(seen.text) && /busy/.test(seen.text));
    await office.say('pattif', 'stop Alex from sending as Marketing because it was a mistake');
    await office.sees('alexw', (seen) => /^cancelled$/m.test(seen.text));
    office.twin.misbehave('exchange', null);
    await idle(office);
    assert.deepEqual(office.holders('marketing', 'sendAs'), []);
    assert.equal(office.twin.changes.length, 0);
  });

  it('fails the request when the beneficiary is disabled between the click and Exchange', async () => {
    const card = await asked();
    office.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 1 });
    await office.press('meganb', card, 'approve');
    const alex = office.twin.world.people.get(demoPerson('alexw'));
    assert.ok(alex);
    alex.accountEnabled = false;
    office.twin.misbehave('exchange', null);
    await office.sees('meganb', /^failed$/m);
    assert.equal(office.twin.changes.length, 0);
  });

  it('does a turn that Teams sends twice once', async () => {
    const activityId = 'turn-0001';
    await Promise.all([
      office.say('alexw', 'let me send as Marketing', { activityId }),
      office.say('alexw', 'let me send as Marketing', { activityId }),
    ]);
    await office.say('alexw', 'let me send as Marketing', { activityId });
    await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    const cards = (await office.chat('alexw')).filter(({ text }) => /^waiting$/m.test(text));
    assert.equal(cards.length, 1);
  });
});

/** No call that reached Exchange while the time of an answer 429 was still running. */
function assertRetryAfter(calls: Office['twin']['calls'], how: Misbehaviour): void {
  if (how.kind !== 'throttle') return;
  const exchange = calls.filter(({ service }) => service === 'exchange');
  const refused = exchange.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0, 'Exchange was throttled');
  const [first] = refused;
  // Calls that were under way beside the first refused one could not know yet.
  const early = exchange.filter(
    ({ at }) =>
      first && at > first.at + 200 && at < first.at + how.retryAfterSeconds * 1000 - (how.asDate ? 1000 : 0) - 50,
  );
  assert.deepEqual(early, []);
}
