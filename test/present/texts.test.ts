import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import type { EventType } from '../../bot/domain/events.ts';
import type { EndCause } from '../../bot/domain/grant.ts';
import type { Refusal } from '../../bot/domain/refusal.ts';
import type { Delay, Failure } from '../../bot/domain/request.ts';
import type { Status } from '../../bot/domain/status.ts';
import type { Locale } from '../../bot/present/languages.ts';
import type { Notice } from '../../bot/present/notice.ts';
import { sentence } from '../../bot/present/present.ts';
import { say } from '../../bot/present/texts.ts';
import type { Button, FormError, Role } from '../../bot/present/view.ts';

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

const refusals = keys<Refusal>({
  'requester-guest': 1,
  'requester-disabled': 1,
  'requester-unclear': 1,
  'beneficiary-guest': 1,
  'beneficiary-disabled': 1,
  'beneficiary-unclear': 1,
  'beneficiary-no-mailbox': 1,
  'beneficiary-not-member': 1,
  'group-not-microsoft365': 1,
  'already-held': 1,
  'already-open': 1,
  'exchange-refuses': 1,
  rests: 1,
  'no-approver': 1,
  quota: 1,
  'too-often': 1,
  'end-in-past': 1,
  'term-too-long': 1,
  'not-found': 1,
  'not-approver': 1,
  'self-approval': 1,
  'beneficiary-approval': 1,
  'already-decided': 1,
  'account-unclear': 1,
  'not-checkable': 1,
  changed: 1,
  'not-requester': 1,
  'nothing-held': 1,
  'not-allowed-to-end': 1,
  'already-ending': 1,
  'not-allowed-to-see': 1,
});
const notices = keys<Exclude<Notice, Refusal>>({
  'not-understood': 1,
  'not-ours': 1,
  negated: 1,
  unsure: 1,
  'later-start': 1,
  'end-unreadable': 1,
  'comes-later': 1,
  'too-long': 1,
  empty: 1,
  'person-unknown': 1,
  'group-unknown': 1,
  'group-is-person': 1,
  'group-is-distribution': 1,
  'group-is-security': 1,
  'group-unclear': 1,
  'request-unknown': 1,
  'nothing-to-choose': 1,
  'choose-number': 1,
  'nothing-picked': 1,
  'nothing-waiting': 1,
  'decide-which': 1,
  'approve-as-asked': 1,
  'one-failed': 1,
  'no-requests': 1,
  'nothing-to-cancel': 1,
  'nothing-about-that': 1,
  'which-request': 1,
  'which-right': 1,
  'audit-of-what': 1,
  'too-many': 1,
  'too-many-names': 1,
  'too-much': 1,
  'directory-unavailable': 1,
  'directory-unavailable-decide': 1,
  'directory-refused': 1,
  'directory-forbidden': 1,
  'exchange-unavailable': 1,
  fault: 1,
  'not-taken': 1,
  'only-quoted': 1,
  'anothers-words': 1,
  'anothers-order': 1,
  edited: 1,
  'reason-cut': 1,
  'details-in-chat': 1,
  'details-need-chat': 1,
  'already-decided-by': 1,
  'cancel-done': 1,
  'change-refused': 1,
  'exchange-mistook': 1,
  'right-strayed': 1,
  thanks: 1,
  'no-longer-open': 1,
  'no-longer-decides': 1,
  'guest-looks': 1,
});
const shown = keys<Status>({
  waiting: 1,
  approved: 1,
  applied: 1,
  denied: 1,
  cancelled: 1,
  lapsed: 1,
  failed: 1,
  ending: 1,
  ended: 1,
});
const failures = keys<Failure>({
  'approver-lost-right': 1,
  'requester-gone': 1,
  'beneficiary-gone': 1,
  'beneficiary-guest': 1,
  'beneficiary-not-member': 1,
  'beneficiary-no-mailbox': 1,
  'end-passed': 1,
  'group-gone': 1,
  'exchange-forbidden': 1,
  'exchange-refused': 1,
  'exchange-mistook': 1,
});
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
const roles = keys<Role>({ member: 1, owner: 1, auditor: 1, admin: 1 });
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
const formErrors = keys<FormError>({
  'right-missing': 1,
  'people-missing': 1,
  'people-unknown': 1,
  'group-missing': 1,
  'group-unknown': 1,
  'end-in-past': 1,
  'end-unreadable': 1,
  'too-many': 1,
});
const events = keys<EventType>({
  'request.made': 1,
  'request.approved': 1,
  'request.passed': 1,
  'request.denied': 1,
  'request.cancelled': 1,
  'request.lapsed': 1,
  'request.failed': 1,
  'right.applying': 1,
  'right.delayed': 1,
  'right.applied': 1,
  'right.found': 1,
  'right.ending': 1,
  'right.ended': 1,
  'drift.found': 1,
  'drift.gone': 1,
});

describe('the texts', () => {
  it('have the same keys in English and Dutch', () => {
    assert.deepEqual([...messages('nl').keys()].sort(), [...messages('en').keys()].sort());
  });

  it('use the same variables in English and Dutch', () => {
    const dutch = messages('nl');
    for (const [key, used] of messages('en'))
      assert.deepEqual([...(dutch.get(key) ?? [])].sort(), [...used].sort(), key);
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

  it('have a sentence for every refusal, notice, state, failure, cause, delay, role, button, error and event', () => {
    const expected = [
      ...[...refusals, ...notices].map((word) => `notice-${word}`),
      ...shown.map((word) => `state-${word}`),
      ...failures.map((word) => `failure-${word}`),
      ...delays.map((word) => `delay-${word}`),
      ...roles.map((word) => `help-${word}`),
      ...buttons.flatMap((word) => [`press-${word}`, `press-${word}-one`]),
      ...buttons.filter((word) => !pressedOnly.includes(word)).map((word) => `type-${word}`),
      ...formErrors.map((word) => `form-error-${word}`),
      ...events.map((word) => `audit-${word.replace('.', '-')}`),
    ];
    for (const locale of locales)
      assert.deepEqual(
        expected.filter((key) => !messages(locale).has(key)),
        [],
      );
    for (const locale of locales) {
      const told = causes.map((cause) => say(locale)('lead-ended', { cause, by: 'Megan', you: 'no' }));
      assert.equal(new Set(told).size, causes.length);
    }
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
      for (const notice of [...refusals, ...notices]) {
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
