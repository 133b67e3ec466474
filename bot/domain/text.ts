/** Texts of people, cards and services: made harmless once, at the edge, and cut where they are too long for their place. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Anything but what next to all texts are made of. */
const odd = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\uffff]/;

/**
 * Any text → one that every store, hash and card takes: without control characters (PostgreSQL takes no NUL), with U+FFFD
 * in the place of half a surrogate pair (canonical JSON has none). Tabs and line ends stay.
 */
export const cleanText = (text: string): string => (odd.test(text) ? text.toWellFormed().replace(control, '') : text);

/** Where JSON, which has no such character itself, spells one; escapes that mean something else may look so. */
const spelled = /\\u(?:d[89a-f]|00[01789])|[\u007f-\u009f]/i;

/** Parses JSON of another service; every text in it is clean. Throws what `JSON.parse` throws. */
export function parseClean(json: string): unknown {
  if (!spelled.test(json)) return JSON.parse(json);
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? cleanText(value) : value));
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `most` characters (code points) of a text, up to the end of a sign as people see it: no half emoji, no lost accent. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  if (characters.length <= most) return text;
  const room = characters.slice(0, most).join('').length;
  // The sign that does not fit begins where it is found; what stands before it stays.
  const at = graphemes.segment(text).containing(room)?.index ?? room;
  return text.slice(0, at > 0 ? at : room);
}
