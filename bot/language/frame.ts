import { withoutApposition } from './apposition.ts';
import { type Language, type Rows, rows } from './language.ts';
import { fold, type Token } from './tokens.ts';

/** What people put around a sentence: a greeting, the bot's name, thanks, a signature. */

export interface Framed {
  readonly tokens: readonly Token[];
  /** Something was greeted or thanked away. */
  readonly greeted: boolean;
  /** Words were cut off at the end. */
  readonly closed: boolean;
}

const bot = new Set(['behalf', '@behalf', 'bot']);
/** Who is greeted besides the bot: "good evening everyone". */
const audience = new Set("everyone everybody all folks guys there iedereen allemaal collega's mensen".split(' '));
/** Closings that need no comma before them. */
const strong =
  /betreft|concerned|please approve|thank|thx|tnx|dank|groet|regards|possible|mogelijk|mvg|cheers|if you|als het kan|als dat|appreciated|bvd/;
const signature = 4;
/** "thanks in advance for your help". */
const gratitude =
  'in advance a lot so much very for your the help time again hulp moeite tijd je jouw uw bij voorbaat alvast hartelijk veel'.split(
    ' ',
  );

export function framer(languages: readonly Language[]): (tokens: readonly Token[]) => Framed {
  const openings = rows(languages.flatMap((language) => language.openings));
  const leads = rows(languages.flatMap((language) => language.leads));
  const closings = rows(languages.flatMap((language) => language.closings));
  const parting = new Set([
    ...gratitude,
    ...languages.flatMap(({ closings }) => closings.flatMap((row) => row.split(' '))),
  ]);

  const denials = new Set(languages.flatMap(({ negation }) => [...negation]));

  const rowAt = (map: Rows, tokens: readonly Token[], at: number) =>
    map.get(tokens[at]?.key ?? '')?.find((row) => row.every((word, i) => tokens[at + i]?.key === word));
  const isPunct = (token: Token | undefined) => token?.kind === 'punct';
  const isBot = (token: Token | undefined) =>
    token?.kind === 'mention' ? /^behalf\b/i.test(token.name) : bot.has(fold(token?.name ?? ''));

  function opening(tokens: readonly Token[]): { from: number; greeted: boolean } {
    let from = 0;
    let greeted = false;
    for (let rounds = 0; rounds < 6; rounds++) {
      const row = rowAt(openings, tokens, from);
      if (row) {
        greeted = true;
        from += row.length;
        continue;
      }
      const lead = rowAt(leads, tokens, from);
      if (lead) from += lead.length;
      else if (greeted && audience.has(tokens[from]?.key ?? '') && !isPunct(tokens[from - 1])) from++;
      else if (isBot(tokens[from])) from++;
      else if (from > 0 && isPunct(tokens[from]) && tokens[from]?.key !== '?') from++;
      else break;
    }
    return { from, greeted };
  }

  function closing(tokens: readonly Token[]): number {
    let end = tokens.length;
    if (isBot(tokens[end - 1]) && (tokens[end - 1]?.kind === 'mention' || isPunct(tokens[end - 2]))) end--;
    for (let at = 1; at < end; at++) {
      const row = rowAt(closings, tokens, at);
      if (!row) continue;
      const apart = isPunct(tokens[at - 1]);
      const behind = tokens.slice(at + row.length, end).filter((token) => !isPunct(token));
      const after = behind.length;
      // "Thanks, no": what takes it all back is never passed over.
      if (behind.some(({ kind, key }) => kind === 'word' && denials.has(key))) continue;
      // What is said on after a "can that be done" or a "thanks" is no signature.
      if (behind.filter(({ kind, key, capital }) => kind === 'word' && !capital && !parting.has(key)).length > 1)
        continue;
      if (after > signature || (!apart && (tokens[at]?.capital || !strong.test(row.join(' '))))) continue;
      if (!apart && after > 2) continue;
      return at;
    }
    return end;
  }

  return (all) => {
    const tokens = joined(plain(all));
    const { from, greeted } = opening(tokens);
    const inner = withoutApposition(tokens.slice(from));
    const end = closing(inner);
    return { tokens: inner.slice(0, end), greeted, closed: end < inner.length };
  };
}

const picture = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|[•·*])+$/u;

/** Without the smiles and bullets at either end and before a mark; within a name they stay. */
function plain(tokens: readonly Token[]): readonly Token[] {
  const smile = (token: Token | undefined) => token?.kind === 'word' && picture.test(token.name);
  if (!tokens.some(smile)) return tokens;
  return tokens.filter((token, at) => {
    const after = tokens.slice(at + 1).find((next) => !smile(next));
    return !smile(token) || (at > 0 && after !== undefined && after.kind !== 'punct');
  });
}

/** "zowel A als B", "A as well as B" → "A and B". */
function joined(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ key }) => key === 'zowel');
  const als = at < 0 ? -1 : tokens.findIndex(({ key }, i) => i > at && key === 'als');
  if (als > 0) return tokens.flatMap((token, i) => (i === at ? [] : i === als ? [{ ...token, key: 'en' }] : [token]));
  const together = tokens.findIndex(
    ({ key }, i) =>
      (key === 'samen' && tokens[i + 1]?.key === 'met') || (key === 'together' && tokens[i + 1]?.key === 'with'),
  );
  if (together >= 0)
    return tokens.flatMap((token, i) =>
      i === together ? [{ ...token, key: '&' }] : i === together + 1 ? [] : [token],
    );
  const well = tokens.findIndex(
    ({ key }, i) => key === 'well' && tokens[i - 1]?.key === 'as' && tokens[i + 1]?.key === 'as',
  );
  if (well < 0) return tokens;
  return tokens.flatMap((token, i) =>
    i === well ? [{ ...token, key: 'and' }] : Math.abs(i - well) === 1 ? [] : [token],
  );
}
