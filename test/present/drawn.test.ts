import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { present } from '../../bot/present/present.ts';
import type { AuditShown, Line, View } from '../../bot/present/view.ts';
import { naughty } from '../support/any-view.ts';
import { allCards, pageOf, rendererPath } from '../support/cards.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import type { Theme } from '../support/host-configs.ts';
import { skip } from '../support/skip.ts';
import { line, reader, requests } from '../support/views.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe('cards in the official renderer', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async function () {
    if (!hasChromium) skip(this, 'no Chromium on this machine (CHROMIUM names another place)');
    browser = await openChromium();
  });
  after(() => browser?.close());

  async function draw(
    cards: Readonly<Record<string, object>>,
    theme: Theme = 'light',
    locale: 'en' | 'nl' = 'en',
    width = 480,
  ): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 2 * (width + 40), height: 900 } });
    await page.setContent(pageOf(cards, theme, locale, width));
    await page.addScriptTag({ path: rendererPath });
    await page.evaluate('draw()');
    return page;
  }

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    for (const locale of ['en', 'nl'] as const) {
      // On a phone the longer words and the strongest lines are the harder case.
      const narrow = (theme === 'light' && locale === 'nl') || (theme === 'contrast' && locale === 'en');
      for (const width of narrow ? [480, 300] : [480]) {
        it(`have no serious accessibility fault and fit: ${theme}, ${locale}, ${width} px wide`, async () => {
          const page = await draw(allCards(locale), theme, locale, width);
          await page.addScriptTag({ path: axePath });
          const violations = (await page.evaluate(
            'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
          )) as readonly Violation[];
          const wide = await page.evaluate(tooWide);
          const cut = await page.evaluate(cutTitles);
          await page.close();
          const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          assert.deepEqual(
            grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
            [],
          );
          assert.deepEqual(wide, []);
          assert.deepEqual(cut, []);
        });
      }
    }
  }

  it('show no link, no picture, no mention and no computed date, whatever was written in any free text', async () => {
    const dated = [
      ...naughty,
      '{{DATE(2026-11-22T10:00:00Z,LONG)}}',
      '[pay](https://evil.example)',
      '![x](https://evil.example/x.png)',
    ];
    const cards: Record<string, object> = {};
    const atOnce = 16;
    for (let from = 0; from < dated.length; from += atOnce) {
      const views = withTexts(dated.slice(from, from + atOnce));
      views.forEach((view, index) => {
        cards[`${from} ${index}`] = present(view, reader()).card ?? {};
      });
    }
    const page = await draw(cards);
    const found = (await page.evaluate(`({
      elements: [...document.querySelectorAll('.card a, .card img, .card script, .card at, .card iframe, .card svg')].map((e) => e.outerHTML),
      cards: document.querySelectorAll('.card > .ac-adaptiveCard').length,
      text: document.querySelector('main').innerText,
    })`)) as { readonly elements: readonly string[]; readonly cards: number; readonly text: string };
    await page.close();
    assert.deepEqual(found.elements, []);
    assert.equal(found.cards, Object.keys(cards).length);
    assert.doesNotMatch(found.text, /Sunday, November 22|<at>/);
    assert.ok(found.text.includes('[pay] (https://evil.example)'));
  });
});

/** Whatever sticks out of its card; inputs scroll their own text. */
const tooWide = `[...document.querySelectorAll('.card')].filter((card) => card.scrollWidth > card.clientWidth + 1)
  .map((card) => card.previousSibling.textContent)`;

/** Buttons whose title a phone would cut. */
const cutTitles = `[...document.querySelectorAll('.card button')].filter((button) =>
    button.scrollWidth > button.clientWidth + 1 ||
    button.getBoundingClientRect().right > button.closest('.card').getBoundingClientRect().right)
  .map((button) => button.textContent)`;

