import assert from 'node:assert/strict';
import { understand } from '../../bot/language/understand.ts';
import { contextOf } from './sets.ts';

const context = contextOf({ locale: 'en', now: '2026-11-26T09:00:00Z' });
const read = (text: string) => understand(text, context);

const wishes = [
  'let Alex send as Marketing',
  'could you let Alex and Megan send on behalf of Sales until Friday?',
  'I need send as on Finance for two weeks',
  'laat Alex verzenden als Marketing',
  'mag ik tot vrijdag namens Verkoop mailen?',
  'stop Alex from sending as Marketing',
  'approve K7QF',
];
const doubts = [
  "I'm not sure about this",
  "I'm not sure",
  'not sure yet',
  "I'm not sure if this is a good idea",
  "I'm not sure if I should ask this",
  "I'm not certain we need it",
  "I don't know if Patti agrees",
  "we haven't decided yet",
  'I have my doubts',
  'Patti is not convinced',
  'no idea if he still works here',
  'Carol here, not sure about this',
  'ik weet het nog niet zeker',
  'ik twijfel nog',
  'niet zeker of dit verstandig is',
  'ik weet niet of ze dat wel wil',
  'we zijn er nog niet uit',
  'geen idee of dit nodig is',
];
const polite = [
  'not sure if this is the right place',
  "I'm not sure whether you can help me with this",
  'not sure who to ask',
  "I don't know how this works",
  "sorry, no idea if you're the right person for this",
  "I've never done this before",
  "I don't want to bother anyone",
  'Carol here, not sure if this is the right channel',
  'ik weet niet of ik hier goed zit',
  'geen idee hoe dit werkt',
  'weet niet bij wie ik hiervoor moet zijn',
  'ik weet niet precies of dit de goede plek is',
  'sorry, ik heb dit nog nooit gedaan',
  'ik wil je niet lastigvallen',
];

describe('A doubt', () => {
  it('about the wish asks for nothing, whatever is wished', () => {
    for (const doubt of doubts)
      for (const wish of wishes)
        for (const text of [`${doubt}, ${wish}`, `${doubt}, but ${wish}`, `${doubt}. ${wish}`, `${doubt} maar ${wish}`])
          assert.equal(read(text).intent, 'unknown', text);
  });

  it('about the wish keeps what was wished for the form, and says why', () => {
    const { hint, draft } = read("I'm not sure about this, let Alex send as Marketing until Friday");
    assert.equal(hint, 'unsure');
    assert.deepEqual([draft?.right, draft?.people, draft?.groups], ['sendAs', ['Alex'], ['Marketing']]);
    assert.equal(draft?.until, '2026-11-27');
  });

  it('about the place or the way is only polite, and the wish counts as if it were alone', () => {
    for (const aside of polite)
      for (const wish of wishes.filter((text) => read(text).intent === 'request'))
        for (const text of [`${aside}, ${wish}`, `${aside}, but ${wish}`, `${aside}: ${wish}`])
          assert.deepEqual(read(text), read(wish), text);
  });

  it('behind the wish counts as well, but somebody else’s is a reason', () => {
    for (const text of [
      "let Alex send as Marketing, but I'm not sure",
      'let Alex send as Marketing, not sure for how long',
      "let Alex send as Marketing? I'm not sure about it",
      'laat Alex verzenden als Marketing, maar ik weet het niet zeker',
      'laat Alex verzenden als Marketing, ik twijfel nog',
    ])
      assert.equal(read(text).intent, 'unknown', text);
    const asked = read('let Alex send as Marketing, not sure if this is the right place');
    assert.deepEqual([asked.intent, asked.reason], ['request', null]);
    assert.equal(read('let Alex send as Marketing, Patti is not sure when she is back').intent, 'request');
  });

  it('is a change of mind as well, where no reason stands', () => {
    for (const text of [
      'approve K7QF, or not',
      'approve K7QF - no wait',
      'let Alex send as Sales, no, Megan',
      'let Alex send as Sales, just kidding',
      'laat Alex verzenden als Verkoop, grapje',
    ])
      assert.equal(read(text).intent, 'unknown', text);
    assert.equal(read('decline K7QF, not enough detail').reason, 'not enough detail');
    assert.equal(read('let Alex send as Sales, no rush').intent, 'request');
  });

  it('changes nothing about a question', () => {
    assert.equal(read("I'm not sure about this, who can send as Marketing?").intent, 'who');
    assert.equal(read('geen idee, wat wacht er op mij?').intent, 'pending');
  });
});
