import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert } from '../../bot/present/inert.ts';
import { present } from '../../bot/present/present.ts';
import type { View } from '../../bot/present/view.ts';
import { anyView } from '../support/any-view.ts';
import { textOf } from '../support/office.ts';
import { alex, line, marketing, megan, patti, reader, requests, samples } from '../support/views.ts';

interface Bearer {
  readonly id?: string;
  readonly name: string;
  readonly address: string | null;
}

/** Everybody and everything that a view names, wherever in it. */
function bearers(node: unknown): readonly Bearer[] {
  if (Array.isArray(node)) return node.flatMap(bearers);
  if (typeof node !== 'object' || node === null) return [];
  const isBearer = 'name' in node && 'address' in node;
  return [...(isBearer ? [node as Bearer] : []), ...Object.values(node).flatMap(bearers)];
}

/** Places to break are not seen. */
const seen = (text: string) => text.replaceAll('\u200b', '');
const shown = (view: View, locale: 'en' | 'nl' = 'en') => {
  const { card, text } = present(view, reader(locale));
  return seen(card === null ? (text ?? '') : `${textOf(card)}\n${choices(card)}`);
};
/** What the pickers of a form and of a choice offer. */
const choices = (card: object) =>
  [...JSON.stringify(card).matchAll(/"title":"([^"]*)"/g)].map((one) => one[1]).join('\n');

describe('whoever stands on a card', () => {
  for (const locale of ['en', 'nl'] as const) {
    it(`stands there with the whole address: every sample, ${locale}`, () => {
      for (const [name, view] of Object.entries(samples)) {
        const text = shown(view, locale);
        for (const { id, name: called, address } of bearers(view)) {
          // Whoever is shown at all.
          if (!text.includes(inert(called, 60))) continue;
          assert.ok(text.includes(address || id || ''), `${name}: ${called} without ${address}\n${text}`);
        }
      }
    });
  }

  it('is never shown by the name alone: each name has an address behind it, or beneath it', () => {
    const secret = { ...alex, name: 'Qzx Vbn', address: 'qzx.vbn@contoso.com' };
    const group = { ...marketing, name: 'Wpl Rtm', address: 'wpl.rtm@contoso.com' };
    for (const [name, view] of Object.entries(samples)) {
      const text = shown(
        replaced(
          view,
          new Map<string, Bearer>([
            [alex.id, secret],
            [marketing.id, group],
          ]),
        ),
      );
      const lines = text.split('\n');
      for (const one of [secret, group]) {
        const alone = lines.filter((each, n) => {
          // Of a list: the name, at its right the right, and beneath it the address.
          const here = lines.slice(n, n + 3).join(' ');
          return each.includes(one.name) && !here.includes(one.address);
        });
        assert.deepEqual(alone, [], name);
      }
    }
  });

  it('keeps the whole address, whatever the name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (name) => {
        const person = { ...alex, name };
        const group = { ...marketing, name };
        for (const audience of ['asker', 'approver', 'holder'] as const) {
          const one = line('waiting', {
            person,
            requester: { ...patti, name },
            group,
            waitingFor: [{ ...megan, name }],
          });
          const text = shown(requests(audience, [one]));
          for (const { address } of [person, group, megan]) assert.ok(text.includes(address ?? '-'), name);
          if (audience === 'approver') assert.ok(text.includes(patti.address));
        }
      }),
    );
  });

  it('does not lose the address in the line of a notification, or in the text for clients that draw no cards', () => {
    const endless = samples['approver, very long names'] as View;
    const { summary, card } = present(endless, reader());
    for (const text of [summary, (card as { fallbackText: string }).fallbackText, (card as { speak: string }).speak])
      for (const { name, address } of bearers(endless).slice(0, 3))
        assert.ok(seen(text).includes(address ?? ''), `${name.slice(0, 20)} in ${text}`);
  });

  it('is shown by the id and a word for it, where the directory does not know it', () => {
    const text = shown(samples['asker of what is gone from the directory'] as View);
    assert.match(text, /an unknown account\n00000000-0000-4000-8000-000000000025/);
    assert.match(text, /Campaign 2025, deleted \(00000000-0000-4000-8000-000000000026\)/);
  });
});

