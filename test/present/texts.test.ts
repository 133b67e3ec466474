import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { EVENT_TYPES } from '../../bot/domain/events.ts';
import type { EndCause } from '../../bot/domain/grant.ts';
import { type Delay, failures, PANEL_KINDS, type Right } from '../../bot/domain/request.ts';
import { statuses } from '../../bot/domain/status.ts';
import type { Locale } from '../../bot/present/languages.ts';
import { notices } from '../../bot/present/notice.ts';
import { sentence } from '../../bot/present/present.ts';
import { say } from '../../bot/present/texts.ts';
import { type Button, formErrors, roles } from '../../bot/present/view.ts';
import { sources } from '../support/sources.ts';

const locales: readonly Locale[] = ['en', 'nl'];

/** Every message of a file with the variables that it uses. */
function messages(locale: Locale): ReadonlyMap<string, ReadonlySet<string>> {
  const file = new URL(`../../bot/present/locales/${locale}.ftl`, import.meta.url);
  const { body } = new FluentResource(readFileSync(file, 'utf8'));
  return new Map(body.map(({ id, value }) => [id, new Set(variables(value))]));
}

function variables(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(variables);
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && node.type === 'var' && 'name' in node) return [String(node.name)];
  return Object.values(node).flatMap(variables);
}

/** A list that stops compiling when a word is added to the union or taken from it. */
const keys = <Word extends string>(all: Readonly<Record<Word, 1>>) =>
  Object.keys(all).filter((key): key is Word => key in all);

const causes = keys<EndCause>({ 'given-back': 1, 'taken-away': 1, expired: 1, replaced: 1 });
const delays = keys<Delay['why']>({
  throttled: 1,
  busy: 1,
  unavailable: 1,
  refused: 1,
  blocked: 1,
  readback: 1,
  'still-shown': 1,
  directory: 1,
  ...{ 'group-unknown': 1, returned: 1, forbidden: 1, deleted: 1, missing: 1 },
});
const buttons = keys<Button>({
  approve: 1,
  deny: 1,
  cancel: 1,
  revoke: 1,
  'give-back': 1,
  again: 1,
  mute: 1,
  unmute: 1,
});
/** What no words stand for. */
const pressedOnly: readonly Button[] = ['mute', 'unmute'];

const asking: readonly Button[] = ['deny', 'revoke'];
const rights: readonly Right[] = ['sendAs', 'sendOnBehalf'];

/** The keys that are made of a code, by their form in the source: the key of each code. */
const families: Readonly<Record<string, readonly string[]>> = {
  'notice-*': notices.map((word) => `notice-${word}`),
  'state-*': statuses.map((word) => `state-${word}`),
  'failure-*': failures.map((word) => `failure-${word}`),
  'delay-*': delays.map((word) => `delay-${word}`),
  'help-*': roles.map((word) => `help-${word}`),
  'press-**': buttons.flatMap((word) => [`press-${word}`, `press-${word}-one`]),
  'type-*': buttons.filter((word) => !pressedOnly.includes(word)).map((word) => `type-${word}`),
  'confirm-*': asking.map((word) => `confirm-${word}`),
  'reason-*': asking.map((word) => `reason-${word}`),
  'form-error-*': formErrors.map((word) => `form-error-${word}`),
  'form-right-*': rights.map((word) => `form-right-${word}`),
  'right-*': rights.map((word) => `right-${word}`),
  'meaning-*': rights.map((word) => `meaning-${word}`),
  'from-*': rights.map((word) => `from-${word}`),
  'which-*-one': ['which-person-one', 'which-group-one'],
  'which-*-state': ['which-person-state', 'which-group-state'],
  'lead-*': ['lead-ending', 'lead-ended'],
  'lead-*-plain': ['lead-ending-plain', 'lead-ended-plain'],
  'audit-*': EVENT_TYPES.map((word) => `audit-${word.replace('.', '-')}`),
  'fact-next-*': ['remind', 'escalate', 'lapse'].map((word) => `fact-next-${word}`),
  'policy-unclear-*': ['tie', 'unread', 'people'].map((word) => `policy-unclear-${word}`),
  'audit-lead**': ['audit-lead', 'audit-lead-none', 'audit-lead-all', 'audit-lead-none-all'],
  'audit-step-*': ['asked', 'approved', 'denied', 'withdrawn', ...causes].map((word) => `audit-step-${word}`),
};
const made = Object.values(families).flat();
const drawing = [...sources('present').values()].join('\n');

