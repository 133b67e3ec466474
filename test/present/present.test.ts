import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { IntentName } from '../../bot/language/intent.ts';
import { understand } from '../../bot/language/understand.ts';
import { present } from '../../bot/present/present.ts';
import type { View } from '../../bot/present/view.ts';
import { anyReader, anyView } from '../support/any-view.ts';
import { complaints } from '../support/official.ts';
import { line, reader, requests, samples, states, zoe } from '../support/views.ts';

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

const card = (view: View, locale: 'en' | 'nl' = 'en') => present(view, reader(locale)).card as Fields;

/** Every object inside a card, fallbacks and unfolding cards too. */
function all(node: Json): readonly Fields[] {
  if (Array.isArray(node)) return node.flatMap(all);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Fields, ...Object.values(node as Fields).flatMap(all)];
}
const ofType = (node: Json, type: string) => all(node).filter((one) => one.type === type);
/** Every text of a card; a name and the address beside it are one. */
const texts = (node: Json) =>
  all(node).flatMap((one) => {
    if (one.type === 'RichTextBlock') return (one.inlines as readonly Fields[]).reduce(glued, []);
    return typeof one.text === 'string' && one.type !== 'TextRun' ? [one.text] : [];
  });
function glued(before: readonly string[], { text }: Fields): readonly string[] {
  const last = before.at(-1);
  const goesOn = last !== undefined && (/^\(.*\)$/s.test(String(text)) || /\S \([^()]*\)$/.test(last));
  return goesOn ? [...before.slice(0, -1), `${last}${text}`] : [...before, String(text)];
}
const presses = (node: Json) => ofType(node, 'Action.Execute').map(({ verb, data }) => ({ verb, data }));

describe('every card', () => {
  it('is an Adaptive Card 1.5 of at most 25 KB, with nothing left of the template, whatever people have written', () => {
    fc.assert(
      fc.property(anyView, anyReader, (view, to) => {
        const message = present(view, to);
        assert.notEqual(message.summary, '');
        const json = JSON.stringify(message);
        assert.ok(!json.includes('${'), json.slice(Math.max(0, json.indexOf('${') - 80)).slice(0, 200));
        assert.ok(!json.includes('{{'));
        if (message.card === null) return assert.notEqual(message.text, '');
        const { version, fallbackText, speak } = message.card as Fields;
        assert.equal(version, '1.5');
        assert.ok(typeof fallbackText === 'string' && fallbackText.length > 0);
        assert.ok(typeof speak === 'string' && speak.length > 0 && !/[<>&]/.test(speak));
        assert.ok(Buffer.byteLength(JSON.stringify(message.card)) <= 25_000);
      }),
      { numRuns: 250 },
    );
  });

  it('is parsed by the official library for version 1.5 without a complaint', () => {
    fc.assert(
      fc.property(anyView, anyReader, (view, to) => {
        const made = present(view, to).card;
        // A picker is allowed to begin empty: Teams fills it as the person types.
        const heard =
          made === null
            ? []
            : complaints(made).filter((one) => !(view.view === 'form' && /at least one choice/.test(one)));
        assert.deepEqual(heard, []);
      }),
      { numRuns: 250 },
    );
    for (const [name, view] of Object.entries(samples)) {
      if (view.view !== 'form') assert.deepEqual(complaints(card(view)), [], name);
    }
  });

  it('shows names, reasons and addresses in text runs and inputs only, never where markdown is read', () => {
    const secret = 'Zq9name';
    const person = { ...zoe, name: secret, address: secret, title: secret, department: secret };
    const group = { ...line('waiting').group, name: secret, address: secret };
    const lines = states.map((state) =>
      line(state, { person, requester: person, group, reason: secret, waitingFor: [person] }),
    );
    const views = [
      ...lines.map((one) => requests('approver', [one])),
      requests('approver', lines),
      ...Object.values(samples),
    ];
    for (const view of views) {
      for (const block of ofType(card(view), 'TextBlock')) {
        assert.ok(!JSON.stringify(block).includes(secret), JSON.stringify(block));
        assert.doesNotMatch(String(block.text), /Alex Wilber|Megan|contoso|campaign/);
      }
      assert.deepEqual(ofType(card(view), 'FactSet'), []);
    }
  });

  it('says in words where a request stands, the same words as the contract', () => {
    const said = states.map((state) => texts(card(requests('asker', [line(state)])))[1]);
    assert.deepEqual(said, [...states]);
  });
});

