import assert from 'node:assert/strict';
import fc from 'fast-check';
import { understand, understandAll } from '../../bot/language/understand.ts';
import { contextOf } from './sets.ts';

const context = contextOf({ locale: 'en', now: '2026-11-26T09:00:00Z' });
const decided = (text: string) =>
  understandAll(text, context).map(({ intent, id, reason }) =>
    [intent, id, ...(reason === null ? [] : [reason])].join(' '),
  );

describe('Several requests in one sentence', () => {
  it('are decided each as it says', () => {
    const said: Readonly<Record<string, readonly string[]>> = {
      'approve K7QF and J4F4': ['approve K7QF', 'approve J4F4'],
      'approve K7QF, J4F4, B2C3': ['approve K7QF', 'approve J4F4', 'approve B2C3'],
      'hi, please approve requests k7qf, j4f4 & b2c3. Thanks!': ['approve K7QF', 'approve J4F4', 'approve B2C3'],
      'approve both K7QF and J4F4': ['approve K7QF', 'approve J4F4'],
      'approve K7QF, deny J4F4 because she left': ['approve K7QF', 'deny J4F4 she left'],
      'deny K7QF because she left and approve J4F4': ['deny K7QF she left', 'approve J4F4'],
      'deny K7QF and J4F4 because of the merger': ['deny K7QF the merger', 'deny J4F4 the merger'],
      'cancel K7QF and J4F4': ['cancel K7QF', 'cancel J4F4'],
      'keur K7QF en J4F4 goed': ['approve K7QF', 'approve J4F4'],
      'keur aanvragen K7QF, J4F4 en B2C3 goed': ['approve K7QF', 'approve J4F4', 'approve B2C3'],
      'keur K7QF goed en wijs J4F4 af omdat ze weg is': ['approve K7QF', 'deny J4F4 ze weg is'],
      'K7QF goedkeuren, J4F4 afwijzen': ['approve K7QF', 'deny J4F4'],
    };
    for (const [text, meant] of Object.entries(said)) assert.deepEqual(decided(text), meant, text);
  });

  it('are left alone unless all of the sentence is certain', () => {
    for (const text of [
      "don't approve K7QF and J4F4",
      'approve K7QF but not J4F4',
      'approve all but K7QF and J4F4',
      'approve K7QF and let Alex send as Marketing, J4F4 too',
      "I'm not sure, approve K7QF and J4F4",
      'keur K7QF goed maar J4F4 niet',
      'approve K7QF, deny K7QF',
      'should I approve K7QF or J4F4?',
      'what about K7QF and J4F4?',
    ])
      assert.deepEqual(
        understandAll(text, context).filter(({ intent, id }) => intent === 'approve' && id === 'J4F4'),
        [],
        text,
      );
    assert.deepEqual(decided('approve K7QF, deny K7QF'), ['unknown ']);
    assert.deepEqual(decided('deny K7QF because of J4F4'), ['deny K7QF J4F4']);
  });

  it('are nothing that one meaning could tell', () => {
    const { intent, hint } = understand('approve K7QF, deny J4F4 because she left', context);
    assert.deepEqual([intent, hint], ['unknown', 'deciding']);
  });

  it('are the ones that were named, and no other, however many', () => {
    const id = fc
      .tuple(
        fc.constantFrom(...'BCDF'),
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom(...'GHJK'),
        fc.constantFrom(...'MNPQ'),
      )
      .map((parts) => parts.join(''));
    const verb = fc.constantFrom('approve', 'deny');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(verb, id), { minLength: 2, maxLength: 6, selector: ([, each]) => each }),
        (wanted) => {
          const text = wanted.map(([each, one]) => `${each} ${one}`).join(', ');
          assert.deepEqual(
            decided(text),
            wanted.map((pair) => pair.join(' ')),
            text,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('All requests at once', () => {
  const all = [
    [
      'approve',
      ['approve all', 'approve everything', 'yes, approve them all', 'approve all pending requests', 'approve both'],
    ],
    [
      'approve',
      ['keur alles goed', 'keur ze allemaal goed', 'alles goedkeuren', 'akkoord met alles', 'keur alle aanvragen goed'],
    ],
    ['deny', ['deny all', 'reject everything', 'decline them all', 'wijs alles af', 'wijs alle aanvragen af']],
  ] as const;
  for (const [intent, texts] of all)
    it(`are understood, and name none (${intent}: ${texts[0]})`, () => {
      for (const text of texts) {
        const got = understand(text, context);
        assert.deepEqual([got.intent, got.id], [intent, null], text);
      }
    });

  it('are not meant by an exception, a denial or a greeting', () => {
    for (const text of [
      'approve all but K7QF',
      'approve everything except the one from Alex',
      "don't approve everything",
      'approve none',
      'keur niet alles goed',
      'keur alles behalve K7QF goed',
      'hoi, alles goed?',
      'all good',
    ])
      assert.notEqual(understand(text, context).intent, 'approve', text);
  });
});
