import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText, cut, parseClean } from '../../bot/domain/text.ts';
import { anyText } from '../support/any-text.ts';

describe('a text from outside', () => {
  it('is clean whatever it was: no half of a pair, no control character but tabs and line ends', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        assert.ok(clean.isWellFormed());
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be left
        assert.doesNotMatch(clean, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
        assert.equal(cleanText(clean), clean);
      }),
    );
  });
  it('keeps every sign that a store takes', () => {
    const name = 'Zoë 👩‍👩‍👧 “R&D”\u2028ﷺ\t\r\n한글';
    assert.equal(cleanText(name), name);
  });
  it('is clean in every place of a parsed reply', () => {
    const reply = JSON.stringify({ value: [{ displayName: 'Sales \ud83d\u0000', mail: null }], n: 1 });
    assert.deepEqual(parseClean(reply), { value: [{ displayName: 'Sales \ufffd', mail: null }], n: 1 });
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        assert.deepEqual(parseClean(JSON.stringify(texts)), texts.map(cleanText));
      }),
    );
  });
});

describe('a text that is cut', () => {
  it('keeps what fits', () => {
    assert.equal(cut(`${'a'.repeat(499)}😀`, 500), `${'a'.repeat(499)}😀`);
  });
  it('ends with a whole sign, however many characters that has', () => {
    for (const sign of ['😀', '🇳🇱', '👩‍👩‍👧', 'e\u0301', '각'])
      for (const room of [1, 2, 3, 4]) {
        const text = `${'a'.repeat(500 - room)}${sign.repeat(3)}`;
        const short = cut(text, 500);
        assert.match(short, new RegExp(`^a{${500 - room}}(?:${sign})*$`, 'u'));
      }
  });
  it('is never longer than it may be, is well-formed, and is its beginning', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, most) => {
        const whole = cleanText(text);
        const short = cut(whole, most);
        assert.ok([...short].length <= most && short.isWellFormed() && whole.startsWith(short));
        assert.equal(short === whole, [...whole].length <= most);
      }),
    );
  });
  it('is cut all the same where one sign is longer than all that fits', () => {
    assert.equal([...cut(`e${'\u0301'.repeat(900)}`, 500)].length, 500);
  });
});