describe('the buttons', () => {
  const deciding = card(requests('approver', [line('waiting', { may: ['approve', 'deny'] })]));

  it('carry the id and revision of the request and nothing else', () => {
    const data = { request: 'K7QF', revision: 3 };
    assert.deepEqual(presses(deciding), [
      { verb: 'approve', data },
      { verb: 'deny', data },
    ]);
  });

  it('have a fallback for older clients that carries the verb in its data', () => {
    for (const view of Object.values(samples)) {
      for (const press of ofType(card(view), 'Action.Execute')) {
        const fallback = press.fallback as Fields;
        assert.equal(fallback.type, 'Action.Submit');
        assert.deepEqual(fallback.data, { ...(press.data as Fields), verb: press.verb });
        assert.equal(fallback.title, press.title);
      }
    }
  });

  it('ask for a reason before denying, in an input of its own for every line', () => {
    assert.deepEqual(
      ofType(deciding, 'Input.Text').map(({ id }) => id),
      ['reason'],
    );
    const several = card(samples['approver several'] as View);
    assert.deepEqual(
      ofType(several, 'Input.Text').map(({ id }) => id),
      ['reason-K7QF', 'reason-M4RT', 'reason'],
    );
  });

  it('decide all lines at once, each named with its revision, only where there are several to decide', () => {
    const lines = [
      { request: 'K7QF', revision: 3 },
      { request: 'M4RT', revision: 3 },
    ];
    assert.deepEqual(presses(card(samples['approver several'] as View)).slice(-2), [
      { verb: 'approve-all', data: { lines } },
      { verb: 'deny-all', data: { lines } },
    ]);
    const one = card(requests('approver', [line('waiting', { may: ['approve', 'deny'] }), line('applied')]));
    assert.ok(!presses(one).some(({ verb }) => verb === 'approve-all'));
  });

  it('give back with the verb of taking away', () => {
    const given = presses(card(requests('holder', [line('applied', { may: ['give-back'] })])));
    assert.deepEqual(given, [{ verb: 'revoke', data: { request: 'K7QF', revision: 3 } }]);
  });

  it('are gone from a card on which nothing can be done any more', () => {
    assert.deepEqual(presses(card(requests('approver', [line('approved')]))), []);
  });

  it('answer a question by its key and a number', () => {
    assert.deepEqual(presses(card(samples['which right'] as View)), [
      { verb: 'choose', data: { question: 'q1', choice: 1 } },
      { verb: 'choose', data: { question: 'q1', choice: 2 } },
    ]);
    assert.deepEqual(presses(card(samples.same as View)), [{ verb: 'choose', data: { question: 'q1' } }]);
    assert.deepEqual(presses(card(samples.form as View)), [{ verb: 'submit', data: { question: 'q1' } }]);
  });

  it('can be typed: the card says how', () => {
    assert.ok(texts(deciding).includes('or type: approve K7QF · deny K7QF because …'));
    const dutch = card(requests('approver', [line('waiting', { may: ['approve', 'deny'] })]), 'nl');
    assert.ok(texts(dutch).includes('of typ: keur K7QF goed · wijs K7QF af omdat …'));
  });
});

