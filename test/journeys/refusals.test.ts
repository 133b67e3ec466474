import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';

/** What is asked wrongly gets a clear sentence in the person's language, and changes nothing. */

describe('bad input', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
    const { people, groups } = office.twin.world;
    const twin = people.get(demoPerson('leegu'));
    assert.ok(twin);
    people.set(demoPerson('alex2'), {
      ...twin,
      id: demoPerson('alex2'),
      displayName: 'Alex Johnson',
      userPrincipalName: 'alexj@contoso.com',
      mail: 'alexj@contoso.com',
    });
    groups.get(demoGroup('marketing'))?.members.add(demoPerson('debrab'));
  });
  after(() => office.close());

  /** What stands new in the chat after saying it. */
  async function answers(alias: string, text: string, options: { locale?: string } = {}) {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text, options);
    return eventually(
      async () => {
        const fresh = (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
        return fresh.length > 0 && fresh;
      },
      () => `${alias} got no answer to ${text}`,
    );
  }

  const cases: readonly [what: string, english: string, RegExp, dutch: string, RegExp][] = [
    [
      'an unknown person',
      'let Quirinus Zwets send as Marketing',
      /Quirinus Zwets/,
      'laat Quirinus Zwets verzenden als Marketing',
      /Quirinus Zwets/,
    ],
    [
      'a guest',
      'let guus@fabrikam.com send as Marketing',
      /guest/i,
      'laat guus@fabrikam.com verzenden als Marketing',
      /gast/i,
    ],
    [
      'a disabled person',
      'let Debra Berger send as Marketing',
      /disabled|switched off|not active|blocked/i,
      'laat Debra Berger verzenden als Marketing',
      /uitgeschakeld|geblokkeerd|actief|uit staat/i,
    ],
    [
      'somebody who is no member',
      'let Pradeep Gupta send as Marketing',
      /member/,
      'laat Pradeep Gupta verzenden als Marketing',
      /lid/,
    ],
    ['no such group', 'let me send as Unicorns', /Unicorns/, 'laat mij verzenden als Eenhoorns', /Eenhoorns/],
    [
      'a distribution list',
      'let me send as All Company',
      /distribution/i,
      'laat mij verzenden als All Company',
      /distributie/i,
    ],
    [
      'a shared mailbox',
      'let me send as Contoso Info',
      /Contoso Info[\s\S]*(mailbox|person)/i,
      'laat mij verzenden als Contoso Info',
      /Contoso Info[\s\S]*(postvak|persoon|iemand)/i,
    ],
    [
      'a security group',
      'let me send as VPN Users',
      /security/i,
      'laat mij verzenden als VPN Users',
      /beveiligingsgroep/i,
    ],
    [
      'a mail-enabled security group',
      'let me send as Executives',
      /security/i,
      'laat mij verzenden als Executives',
      /beveiligingsgroep/i,
    ],
    ['nothing at all', '   ', /help/i, '   ', /hulp/i],
    [
      '10,000 characters',
      'let me send as Marketing '.repeat(400),
      /more text|long/i,
      'laat mij verzenden als Marketing '.repeat(313),
      /meer tekst|lang/i,
    ],
    ['nothing that is ours', 'what is the weather in Amsterdam', /help/i, 'wat voor weer is het in Amsterdam', /hulp/i],
  ];

  for (const [what, english, expected, dutch, verwacht] of cases) {
    it(`answers ${what} kindly, in English and in Dutch`, async () => {
      const said = await answers('alexw', english, { locale: 'en-US' });
      assert.match(said.map(({ text }) => text).join('\n'), expected);
      const gezegd = await answers('alexw', dutch, { locale: 'nl-NL' });
      assert.match(gezegd.map(({ text }) => text).join('\n'), verwacht);
      assert.equal(office.twin.changes.length, 0);
    });
  }

  it('asks which of two Alexes is meant, and goes on with the one that is chosen', async () => {
    const [question] = await answers('meganb', 'let Alex send as Marketing');
    assert.match(
      question?.text ?? '',
      /Alex Johnson[\s\S]*alexj@contoso.com[\s\S]*Alex Wilber[\s\S]*alexw@contoso.com/,
    );
    const [card] = await answers('meganb', '2');
    assert.match(card?.text ?? '', /^waiting$/m);
    assert.match(card?.text ?? '', /Alex Wilber/);
  });

  it('takes an exact name before a longer one that begins with it', async () => {
    const [card] = await answers('lidiah', 'let me send as Marketing');
    assert.match(card?.text ?? '', /Send as · Marketing \(/m);
  });

  it('says of a hidden group exactly what it says of one that does not exist', async () => {
    const normal = (text: string) =>
      text.replaceAll(/Project Falcon|Crisis Desk|Purple Mongoose/g, 'X').replaceAll(/[0-9a-f-]{36}/g, 'id');
    for (const sentence of [
      'let me send as X',
      'who can send as X?',
      'audit X',
      'stop Megan Bowen from sending as X',
    ]) {
      const [none] = await answers('alexw', sentence.replace('X', 'Purple Mongoose'), { locale: 'en-US' });
      for (const hidden of ['Project Falcon', 'Crisis Desk']) {
        const [said] = await answers('alexw', sentence.replace('X', hidden), { locale: 'en-US' });
        assert.equal(normal(said?.text ?? ''), normal(none?.text ?? ''), `${sentence} about ${hidden}`);
      }
    }
    const [known] = await answers('meganb', 'who can send as Project Falcon?');
    assert.match(known?.text ?? '', /Project Falcon/);
  });

  it('answers a deleted group like one that never was, and fails a request that waits for it', async () => {
    await answers('alexw', 'let me send as Facilities', { locale: 'en-US' });
    const card = await office.sees(
      'nestorw',
      (seen) => /Facilities/.test(seen.text) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    office.twin.bin.delete(demoGroup('facilities'));
    const answer = await office.press('nestorw', card, 'approve');
    assert.match(answer.text, /^failed$/m);
    await office.sees('alexw', (seen) => /Facilities/.test(seen.text) && /^failed$/m.test(seen.text));
  });

  it('lets nobody decide on a foreign request, by card or by word', async () => {
    await answers('leegu', 'let me send on behalf of Marketing');
    const card = await office.sees(
      'pattif',
      (seen) => /Lee Gu/.test(seen.text) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    const id = String(card.actions[0]?.data.request);
    for (const alias of ['alexw', 'leegu', 'diegos', 'nestorw']) {
      const place = await office.sees(alias, () => true).catch(() => null);
      if (place === null) await answers(alias, 'hi');
      const any = await office.sees(alias, () => true);
      const answer = await office.press(alias, { ...any, actions: [] }, 'approve', { request: id, revision: 1 });
      assert.equal(answer.statusCode, 200);
      assert.notEqual(answer.text, '');
      assert.equal(answer.card, null, `${alias}: ${answer.text}`);
    }
    assert.equal(office.holders('marketing', 'sendOnBehalf').includes('leegu'), false);
  });

  it('takes hostile card data for what it is', async () => {
    const any = await office.sees('alexw', () => true);
    const datas: Record<string, unknown>[] = [
      {},
      { request: null },
      { request: { $ne: '' } },
      { request: ['K7QF'] },
      { request: 'x'.repeat(100_000) },
      { request: '../../etc' },
      { request: 'K7QF', revision: 'NaN' },
      { question: { toString: 'x' } },
      { __proto__: { request: 'K7QF' } },
      { choice: -1 },
      { choice: 1e99 },
    ];
    for (const verb of [
      'approve',
      'deny',
      'cancel',
      'submit',
      'choose',
      'revoke',
      'again',
      'approve-all',
      'constructor',
      '__proto__',
      'nonsense',
    ]) {
      for (const data of datas) {
        const answer = await office.press('alexw', { ...any, actions: [] }, verb, data);
        assert.ok(
          [200, 400].includes(answer.statusCode),
          `${verb} ${JSON.stringify(data).slice(0, 60)}: ${answer.statusCode}`,
        );
      }
    }
    assert.equal(office.twin.changes.length, 0);
  });
});
