import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { present } from '../../bot/present/present.ts';
import type { View } from '../../bot/present/view.ts';
import { naughty } from '../support/any-view.ts';
import { allCards, pageOf, rendererPath } from '../support/cards.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import type { Theme } from '../support/host-configs.ts';
import { skip } from '../support/skip.ts';
import { line, reader, requests, samples } from '../support/views.ts';

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
  ): Promise<Page> {
    const page = await browser.newPage();
    await page.setContent(pageOf(cards, theme, locale, 480));
    await page.addScriptTag({ path: rendererPath });
    await page.evaluate('draw()');
    return page;
  }

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    for (const locale of ['en', 'nl'] as const) {
      it(`have no serious accessibility fault: ${theme}, ${locale}`, async () => {
        const page = await draw(allCards(locale), theme, locale);
        await page.addScriptTag({ path: axePath });
        const violations = (await page.evaluate(
          'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
        )) as readonly Violation[];
        await page.close();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        assert.deepEqual(
          grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
        );
      });
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
    for (let from = 0; from < dated.length; from += 6) {
      const views = withTexts(dated.slice(from, from + 6));
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
  const entry = (text: string) => ({
    ...(samples.audit as Extract<View, { view: 'audit' }>).entries[0],
    actor: text,
    person: text,
    group: text,
    reason: text,
    before: [text],
    after: [text],
  });
  const draft = { right: null, people: texts.map(who), groups: texts.map(where), term: null, reason: first };
  const key = 'q1';
  const note = { notice: 'person-unknown', args: { words: first, near: first } } as const;
  return [
    requests('asker', lines),
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
    { view: 'form', key, draft, errors: [], note, near: texts.slice(0, 3).map(who) },
    {
      view: 'audit',
      about: first,
      entries: texts.map(entry) as Extract<View, { view: 'audit' }>['entries'],
      more: false,
    },
    { view: 'help', roles: ['owner', 'admin'], groups: { member: texts.slice(0, 3), owned: texts.slice(3) } },
    { view: 'welcome', name: first, groups: texts.slice(1) },
  ];
}