describe('the card of a request', () => {
  const said = (view: View, locale: 'en' | 'nl' = 'en') => texts(card(view, locale)).join('\n');

  it('shows the sender as a mail client will, for either right and in either language', () => {
    assert.match(said(requests('asker', [line('waiting')])), /^Alex Wilber on behalf of Marketing$/m);
    assert.match(said(requests('asker', [line('waiting')]), 'nl'), /^Alex Wilber namens Marketing$/m);
    assert.match(said(requests('asker', [line('waiting', { right: 'sendAs' })])), /^Marketing$/m);
  });

  it('warns beforehand that one right takes the place of the other', () => {
    const warned = said(requests('approver', [line('waiting', { held: ['sendAs'] })]));
    assert.match(
      warned,
      /Alex Wilber \(alexw@contoso\.com\) holds Send as now\. It will be taken away once Send on behalf is in place, because with both/,
    );
    assert.doesNotMatch(said(requests('approver', [line('waiting', { held: ['sendOnBehalf'] })])), /taken away/);
  });

  it('says when the present rights could not be read', () => {
    assert.match(said(requests('approver', [line('waiting', { held: null })])), /could not be read from Exchange/);
    assert.doesNotMatch(said(requests('approver', [line('waiting', { held: [] })])), /could not be read/);
  });

  it('tells the end as the end of that day, in the zone of the one who asked', () => {
    assert.match(
      said(requests('asker', [line('waiting')])),
      /until Friday 27 November 2026, end of the day, Amsterdam time/,
    );
    assert.match(
      said(requests('asker', [line('waiting')]), 'nl'),
      /tot en met vrijdag 27 november 2026, einde van de dag/,
    );
  });

  it('names a zone that is no place by its distance from UTC, with the sign that people expect', () => {
    const until = (zone: string, locale: 'en' | 'nl' = 'en') =>
      said(requests('asker', [line('waiting', { term: { kind: 'until', date: '2026-11-27', zone } })]), locale);
    const shown: readonly [string, string][] = [
      ['Etc/GMT+12', 'UTC−12'],
      ['Etc/GMT-14', 'UTC+14'],
      ['Etc/GMT+0', 'UTC'],
      ['Etc/UTC', 'UTC'],
      ['UTC', 'UTC'],
      ['+05:30', 'UTC+05:30'],
      ['-03:00', 'UTC−03:00'],
    ];
    for (const [zone, offset] of shown) {
      assert.ok(
        until(zone).includes(`until Friday 27 November 2026, end of the day, ${offset}\n`),
        `${zone}: ${until(zone)}`,
      );
      assert.ok(until(zone, 'nl').includes(`einde van de dag, ${offset}\n`), zone);
    }
    assert.match(until('America/New_York'), /New York time/);
  });

  it('tells who decided, when, and why', () => {
    const denied = said(requests('asker', [line('denied')]));
    assert.match(denied, /denied by Megan Bowen/);
    assert.match(denied, /22 November 2026 at 14:05/);
    assert.match(denied, /She is on leave/);
    // What to do now, for the one who asked; an owner knows.
    assert.match(denied, /talk it over with Megan Bowen/);
    assert.match(said(requests('holder', [line('denied')])), /talk it over with Megan Bowen/);
    for (const other of [
      requests('approver', [line('denied')]),
      requests('holder', [line('denied', { requester: zoe })]),
    ])
      assert.doesNotMatch(said(other), /talk it over/);
  });

  it('names who cancelled it, when, and why; one that was approved already was stopped', () => {
    const withdrawn = said(requests('asker', [line('cancelled')]));
    assert.match(withdrawn, /^You have withdrawn it\. Nothing has changed in Exchange\.$/m);
    assert.match(
      said(requests('approver', [line('cancelled')])),
      /^Alex Wilber \(alexw@contoso\.com\) has withdrawn it\./m,
    );
    assert.match(withdrawn, /22 November 2026 at 14:05/);
    const stopped = samples['news cancelled'] as View;
    assert.match(said(stopped), /^Patti Fernandez \(pattif@contoso\.com\) has stopped it before it was applied/m);
    assert.match(said(stopped), /“the campaign is off”/);
    assert.equal(
      present(stopped, reader()).summary,
      'Send on behalf on Marketing (marketing@contoso.com) is not coming for you: Patti Fernandez (pattif@contoso.com) has stopped it before it was applied.',
    );
    assert.match(
      said(samples['asker stopping'] as View),
      /^Patti Fernandez \(pattif@contoso\.com\) has stopped it\. Behalf makes sure/m,
    );
  });

  it('tells the one who asked that they asked, where it is for somebody else', () => {
    assert.match(said(requests('asker', [line('waiting', { requester: zoe })])), /^Asked by$/m);
    assert.doesNotMatch(said(requests('asker', [line('waiting')])), /^Asked by$/m);
  });

  it('never says that one can send now: it says applied, read back, and that Outlook may take an hour', () => {
    const applied = said(requests('holder', [line('applied')]));
    assert.match(applied, /Outlook may take up to an hour/);
    assert.match(applied, /Read back/);
    assert.doesNotMatch(applied, /can send now/i);
    const [link] = ofType(card(requests('holder', [line('applied')])), 'Action.OpenUrl');
    assert.equal(link?.url, 'https://support.microsoft.com/office/0f4964af-aec6-484b-a65c-0434df8cdb6b');
  });

  it('tells a list that does not fit honestly', () => {
    const many = Array.from({ length: 40 }, () => line('waiting'));
    assert.match(said({ view: 'mine', lines: many, more: false }), /and (2[89]|3[0-9]) more/);
  });
});

