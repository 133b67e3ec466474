import assert from 'node:assert/strict';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** What a person is shown of what they can do, of what a colleague has, and of what hostile people wrote. */

describe('each person', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  /** The newest thing in the chat after saying it that fits. */
  async function answer(alias: string, text: string, what: RegExp, locale = 'en-US'): Promise<Seen> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text, { locale });
    let fresh: readonly Seen[] = [];
    return eventually(
      async () => {
        fresh = (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
        return fresh.find((one) => what.test(one.text));
      },
      () => `${text} was answered by ${fresh.map((one) => one.text).join('\n---\n')}`,
    );
  }

  const sections = { owner: /^Decide, as an owner$/m, auditor: /as an auditor$/m, admin: /as an administrator$/m };
  const people: readonly [alias: string, roles: readonly (keyof typeof sections)[], own: readonly RegExp[]][] = [
    ['leegu', [], [/send on behalf of Marketing for/]],
    ['alexw', ['owner'], [/audit Sales/, /let me send on behalf of Marketing/]],
    ['graciew', ['auditor'], [/audit Finance/]],
    ['nestorw', ['admin'], [/stop Alex from sending as Facilities/]],
  ];
  for (const [alias, roles, own] of people) {
    it(`hears in help what they can do: ${alias}, a member${roles.map((role) => ` and ${role}`)}`, async () => {
      const help = await answer(alias, 'help', /What I can do for you/);
      for (const [role, section] of Object.entries(sections))
        assert.equal(
          section.test(help.text),
          roles.some((one) => one === role),
          `${role}: ${help.text}`,
        );
      for (const example of own) assert.match(help.text, example);
    });
  }

  it('is welcomed once, however it begins', async () => {
    await answer('meganb', 'let me send as Marketing', /^waiting$/m);
    await office.sees('pattif', /^waiting$/m);
    for (const alias of ['meganb', 'pattif']) {
      await answer(alias, 'hi', /What I can do/);
      const welcomes = (await office.chat(alias)).filter(({ text }) => /I am Behalf/.test(text));
      assert.equal(welcomes.length, 1, alias);
    }
  });

  it('learns of a colleague only the rights that they may know of, and picks some before anybody is asked', async () => {
    await answer(
      'leegu',
      'give me the same as Megan Bowen',
      /Megan Bowen \(meganb@contoso\.com\) holds no such right that you may know of/,
    );
    const card = await answer('adelev', 'give me the same as Megan Bowen', /Send as · Training/);
    const none = await office.press('adelev', card, 'choose');
    assert.match(none.text, /tick at least one/);
    const one = await office.press('adelev', card, 'choose', { picks: '1' });
    assert.match(one.text, /^waiting$[\s\S]*Send as · Training/m);
  });

  it('sees hostile words as words, in every place where somebody can write', async () => {
    const hostile = [
      '[pay](https://evil.example)',
      '<at>Megan Bowen</at>',
      '{{DATE(2026-11-22T10:00:00Z,LONG)}}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what the templating engine would act upon
      '${head.title}',
      '\u202egnitekraM\u202c',
      '<script>alert(1)</script>',
    ];
    const form = await answer('johannal', 'new request', /New request/);
    for (const words of hostile) {
      await answer('johannal', `let "${words}" send as "${words}" because ${words}`, /./s);
      await answer('johannal', `who can send as "${words}"?`, /./s);
    }
    const all = hostile.join(' ');
    const wrong = await office.press('johannal', form, 'submit', {
      ...{ right: all, people: all, group: all, term: all, until: all, reason: all },
    });
    await office.press('johannal', form, 'submit', {
      ...{ right: 'sendAs', people: 'johannal@contoso.com', group: 'Marketing', term: 'none', reason: all },
    });
    const asked = await office.sees('pattif', /Johanna Lorenz \(\S+\) asks/);
    const denied = await office.press('pattif', asked, 'deny', { reason: all });
    await office.sees('johannal', /^denied$/m);
    const seen = [...(await office.chat('johannal')), ...(await office.chat('pattif'))].filter(
      ({ from }) => from === 'bot',
    );
    for (const { text, card } of [...seen, wrong, denied]) {
      const shown = JSON.stringify([text, card]);
      assert.doesNotMatch(shown, /\]\(|<\/?at\b|\$\{|\{\{|\u202e/, shown);
    }
  });
});