describe('the texts', () => {
  it('have the same keys in English and Dutch', () => {
    assert.deepEqual([...messages('nl').keys()].sort(), [...messages('en').keys()].sort());
  });

  it('use the same variables in English and Dutch', () => {
    const dutch = messages('nl');
    for (const [key, used] of messages('en'))
      assert.deepEqual([...(dutch.get(key) ?? [])].sort(), [...used].sort(), key);
  });

  it('have a variant for every kind of panel, wherever they say as what somebody decided', () => {
    for (const locale of locales) {
      const source = readFileSync(new URL(`../../bot/present/locales/${locale}.ftl`, import.meta.url), 'utf8');
      const selects = [...source.matchAll(/\{ \$as ->\n([^}]*)\}/g)].map(([, variants]) => variants ?? '');
      assert.ok(selects.length >= 4);
      for (const variants of selects)
        for (const kind of PANEL_KINDS) assert.match(variants, new RegExp(`\\[${kind}\\]`));
    }
  });

  it('are each written once', () => {
    for (const locale of locales) {
      const source = readFileSync(new URL(`../../bot/present/locales/${locale}.ftl`, import.meta.url), 'utf8');
      const all = [...source.matchAll(/^([a-z][\w-]*) =/gim)].map(([, key]) => key);
      assert.deepEqual(
        all.filter((key, index) => all.indexOf(key) !== index),
        [],
      );
      assert.equal(all.length, messages(locale).size, 'a message that the parser has skipped');
    }
  });

  it('have a sentence for every code that a key is made of', () => {
    for (const locale of locales)
      assert.deepEqual(
        made.filter((key) => !messages(locale).has(key)),
        [],
      );
    for (const locale of locales) {
      const told = causes.map((cause) => say(locale)('lead-ended', { cause, by: 'Megan', you: 'no' }));
      assert.equal(new Set(told).size, causes.length);
    }
  });

  it('are made of codes only where the codes are known', () => {
    const templates = [...drawing.matchAll(/`([a-z][\w-]*\$\{[^`]*)`/g)].map(([, key = '']) => key);
    const forms = new Set(templates.map((key) => key.replaceAll(/\$\{[^}]*\}/g, '*')));
    assert.deepEqual([...forms].sort(), Object.keys(families).sort());
  });

  it('are all there that are said, and all said that are there', () => {
    const said = [...drawing.matchAll(/\bsay\(([^`,)]*)/g)].flatMap(([, first = '']) =>
      [...first.matchAll(/(?:^|[?:] )'([\w-]+)'/g)].map(([, key = '']) => key),
    );
    const english = messages('en');
    assert.deepEqual(
      said.filter((key) => !english.has(key)),
      [],
    );
    const named = new Set([...drawing.matchAll(/'([a-z][\w-]*)'/g)].map(([, key]) => key));
    assert.deepEqual(
      [...english.keys()].filter((key) => !named.has(key) && !made.includes(key)),
      [],
    );
  });

  it('make a sentence of every notice with nothing given, and with everything given', () => {
    const given = {
      what: 'who',
      words: 'Marketting',
      near: 'Marketing',
      name: 'Megan Bowen',
      person: 'Alex Wilber',
      group: 'Marketing',
      you: 'no',
      right: 'sendAs',
      request: 'K7QF',
      ids: 'K7QF, M4RT',
      status: 'denied',
      most: 10,
      longest: 'P90D',
      unit: 'minutes',
      count: 7,
      code: 'a1b2c3d4',
      adder: 'owner',
      endsAt: '2026-11-22T13:05:00.000Z',
      ending: 'no',
      address: 'marketing@contoso.com',
      of: 'group',
      told: 'yes',
      when: '22 November 2026 at 18:05',
    };
    for (const locale of locales) {
      for (const notice of notices) {
        for (const args of [
          {},
          given,
          { you: 'yes' },
          { you: 'unsaid' },
          ...['rule', 'you', 'owner', 'admin'].map((adder) => ({ ...given, adder })),
          ...['rule', 'you', 'owner', 'admin'].map((adder) => ({ adder, you: 'yes' })),
          { ...given, ending: 'yes' },
          ...['audit-group', 'audit-person', 'what'].flatMap((what) => [{ what }, { ...given, what }]),
          Object.fromEntries(Object.keys(given).map((key) => [key, ''])),
        ]) {
          const said = sentence(notice, args, locale);
          assert.match(said, /^“?\p{Lu}.*[.?]$/su, `${notice}: ${said}`);
          assert.doesNotMatch(said, /\bnone\b|\{|\$| {2}| [.,]/, `${notice}: ${said}`);
        }
      }
    }
  });

  it('say of each thing that one may not see for whom it is', () => {
    const given = { group: 'Marketing', person: 'Alex Wilber' };
    const told = (what: string) => sentence('not-allowed-to-see', { ...given, what }, 'en');
    assert.match(told('who'), /Marketing is for its members and owners, auditors and administrators/);
    assert.match(told('audit-group'), /audit of Marketing is for its owners, auditors/);
    assert.match(told('audit-person'), /^The audit of a person is for auditors and administrators/);
    assert.match(told('what'), /is for Alex Wilber, auditors and administrators/);
  });

  it('name what was said when it was a negation', () => {
    const said = { group: 'Training', right: 'sendAs', you: 'no', person: 'Alex' };
    assert.match(sentence('negated', said, 'en'), /“stop Alex from sending as Training”/);
    assert.match(sentence('negated', { ...said, right: 'sendOnBehalf' }, 'en'), /sending on behalf of Training”/);
    assert.match(sentence('negated', { ...said, you: 'yes' }, 'nl'), /“laat mij niet meer verzenden als Training”/);
  });

  it('name who was first and what was decided', () => {
    const args = { name: 'Megan Bowen', status: 'denied' };
    assert.equal(sentence('already-decided-by', args, 'en'), 'Already denied by Megan Bowen. Nothing has changed.');
    assert.equal(sentence('already-decided-by', args, 'nl'), 'Al afgewezen door Megan Bowen. Er is niets veranderd.');
  });

  it('say of a right that is held already when it ends, or that it is ending', () => {
    const held = { you: 'yes', right: 'sendAs', group: 'Sales' };
    const said = (args: object, locale: 'en' | 'nl') =>
      sentence('already-held', { ...held, ...args }, locale, 'Europe/Amsterdam');
    const endsAt = '2026-11-22T13:05:00.000Z';
    assert.match(
      said({ endsAt }, 'en'),
      /already have Send as on Sales until 22 November 2026 at 14:05\. I cannot extend/,
    );
    assert.match(said({ endsAt }, 'nl'), /hebt Verzenden als al voor Sales, tot 22 november 2026 om 14:05\. Verlengen/);
    assert.match(said({ endsAt, ending: 'yes' }, 'en'), /still have Send as on Sales, but it is being taken away now/);
    assert.match(said({ ending: 'yes' }, 'nl'), /hebt Verzenden als nog voor Sales, maar het wordt nu weggehaald/);
    assert.match(said({ ending: 'no' }, 'en'), /already have Send as on Sales, so there is nothing to ask/);
  });

  it('speak of a number of days as people do', () => {
    assert.match(sentence('term-too-long', { longest: 'P90D' }, 'nl'), /90 dagen/);
  });

  it('do not let written words act: a name stays a name', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what the templating engine would act upon
    const said = sentence('person-unknown', { words: '<at>Megan</at> [x](https://evil.example) ${y} \u202eabc' }, 'en');
    assert.match(said, /“Megan \[x\] \(https:\/\/evil\.example\) \$ \{y\} abc”/);
  });

  it('never promise that one can send now', () => {
    for (const locale of locales) {
      const source = readFileSync(new URL(`../../bot/present/locales/${locale}.ftl`, import.meta.url), 'utf8');
      assert.doesNotMatch(source, /can send now|can now send|kunt nu verzenden|kan nu verzenden/i);
    }
  });
});