describe('the form', () => {
  const errors = card(samples['form errors'] as View);
  const body = errors.body as readonly Fields[];

  it('keeps what was filled in, and marks errors right after their fields', () => {
    const next = (id: string) => body[body.findIndex((one) => one.id === id) + 1]?.text;
    assert.equal(next('right'), '✕ Please choose how the mail should look.');
    assert.equal(next('group'), '✕ That group is not known. Please pick one from the list.');
    assert.equal(next('until'), '✕ That day has passed. Please choose a later one.');
    const value = (id: string) => body.find((one) => one.id === id)?.value;
    assert.equal(value('people'), '00000000-0000-4000-8000-000000000001');
    assert.deepEqual(
      [value('term'), value('until'), value('reason')],
      ['until', '2026-11-27', 'the campaign starts Monday'],
    );
  });

  it('keeps asking for an end that could not be read, and never falls back to none', () => {
    const made = card(samples['form, end unreadable'] as View).body as readonly Fields[];
    assert.equal(made.find((one) => one.id === 'term')?.value, 'until');
    const open = card(samples.form as View).body as readonly Fields[];
    assert.equal(open.find((one) => one.id === 'term')?.value, 'none');
  });

  it("has Teams' people picker and our own search for groups", () => {
    const data = (id: string) => (body.find((one) => one.id === id)?.['choices.data'] as Fields)?.dataset;
    assert.deepEqual([data('people'), data('group')], ['graph.microsoft.com/users', 'groups']);
  });

  it('offers a duration that was asked for beside the usual ones', () => {
    const view = samples.form as Extract<View, { view: 'form' }>;
    const term = { kind: 'for', duration: 'PT8H', zone: 'UTC' } as const;
    const made = card({ ...view, draft: { ...view.draft, term } }).body as readonly Fields[];
    const choices = made.find((one) => one.id === 'term')?.choices as readonly Fields[];
    assert.deepEqual(choices[1], { title: '8 hours', value: 'PT8H' });
  });

  it('has a title and a value for every choice, also for words of which nothing can be shown', () => {
    const view = samples.form as Extract<View, { view: 'form' }>;
    const kept = { people: ['\u200b\u200b', ','], groups: ['<at></at>'] };
    const made = card({ ...view, kept }).body as readonly Fields[];
    for (const { choices = [] } of made as readonly { readonly choices?: readonly Fields[] }[])
      for (const { title, value } of choices) assert.ok(title && value, JSON.stringify({ title, value }));
  });
});