/** Cards with the given texts in every field that people can fill. */
function withTexts(texts: readonly string[]): readonly View[] {
  const [first = ''] = texts;
  const sample = line('denied');
  const who = (name: string, index: number) => ({
    ...sample.person,
    id: `${index}` as typeof sample.person.id,
    name,
    address: name,
    title: name,
    department: name,
  });
  const where = (name: string, index: number) => ({
    ...sample.group,
    id: `${index}` as typeof sample.group.id,
    name,
    address: name,
  });
  const lines = texts.map((text, index) => ({
    ...sample,
    person: who(text, index),
    requester: who(text, index),
    group: where(text, index),
    reason: text,
    decision: { by: who(text, index), at: sample.askedAt, reason: text },
  }));
  const entry = (text: string, index: number): AuditShown => {
    const step = { by: who(text, index), as: null, at: sample.askedAt, reason: text };
    const [before, after] = [[who(text, index)], [who(text, index)]];
    const closed = { ...step, how: 'withdrawn' as const };
    const about = { group: where(text, index), person: who(text, index), asked: step, approved: step, closed };
    const { id: request, right } = sample;
    return {
      seq: index,
      oldest: index,
      at: sample.askedAt,
      event: text,
      changed: true,
      request,
      right,
      folded: [],
      passed: null,
      ...about,
      before,
      after,
    };
  };
  const by = who(first, 1);
  const ended = { at: sample.askedAt, by, cause: 'taken-away' as const, reason: first, proof: 'answered' as const };
  const held = { name: first, address: first, request: null, endsAt: null, overridden: true, right: 'sendAs' as const };
  const named = (name: string) => ({ group: where(name, 1), right: 'sendAs' as const, endsAt: null, request: null });
  const others = (state: Line) =>
    lines.slice(0, 1).map((one) => ({ ...one, ...state, person: one.person, group: one.group }));
  const draft = { right: null, people: texts.map(who), groups: texts.map(where), term: null, reason: first };
  const key = 'q1';
  const note = { notice: 'person-unknown', args: { words: first, near: first } } as const;
  return [
    requests('asker', lines),
    requests('approver', others(line('waiting', { waitingFor: texts.map(who), held: ['sendAs'] }))),
    requests('holder', others(line('ended', { ended }))),
    ...others(line('cancelled', { cancelled: { by, at: sample.askedAt, reason: first } })).map(
      (one): View => ({ view: 'news', news: 'cancelled', line: one, audience: 'holder' }),
    ),
    { view: 'mine', lines, more: true },
    {
      view: 'who',
      group: where(first, 1),
      right: 'sendOnBehalf',
      readAt: sample.askedAt,
      delegates: texts.map((name) => ({ ...held, name, address: name })),
      others: texts.map(who),
    },
    {
      view: 'what',
      person: by,
      right: 'sendAs',
      rights: texts.map(named),
      covered: 1,
      unread: texts.map(where),
      readAt: sample.askedAt,
      done: true,
      others: texts.map(where),
    },
    { view: 'which', what: 'group', key, words: first, candidates: texts.map(where) },
    ...lines.slice(0, 1).map((one) => requests('asker', [one], { note })),
    { view: 'which', what: 'person', key, words: first, candidates: texts.map(who) },
    { view: 'which-right', key, draft, speaker: who(first, 1) },
    {
      view: 'same',
      key,
      from: who(first, 1),
      to: who(first, 2),
      rights: texts.map((text, index) => ({ right: 'sendAs' as const, group: where(text, index) })),
      readAt: sample.askedAt,
    },
    {
      view: 'form',
      key,
      draft,
      errors: [],
      note,
      near: texts.slice(0, 3).map(who),
      kept: { people: texts, groups: texts },
      own: texts.map(where),
      speaker: by,
    },
    {
      view: 'audit',
      about: by,
      entries: texts.map(entry),
      left: { changes: false, others: false },
      after: null,
    },
    { view: 'help', roles: ['owner', 'admin'], groups: { member: texts.slice(0, 3), owned: texts.slice(3) } },
    { view: 'welcome', name: first, groups: texts.slice(1) },
  ];
}