/** The view with others in the place of some. */
function replaced(view: View, by: ReadonlyMap<string, Bearer>): View {
  return JSON.parse(JSON.stringify(view), (_, value) => by.get((value as { id?: string } | null)?.id ?? '') ?? value);
}

describe('a name borne by several', () => {
  const warned = (view: View) => /More than one here is called “([^”]*)”/.exec(shown(view))?.[1];

  it('is said to be that, also where it only looks the same', () => {
    assert.equal(warned(samples['approver, two groups of one name'] as View), 'Marketing');
    assert.match(String(warned(samples['approver, named like the president'] as View)), /^Patti Fernand.z$/);
  });

  it('is not, where one person stands there several times', () => {
    for (const name of ['approver waiting', 'approver several', 'who', 'audit', 'mine'])
      assert.equal(warned(samples[name] as View), undefined, name);
  });

  it('is not, where Exchange lists by name and address whom the directory knows by an id', () => {
    const { entries, ...rest } = samples.audit as Extract<View, { view: 'audit' }>;
    const listed = ({ name, address }: Bearer) => ({ name, address: address?.toUpperCase() ?? null });
    const asExchange = entries.map((entry) => ({
      ...entry,
      before: [listed(megan)],
      after: [megan, alex].map(listed),
    }));
    assert.equal(warned({ ...rest, entries: asExchange }), undefined);
    const stranger = { name: alex.name, address: 'alex@fabrikam.com' };
    const [first] = asExchange;
    assert.ok(first);
    assert.equal(warned({ ...rest, entries: [{ ...first, after: [listed(alex), stranger] }] }), 'Alex Wilber');
  });

  it('is found on any card, however much it names, in no time', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const begin = process.hrtime.bigint();
        present(view, reader());
        return Number(process.hrtime.bigint() - begin) / 1e6 < 1000;
      }),
      { numRuns: 50 },
    );
  });
});

describe('the audit', () => {
  const text = shown(samples.audit as View);

  it('says as what somebody decided, or took a right away', () => {
    assert.match(text, /request approved by Megan Bowen \(meganb@contoso\.com · \w{8}\) as an owner/);
    assert.match(text, /taken away by Patti Fernandez \(pattif@contoso\.com · \w{8}\) as an administrator/);
    assert.match(text, /denied by Megan Bowen \(meganb@contoso\.com · \w{8}\) as an owner/);
  });

  it('says once, at its head, which group it is about; and in each row where it is about more', () => {
    const times = (view: View) => shown(view).split('marketing@contoso.com').length - 1;
    assert.equal(times(samples.audit as View), 1);
    assert.ok(times(samples['audit of everything'] as View) > 0);
  });

  it('tells in one row of requests that were withdrawn one after the other', () => {
    assert.match(text, /and 4 more times before that, in the same way since 28 Nov 2026 10:58 \(M4RT, C9XW, D3FH, …\)/);
  });

  it('leaves out what came to nothing before any change, where there is no room for both', () => {
    const { entries, ...rest } = samples.audit as Extract<View, { view: 'audit' }>;
    const [withdrawn, , applied] = entries;
    assert.ok(withdrawn && applied);
    const reason = 'x'.repeat(200);
    const noise = { ...withdrawn, asked: withdrawn.asked && { ...withdrawn.asked, reason } };
    const many = [...Array.from({ length: 39 }, () => noise), applied];
    const view: View = { ...rest, entries: many, left: { changes: false, others: false } };
    assert.match(shown(view), /right applied/);
    assert.match(shown(view), /Older requests that changed nothing are left out/);
  });
});
