import assert from 'node:assert/strict';
import { understand, understandAll } from '../../bot/language/understand.ts';

/** What lists and line ends do to a sentence. */

const context = { now: new Date('2026-11-30T10:00:00Z'), zone: 'Europe/Amsterdam', locale: 'en' } as const;
const heard = (text: string) => {
  const { intent, people, groups, reason, id } = understand(text, context);
  return { intent, people, groups, reason, id };
};
const asked = { intent: 'request', people: ['me'], groups: ['Marketing'], reason: null, id: null };

describe('lines and lists', () => {
  it('a number or a mark of a list before a sentence is no part of it', () => {
    for (const mark of ['1. ', '1) ', '(2) ', 'a) ', '- ', '• ', '* '])
      assert.deepEqual(heard(`${mark}let me send as Marketing`), asked, mark);
    assert.equal(heard('1. mijn aanvragen').intent, 'mine');
    assert.equal(heard('2. laat mij verzenden als Marketing').intent, 'request');
  });
  it('a number that answers a choice stays one', () => {
    for (const text of ['2', '2.', '2. please', '2. graag'])
      assert.deepEqual([heard(text).intent, heard(text).id], ['choose', '2'], text);
  });
  it('a line end within a sentence is a space', () => {
    for (const text of [
      'let me send\nas Marketing',
      'let me send as\nMarketing',
      'Hi\nlet me\nsend as Marketing',
      'laat mij\nverzenden als Marketing',
    ])
      assert.deepEqual(heard(text), asked, text);
  });
  it('of several sentences in a list none is picked, and none becomes a reason', () => {
    for (const text of [
      '1. let me send as Marketing 2. let Alex send as Training',
      '1. let me send as Marketing\n2. let Alex send as Training',
      '- laat mij verzenden als Marketing\n- laat Alex verzenden als Training',
      'let me send as Marketing\nlet Alex send as Training',
    ])
      assert.deepEqual(
        understandAll(text, context).map(({ intent }) => intent),
        ['unknown'],
        text,
      );
  });
  it('what a line introduces is not taken for the speaker’s own sentence', () => {
    assert.equal(heard('Alex wrote yesterday:\nlet me send as Marketing').intent, 'unknown');
  });
  it('a denial on a line of its own still denies', () => {
    assert.equal(heard("don't\nlet Alex send as Training").intent, 'unknown');
  });
});
