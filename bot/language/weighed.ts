import type { Token } from './tokens.ts';

/**
 * A wish that is only weighed, or waits for something: "should Alex …?", "I wonder whether Alex should …", "if Alex gets …,
 * tell me". Whoever asks for an opinion, or to be told, has not asked for the thing: it is asked back.
 */

const words = (text: string) => new Set(text.split(' '));
/** As the first word. "Als" is looked at apart: in Dutch it also is the right's own word. */
const opinions = words('should shall');
/** The same in Dutch, where they also come first behind a clause: "omdat ik ziek ben, moet Alex …" is no question. */
const dutchOpinions = words('moet moeten zal zullen');
const conditions = words(
  'if when whenever once unless suppose supposing assuming imagine indien zodra wanneer tenzij mocht',
);
/** Behind "if" and "when": "if possible", "if you can", "als het kan" are polite. */
const polite = words(
  "possible you u i we it it's its that that's thats this ok okay so not allowed needed there time at mogelijk je jij jullie ik het dat dit er nodig",
);
const openings = [
  'do you think',
  'do we think',
  'does it make sense',
  'what do you think',
  'what if',
  'wat als',
  'heeft het zin',
  'denk je dat',
  'denken jullie dat',
  'vind je dat',
  'vinden jullie dat',
  'stel dat',
  'stel je voor',
  'stel nou',
];
const asking = ['would it be', 'is it', 'zou het', 'is het', 'lijkt het'];
const judgements = words(
  'wise smart sensible better safe necessary needed useful idea slim verstandig wijs handig idee veilig nodig beter zinvol',
);
const wondering = [
  'i wonder',
  "i'm wondering",
  'im wondering',
  'i was wondering',
  'wondering',
  'ik vraag me af',
  'ik vroeg me af',
];
const duties = words('should must moet moeten');
/** "I'm done with Sales, right?": whoever asks whether it is so has not asked for it. */
const checks = words('right correct toch hè he');
const telling = [
  'let me know',
  'tell me',
  'ping me',
  'warn me',
  'laat me weten',
  'laat het me weten',
  'laat me het weten',
  'vertel me',
  'zeg me',
];
const then = words('if when once whether as als of zodra wanneer');
/** So far a judgement may stand from its opening, and a duty from the wondering. */
const near = 4;
const far = 14;

/** Nearly every sentence begins with none of these, and costs one look. */
const firsts = new Set([
  ...opinions,
  ...dutchOpinions,
  ...conditions,
  'als',
  ...[openings, asking, wondering, telling].flat().map((each) => each.split(' ', 1)[0]),
]);

/**
 * @param tokens a sentence, or what is left of it
 * @param whole that nothing of it was taken away
 */
export function isWeighed(tokens: readonly Token[], whole = false): boolean {
  if (isChecked(tokens)) return true;
  if (!firsts.has(tokens[0]?.key)) return false;
  const keys = tokens.slice(0, far).flatMap(({ kind, key }) => (kind === 'punct' ? [] : [key]));
  const [first = '', second = ''] = keys;
  const text = `${keys.join(' ')} `;
  const behind = (openers: readonly string[]) => {
    const opener = openers.find((each) => text.startsWith(`${each} `));
    return opener === undefined ? null : keys.slice(opener.split(' ').length);
  };
  if (opinions.has(first) || behind(openings)) return true;
  if (dutchOpinions.has(first) && (whole || tokens.at(-1)?.key.endsWith('?'))) return true;
  if (conditions.has(first)) return !polite.has(second);
  if (first === 'als') return !polite.has(second) && hasRight(keys.slice(1));
  if (
    behind(asking)
      ?.slice(0, near)
      .some((key) => judgements.has(key))
  )
    return true;
  if (behind(wondering)?.some((key) => duties.has(key))) return true;
  return then.has(behind(telling)?.[0] ?? '');
}

/** "Als Alex als Marketing mailt": the first "als" is none of a right. */
const hasRight = (keys: readonly string[]) =>
  keys.some((key, at) => key === 'namens' || (key === 'als' && !['en', 'of'].includes(keys[at - 1] ?? '')));

function isChecked(tokens: readonly Token[]): boolean {
  const [comma, check, mark] = tokens.slice(-3);
  return comma?.key === ',' && checks.has(check?.key ?? '') && mark?.key.endsWith('?') === true;
}
