import { cut } from '../domain/text.ts';

/**
 * Names, reasons and addresses are other people's text on somebody's card. They are shown in text runs only, which
 * know no markdown; what a text run or a plain message could still act upon is taken out here.
 */

/** Characters that are not seen, or that change how others are seen: control, format (zero width, bidi), blanks. */
const unseen = /\p{Cf}|\p{Co}|\p{Cn}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u2800|\u3164|\uffa0/gu;
const gaps = /[\p{Cc}\p{Z}\s]+/gu;
const mention = /<\s*\/?\s*at\b[^>]*>/giu;
/** More marks on one letter than any script needs. */
const piledMarks = /(\p{M}{3})\p{M}+/gu;

function withoutMentions(text: string): string {
  // Behind the last end nothing is one; to look for it from each beginning there would take quadratic time.
  const last = text.lastIndexOf('>') + 1;
  const once = text.slice(0, last).replace(mention, '') + text.slice(last);
  return once === text ? text : withoutMentions(once);
}

/** Words of letters, digits and a few marks with single spaces between them: most names. Nothing in it can act. */
const harmless = /^[A-Za-z0-9.,:;'@_+-]+(?: [A-Za-z0-9.,:;'@_+-]+)*$/;

/**
 * Any text → one line that can neither link, mention, compute a date nor turn the direction of reading, at most `max`
 * characters. Template and date functions (`${…}`, `{{DATE()}}`) are broken up by a space (Adaptive Cards: "Text
 * features"). What is left is spelled as it was.
 */
export function inert(text: string, max = 100): string {
  if (text.length <= max && harmless.test(text)) return text;
  const seen = text
    .slice(0, 20 * max)
    .toWellFormed()
    .normalize('NFC')
    .replace(unseen, '')
    .replace(gaps, ' ');
  const plain = withoutMentions(seen).replace(piledMarks, '$1').replace(gaps, ' ').trim();
  const short = cut(plain, max) === plain ? plain : `${cut(plain, max - 1).trimEnd()}…`;
  return short
    .replace(/\$(?=\{)/g, '$ ')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\](?=\()/g, '] ');
}

const wide: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '<': '＜',
  '>': '＞',
  '~': '～',
  '\\': '＼',
  '#': '＃',
};

/** The same for the title of a choice, which some clients read as markdown: its signs become their wide forms. */
export function inertTitle(text: string, max = 100): string {
  return inert(text, max)
    .replace(/[[\]*`<>~\\#]/g, (sign) => wide[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `Alex Wilber` → `AW`; `Marketing` → `M`. Any script; at most two letters. */
export function initials(name: string): string {
  const words = inert(name)
    .split(' ')
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (
    ends
      .map(
        (word) =>
          graphemes
            .segment(word ?? '')
            [Symbol.iterator]()
            .next().value?.segment ?? '',
      )
      .join('')
      .toUpperCase() || '·'
  );
}
