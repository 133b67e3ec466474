import type { Token } from './tokens.ts';

/** Words around names, per language; see english.ts and dutch.ts. */
export interface NameWords {
  /** Words that mean the speaker. */
  readonly me: ReadonlySet<string>;
  /** Words that mean somebody, but do not say whom. */
  readonly pronouns: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  /** "my assistant Lidia": what may stand between an article and a name. */
  readonly roles: ReadonlySet<string>;
  /** "the Marketing group", "de groep Marketing". */
  readonly groupWords: ReadonlySet<string>;
  readonly and: ReadonlySet<string>;
}

/** Small words that belong to a name: van der Berg, de la Cruz. */
export const particles: ReadonlySet<string> = new Set(
  "van de der den ten ter te von zu la le los du di da dos del 't 's 'n el al bin ibn y e".split(' '),
);

/** Splits a row of tokens at commas and "and"; what is quoted or mentioned stays whole. */
export function items(tokens: readonly Token[], words: NameWords): Token[][] {
  const lists: Token[][] = [[]];
  for (const token of tokens) {
    const last = lists.at(-1) as Token[];
    const splits = (token.kind === 'punct' && token.key === ',') || (words.and.has(token.key) && !token.capital);
    if (splits && last.length) lists.push([]);
    else if (!splits) last.push(token);
  }
  return lists.filter((list) => list.length);
}

const possessive = /(?<=[\p{L}\p{N}])(?:['’]s|(?<=[sxz])['’])$/u;

/** Tokens of one name → the name as the text spells it. A single quoted name comes without its quotes. */
function written(tokens: readonly Token[], text: string): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return '';
  // "Alex Wilber <alexw@contoso.com>", as mail programs copy it.
  if (tokens.length === 1 || last.kind === 'mail') return last.name;
  if (first.kind === 'quoted' || first.kind === 'mention' || last.kind === 'quoted' || last.kind === 'mention')
    return tokens.map((token) => token.name).join(' ');
  return text.slice(first.start, last.end);
}

/** "Alex's" → "Alex"; only where the grammar expects a possessive. */
export const withoutPossessive = (name: string) => name.replace(possessive, '');

/** Tokens of a people slot → names; the speaker is `me`; "her" or "my assistant" alone name nobody. */
export function people(tokens: readonly Token[], text: string, words: NameWords): string[] {
  return items(tokens, words).flatMap((item) => {
    let at = 0;
    const plain = (token: Token | undefined) => token?.kind === 'word' && !token.capital;
    while (plain(item[at]) && words.articles.has(item[at]?.key ?? '') && introduces(item, at, words)) at++;
    if (at > 0 || item.length > 1) while (plain(item[at]) && words.roles.has(item[at]?.key ?? '')) at++;
    if (at > 0 && item.slice(at).some((token) => !plain(token)))
      while (plain(item[at]) && !particles.has(item[at]?.key ?? '')) at++;
    const rest = item.slice(Math.max(at, behindOwner(item, words)));
    const [only] = rest;
    if (!only) return [];
    if (rest.length === 1 && only.kind === 'word') {
      if (words.me.has(only.key)) return ['me'];
      if (words.pronouns.has(only.key)) return [];
    }
    return [written(rest, text)];
  });
}

/** "Patti's assistant Lynne" is Lynne: where the name begins behind somebody's role; 0 where there is none. */
function behindOwner(item: readonly Token[], { roles }: NameWords): number {
  const owner = item.findIndex((token, at) => possessive.test(token.name) && roles.has(item[at + 1]?.key ?? ''));
  if (owner < 0) return 0;
  const name = item.findIndex((token, at) => at > owner && !roles.has(token.key));
  return name < 0 ? item.length : name;
}

/** "my", "the" stand before a role or a lone name; "de Vries" and "de la Cruz" are names themselves. */
function introduces(item: readonly Token[], at: number, words: NameWords): boolean {
  const particle = item[at]?.key === 'de' || item[at]?.key === "'t";
  const common = ({ kind, key, capital }: Token) => kind === 'word' && !capital && !particles.has(key);
  return (
    !particle ||
    item.slice(at + 1).some((token) => words.roles.has(token.key)) ||
    (item.some((token) => token.capital) && item.slice(at + 1).some(common))
  );
}

/** Tokens of a group slot → names without "the", "group", "team". A lone "the group" names none. */
export function groups(tokens: readonly Token[], text: string, words: NameWords): string[] {
  return items(tokens, words).flatMap((item) => {
    let from = 0;
    let to = item.length;
    const is = (at: number, set: ReadonlySet<string>) => item[at]?.kind === 'word' && set.has(item[at]?.key ?? '');
    while (from < to && is(from, words.articles) && !item[from]?.capital) from++;
    const introduced = from > 0;
    while (from < to && is(from, words.groupWords) && (!item[from]?.capital || introduced || to - from === 1)) from++;
    while (from < to && from > 0 && is(from, words.articles) && !item[from]?.capital) from++;
    while (to > from && is(to - 1, words.groupWords) && to - from > 1) to--;
    const rest = item.slice(from, to);
    if (rest.length === 1 && from > 0 && /^\d+$/.test(rest[0]?.name ?? ''))
      return [written(item.slice(from - 1), text)];
    return rest.length ? [written(rest, text)] : [];
  });
}
