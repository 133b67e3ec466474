import fc from 'fast-check';

const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));
const sign = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
const typed = fc.constantFrom(
  ' ',
  'a',
  '\u0000',
  '😀',
  '👩‍👩‍👧',
  'e\u0301',
  '\n',
  '{{DATE()}}',
  '<at>',
  '&#0;',
  '&#xd83d;',
);

/** Any text at all: every code point, halves of surrogate pairs, and what people type between them. */
export const anyText = fc
  .array(fc.oneof(typed, sign, half), { minLength: 1, maxLength: 60 })
  .map((signs) => signs.join(''));