describe('a list', () => {
  const said = (name: string, locale: 'en' | 'nl' = 'en') => texts(card(samples[name] as View, locale)).join('\n');

  it('tells in one line what there is of the right that was not asked about', () => {
    assert.match(
      said('who, only the other right'),
      /^Alex Wilber \(alexw@contoso\.com\) and Megan Bowen \(meganb@contoso\.com\) may send on behalf of this group\.$/m,
    );
    assert.match(said('what, only the other right'), /^No Send as found\./m);
    assert.match(
      said('what, only the other right'),
      /^The other right is there: Send on behalf on Marketing \(marketing@contoso\.com\)\.$/m,
    );
    assert.doesNotMatch(said('who, nobody'), /on behalf/);
  });

  it('speaks to the reader of their own rights, and fits its heading to the right', () => {
    assert.match(said('what, only the other right'), /^What you can send as$/m);
    assert.match(said('what, only the other right', 'nl'), /^Als wie jij mag verzenden$/m);
    assert.match(said('what, any, for oneself'), /^Groups you can send for$/m);
    assert.match(said('what'), /^Groups this person can send for$/m);
  });

  it('shows of an audit only what was read: before a change there is no after', () => {
    const audit = said('audit');
    assert.match(audit, /^before: Megan Bowen \(meganb@contoso\.com\)$/m);
    assert.match(
      audit,
      /^before: Megan Bowen \(\S+\) → after: Megan Bowen \(\S+\) and Alex Wilber \(alexw@contoso\.com\)$/m,
    );
    assert.doesNotMatch(audit, /nobody/);
  });
});

describe('help', () => {
  it('shows what this person can do, with their own groups', () => {
    const member = texts(card({ view: 'help', roles: ['member'], groups: { member: ['Training'], owned: [] } }));
    assert.ok(member.includes('let me send on behalf of Training for two weeks'));
    assert.ok(!member.some((text) => /approve|audit/.test(text)));
    const owner = texts(card({ view: 'help', roles: ['member', 'owner'], groups: { member: [], owned: ['Sales'] } }));
    assert.ok(owner.includes('audit Sales'));
  });
});

describe('what a card offers to type', () => {
  const now = new Date('2026-11-22T14:10:00Z');
  /** The words after "or type", and the examples of help, with the dots filled in. */
  const offered = (view: View, locale: 'en' | 'nl') =>
    texts(card(view, locale)).flatMap((text, index, all) => {
      if (all[index - 1] === '› ') return [text];
      return /^(or type|of typ): /.test(text) ? text.replace(/^.*?: /, '').split(' · ') : [];
    });
  const meant = (words: string, locale: 'en' | 'nl') =>
    understand(words.replace('…', 'Megan'), { now, zone: 'Europe/Amsterdam', locale }).intent;
  const choosing = ['which right', 'which person', 'which group', 'same'];

  for (const locale of ['en', 'nl'] as const) {
    it(`is understood: ${locale}`, () => {
      const views = Object.entries(samples).filter(([name]) => !choosing.includes(name));
      const words = new Set(views.flatMap(([, view]) => offered(view, locale)));
      assert.ok(words.size > 12);
      assert.deepEqual(
        [...words].filter((one) => meant(one, locale) === 'unknown'),
        [],
      );
    });

    it(`does what its button does: ${locale}`, () => {
      const buttons: readonly (readonly [
        Parameters<typeof line>[0],
        'approve' | 'deny' | 'cancel' | 'revoke',
        IntentName,
      ])[] = [
        ['waiting', 'approve', 'approve'],
        ['waiting', 'deny', 'deny'],
        ['waiting', 'cancel', 'cancel'],
        ['applied', 'revoke', 'revoke'],
      ];
      for (const [state, button, intent] of buttons) {
        const [words = ''] = offered(requests('approver', [line(state, { may: [button] })]), locale);
        assert.equal(meant(words, locale), intent, words);
      }
    });
  }
});
