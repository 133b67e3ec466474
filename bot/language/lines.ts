/** What lists and line ends do to a sentence. */

/** "1.", "2)", "(3)", "a)" or a bullet before words. */
const item = /^\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[-*•·–▪◦])\s+(?=\S)/i;
/** The next number within the same line: "1. … 2. …". */
const inline = /\s+\(?(?:[2-9]|1\d)[.)]\s+(?=\S)/;
const words = /\S+\s+\S+/;

/** More words than a piece of a broken sentence has. */
const long = /(?:\S+\s+){5}\S/;

/** "Alex wrote:" is no piece of what follows. */
const introduces = /[:?]\s*$/;

/**
 * A text → the ways to read it, the likeliest first: without the numbers of a list, and with its line ends as spaces
 * where they break one sentence. `alone` tells whether a line says something by itself.
 */
export function readings(text: string, alone: (line: string) => boolean): readonly string[] {
  const plain = unlisted(text);
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return [plain];
  const sentences = lines.filter(alone);
  const pieces = lines.filter((line) => !sentences.includes(line));
  if (sentences.length > 1) return [plain];
  if (sentences.length === 1 && pieces.some((line) => long.test(line) || introduces.test(line))) return [plain];
  return [plain, lines.map((line) => line.trim()).join(' ')];
}

/** Each item of a list on a line of its own, without its number. "2. please" is an answer to a choice, and stays. */
function unlisted(text: string): string {
  const first = item.exec(text);
  if (first === null || !words.test(text.slice(first[0].length))) return text;
  const lines = /\d/.test(first[0]) ? text.replace(new RegExp(inline, 'g'), (mark) => `\n${mark.trim()} `) : text;
  return lines
    .split('\n')
    .map((line) => line.replace(item, ''))
    .join('\n');
}
