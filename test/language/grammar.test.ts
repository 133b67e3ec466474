import assert from 'node:assert/strict';
import { dutch } from '../../bot/language/dutch.ts';
import { english } from '../../bot/language/english.ts';
import { compile } from '../../bot/language/grammar.ts';
import { intentNames } from '../../bot/language/intent.ts';
import type { Language } from '../../bot/language/language.ts';
import { checks, ordinals, readMark, signs, slots } from '../../bot/language/marks.ts';
import { match } from '../../bot/language/match.ts';
import { Reading } from '../../bot/language/reading.ts';
import { times } from '../../bot/language/sentence.ts';
import { tokenize } from '../../bot/language/tokens.ts';
import { sources } from '../support/sources.ts';
import { contextOf, load } from './sets.ts';

describe('The graph of a language', () => {
  for (const [name, language] of Object.entries({ english, dutch }))
    it(`is the same at the first walk, when it is drawn, as at the second (${name})`, () => {
      for (const { text } of load('visible').filter((_, at) => at % 6 === 0)) {
        const graph = compile(language);
        assert.deepEqual(found(graph, language, text), found(graph, language, text), text);
      }
    });
});

describe('What can be meant', () => {
  it('has phrases in each language, and a command that answers it', () => {
    // A greeting is what is left when nothing else was said.
    const named = intentNames.filter((intent) => intent !== 'unknown' && intent !== 'greeting');
    for (const { intents } of [english, dutch]) {
      const phrased = new Set(intents.map(({ intent }) => intent));
      assert.deepEqual(
        named.filter((intent) => !phrased.has(intent)),
        [],
      );
    }
    const answering = [...sources('app/commands').values()].join('\n');
    const answered = [...answering.matchAll(/\bintents: \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      list.match(/[a-z]+/gi),
    );
    assert.deepEqual([...intentNames].sort(), answered.sort());
  });
});

describe('A mark of a phrase', () => {
  const written = /^language\/(english|dutch)(\.loose)?\.ts$/;
  const all = [...sources('language')].filter(([file]) => file !== 'language/marks.ts');
  const text = (which: (file: string) => boolean) =>
    all.flatMap(([file, source]) => (which(file) ? [source] : [])).join('\n');

  it('is refused unless a list has it', () => {
    assert.throws(() => readMark('+none'), /no mark \{\+none\}/);
  });

  it('stands in a phrase', () => {
    const marks = [...slots, ...checks.map((check) => `?${check}`), ...signs, ...ordinals];
    const phrases = text((file) => written.test(file));
    assert.deepEqual(
      marks.filter((mark) => !phrases.includes(`{${mark}}`)),
      [],
    );
  });

  it('is read by what makes a meaning of the phrase', () => {
    const reading = text((file) => !written.test(file));
    assert.deepEqual(
      [...slots, ...checks, ...signs].filter(
        (mark) => !reading.includes(`'${mark}'`) && !reading.includes(`"${mark}"`),
      ),
      [],
    );
  });
});

/** Every phrase that fits, and what it took. */
function found(graph: ReturnType<typeof compile>, language: Language, text: string): readonly unknown[] {
  const { tokens } = tokenize(text, 72);
  const context = contextOf({ locale: language.locale, now: '2026-11-22T10:00:00Z' });
  const fits: unknown[] = [];
  match(graph, new Reading(tokens, times(tokens, context), language), (one) => {
    fits.push(one);
    return null;
  });
  return fits;
}
