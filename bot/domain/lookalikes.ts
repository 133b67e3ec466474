/**
 * Names that look like another. The table is the part of Unicode's confusables.txt (UTS #39 "Unicode Security
 * Mechanisms") that names in Latin letters can be imitated with: Latin, Greek, Cyrillic, Armenian, digits and bars.
 * Key: what it looks like; value: what looks like it.
 */
// biome-ignore format: a table
const table: Readonly<Record<string, string>> = {
  A: 'ΑА', B: 'ΒВ', C: 'С', E: 'ΕЕ', F: 'Ϝ', G: 'Ԍ', H: 'ΗН', J: 'ͿЈ', K: 'ΚК', M: 'ΜϺМ', N: 'Ν',
  O: '0ΟОՕ', P: 'ΡР', R: 'Ʀ', S: 'ЅՏ', T: 'ΤТ', U: 'Ս', V: 'Ѵ', W: 'Ԝ', X: 'ΧХ', Y: 'ΥУҮ', Z: 'Ζ',
  a: 'ɑαа', b: 'ƄЬ', c: 'ᴄс', d: 'ԁ', e: '℮еҽ', f: 'ẝք', g: 'ɡց', h: 'һհ', i: 'ıɪɩιіӏ', j: 'ϳј', l: '1|IƖǀΙІӀ',
  n: 'ոռ', o: 'ᴏοσоօ', p: 'ρр', q: 'ԛգզ', r: 'ᴦг', s: 'ƽѕ', u: 'ᴜʋυս', v: 'ᴠνѵ', w: 'ɯᴡѡԝա', x: '×х', y: 'ɣʏγуү', z: 'ᴢ',
};

const pairs: Readonly<Record<string, string>> = { m: 'rn' };

const looksLike = new Map(Object.entries(table).flatMap(([key, all]) => [...all].map((one) => [one, key] as const)));

/** Everything in a name that cannot be seen, or is one mark in several guises. */
export function plain(name: string): string {
  return name
    .replace(/[’‘‛ʼʹ′`´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** For comparing names: case, composition and invisible marks do not count. */
export const fold = (name: string) => plain(name).toUpperCase().toLowerCase().normalize('NFC');

const bones = (name: string) =>
  [...name.normalize('NFD')]
    .map((letter) => looksLike.get(letter) ?? letter)
    .map((letter) => pairs[letter] ?? letter)
    .join('')
    .toLowerCase()
    .normalize('NFD');

/** A name's looks, as written and in lower case: names that a person would take for each other share one of the two. */
export const looksOf = (name: string): readonly [string, string] => [bones(plain(name)), bones(fold(name))];

/** Would a person take one name for the other? */
export function alike(one: string, other: string): boolean {
  const others = looksOf(other);
  return looksOf(one).some((look, n) => look === others[n]);
}

const compose = (letters: readonly string[]) => letters.join('').normalize('NFC');

/** What a letter can be replaced with, unseen; without what a search takes for the same letter. */
function disguises(letter: string): readonly string[] {
  const [base = '', ...marks] = [...letter.normalize('NFD')];
  const keys = [base, base.toLowerCase(), base.toUpperCase()].map((form) => looksLike.get(form) ?? form);
  const forms = keys.flatMap((key) => [key, ...(table[key] ?? ''), ...(pairs[key] ? [pairs[key]] : [])]);
  const others = forms.map((form) => form.toLowerCase()).filter((form) => form !== base.toLowerCase());
  return [...new Set(others)].map((form) => compose([form, ...marks]));
}

/**
 * Beginnings that find every name that looks like this one: an imitation is the same up to some letter, and has a
 * disguise there. The first letter alone would find half the directory, so there the second goes with it.
 */
export function disguisedBeginnings(name: string, most: number): readonly string[] {
  const letters = [...plain(name).normalize('NFC')];
  const second = letters[1] === undefined ? [''] : [letters[1], ...disguises(letters[1])];
  const first = disguises(letters[0] ?? '').flatMap((form) => second.map((next) => form + next));
  const later = letters.flatMap((letter, n) =>
    n === 0 ? [] : disguises(letter).map((form) => compose([...letters.slice(0, n), form])),
  );
  const joined = [...name.matchAll(/rn/gi)].map(({ index }) => `${name.slice(0, index)}m`);
  return [...new Set([...joined, ...later, ...first])].slice(0, most);
}

/** The name in the letters that it imitates: "Аlex" with a Cyrillic first letter → "Alex". */
export function undisguised(name: string): string {
  const letters = [...plain(name).normalize('NFD')];
  return compose(letters.map((letter) => (/[\x20-\x7e]/.test(letter) ? letter : (looksLike.get(letter) ?? letter))));
}
