import type { Check, Slot } from './grammar.ts';
import type { Context } from './intent.ts';
import type { Language } from './language.ts';
import type { Token } from './tokens.ts';
import { type Term, timeAt } from './when.ts';

/** A sentence as one language sees it: which words may be passed over, which may be part of a name. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly keys: readonly string[];
  /** Passed over where a phrase has no use for them: time phrases, small words, negations. */
  readonly skip: readonly boolean[];
  readonly inTime: readonly boolean[];
  readonly negated: readonly boolean[];
  readonly more: readonly boolean[];
  readonly terms: ReadonlyMap<number, Found>;
  readonly id: (at: number) => string | null;
  readonly number: (at: number) => string | null;
  readonly inPeople: (at: number, from: number) => boolean;
  readonly inGroup: (at: number, from: number) => boolean;
  readonly check: (check: Check, at: number) => boolean;
  readonly ends: (at: number, slot: Slot, from: number) => boolean;
}
export interface Found {
  readonly term: Term;
  readonly end: number;
}

/** Time phrases by the token where they begin; the same for every language. */
export function times(tokens: readonly Token[], context: Context): Map<number, Found> {
  const found = new Map<number, Found>();
  for (let at = 0; at < tokens.length; at++) {
    const time = timeAt(tokens, at, context);
    if (!time) continue;
    found.set(at, { term: time.term, end: at + time.length });
    at += time.length - 1;
  }
  return found;
}

const requestId = /^(?=.*[0-9])(?=.*[a-z])[a-z0-9]{4,12}$/;
const particles = new Set(
  "van de der den ten ter te von zu la le los du di da dos del 't 's 'n el al bin ibn y e".split(' '),
);
const clearLength = 6;

/** Tokens and their time phrases → how `language` reads them. */
export function read(tokens: readonly Token[], terms: ReadonlyMap<number, Found>, language: Language): Reading {
  const keys = tokens.map((token) => token.key);
  const inTime = tokens.map(() => false);
  for (const [at, { end }] of terms) inTime.fill(true, at, end);
  const cased = tokens.some((token) => token.capital);
  const plain = (at: number) => tokens[at]?.kind === 'word' && !tokens[at]?.capital;
  const has = (set: ReadonlySet<string>, at: number) => plain(at) && set.has(keys[at] ?? '');
  const noReply = (at: number) => keys[at] === 'no' && keys[at + 1] === 'reply';
  const negated = tokens.map((_, at) => !inTime[at] && has(language.negation, at) && !noReply(at));
  const more = tokens.map(
    (_, at) => !inTime[at] && (has(language.more, at) || (keys[at] === 'any' && has(language.more, at + 1))),
  );
  const filler = tokens.map((_, at) => has(language.filler, at));
  const clauses = clauseCommas(tokens, language, inTime, cased);
  const apart = (at: number) => tokens[at]?.kind === 'punct';
  const skip = tokens.map(
    (token, at) =>
      inTime[at] ||
      negated[at] ||
      more[at] ||
      filler[at] ||
      (token.kind === 'punct' &&
        ',!?.…'.includes(token.key) &&
        (at === 0 ||
          at === tokens.length - 1 ||
          inTime[at - 1] ||
          inTime[at + 1] ||
          filler[at - 1] ||
          apart(at + 1))) ||
      false,
  );
  const and = (at: number) => plain(at) && language.names.and.has(keys[at] ?? '');
  const comma = (at: number) => tokens[at]?.kind === 'punct' && keys[at] === ',';
  const begins = (at: number, from: number) => at === from || comma(at - 1) || and(at - 1);
  const blocked = (at: number) => inTime[at] || negated[at] || more[at] || filler[at];
  const punct = (at: number, from: number) => comma(at) && at > from && !clauses.has(at);

  const inPeople = (at: number, from: number): boolean => {
    if (apart(at)) return comma(at) && at > from;
    if (blocked(at)) return false;
    if (!plain(at)) return true;
    if (begins(at, from) && (has(language.names.me, at) || has(language.names.pronouns, at))) return true;
    if (!begins(at, from) && has(language.names.me, at)) return false;
    const key = keys[at] ?? '';
    const led =
      at === from ||
      begins(at, from) ||
      language.names.articles.has(keys[at - 1] ?? '') ||
      language.names.roles.has(keys[at - 1] ?? '');
    if (begins(at, from) && language.names.articles.has(key)) return true;
    if (led && language.names.roles.has(key)) return true;
    if (
      !begins(at, from) &&
      particles.has(key) &&
      (!cased || (tokens[at + 1] && !plain(at + 1)) || particles.has(keys[at + 1] ?? ''))
    )
      return true;
    return !language.hard.has(key) && !language.foreign.has(key);
  };
  const between = (at: number) => {
    const after = language.names.articles.has(keys[at + 1] ?? '') || keys[at + 1] === 'a' ? at + 2 : at + 1;
    return (tokens[at - 1]?.capital ?? false) && (tokens[after]?.capital ?? false) && !inTime[after];
  };
  const inGroup = (at: number, from: number): boolean => {
    if (apart(at)) return punct(at, from);
    if (noReply(at) && begins(at, from)) return true;
    if (blocked(at)) return false;
    if (!plain(at)) return true;
    const key = keys[at] ?? '';
    if (!language.hard.has(key) && !language.foreign.has(key)) return true;
    if (begins(at, from) && language.names.articles.has(key)) return true;
    if (at > from && particles.has(key) && particles.has(keys[at + 1] ?? '')) return true;
    if (language.inner.has(key) && between(at)) return true;
    return tokens[at - 1]?.kind === 'word' && language.inner.has(keys[at - 1] ?? '') && key === 'a' && between(at - 1);
  };
  const clearly = (from: number, at: number): boolean => {
    for (let i = from; i <= at; i++) {
      if (apart(i) || and(i) || !plain(i)) continue;
      if (begins(i, from) && has(language.names.me, i)) continue;
      if (cased && begins(i, from) && !introduced(i, at)) return false;
      if (language.notPeople.has(keys[i] ?? '')) return false;
      if (
        !cased &&
        begins(i, from) &&
        !language.names.roles.has(keys[i] ?? '') &&
        language.names.articles.has(keys[i] ?? '') &&
        !introduced(i, at)
      )
        return false;
    }
    if (tokens[from]?.capital && language.notPeople.has(keys[from] ?? '')) return false;
    return cased || at - from < clearLength;
  };
  /** "my colleague Tom": a role, then a name. "van Dijk": a particle, then a name. */
  const introduced = (i: number, to: number): boolean => {
    let at = i;
    while (at < to && language.names.articles.has(keys[at] ?? '') && plain(at)) at++;
    const particles = at;
    while (at < to && plain(at) && (language.names.roles.has(keys[at] ?? '') || particles.has(keys[at] ?? ''))) at++;
    return at > particles && at <= to && (!plain(at) || !cased);
  };
  return {
    tokens,
    keys,
    skip,
    inTime,
    negated,
    more,
    terms,
    id: (at) =>
      tokens[at]?.kind === 'word' && !inTime[at] && requestId.test(keys[at] ?? '')
        ? (keys[at] ?? '').toUpperCase()
        : null,
    number: (at) => (/^\d{1,2}$/.test(keys[at] ?? '') ? (keys[at] ?? null) : null),
    inPeople,
    inGroup,
    check: (check, at) => {
      if (check === 'verb') return plain(at) && !language.names.articles.has(keys[at] ?? '');
      if (check === 'remark') return !comma(at) || clauses.has(at);
      const named = has(language.names.pronouns, at) || has(language.names.me, at) || (keys[at] ?? '').includes("'s");
      const backup = cased && (keys[at] === 'a' || keys[at] === 'an') && plain(at + 1);
      return named || backup || [1, 2, 3].some((ahead) => has(language.being, at + ahead));
    },
    ends: (at, slot, from) => {
      if (comma(at) || and(at)) return false;
      if (slot === 'w') return clearly(from, at);
      if (slot === "p's" || slot === "g's") return /(?:'s|(?<=[sxz])')$/.test(keys[at] || (tokens[at]?.name ?? ''));
      return true;
    },
  };
}

/** Commas after which not another name follows but a remark: ", campaign launch", ", Patti is ziek". */
function clauseCommas(tokens: readonly Token[], language: Language, inTime: readonly boolean[], cased: boolean) {
  const found = new Set<number>();
  tokens.forEach((token, at) => {
    if (token.kind === 'punct' && token.key === ',' && remark(tokens, at + 1, language, inTime, cased)) found.add(at);
  });
  return found;
}

const lookahead = 10;

function remark(
  tokens: readonly Token[],
  from: number,
  { names, hard, connectives }: Language,
  inTime: readonly boolean[],
  cased: boolean,
): boolean {
  let joined = false;
  let at = from;
  for (; at < Math.min(tokens.length, from + lookahead); at++) {
    const { kind, key, capital } = tokens[at] as Token;
    if (kind === 'punct' || inTime[at]) break;
    if (kind !== 'word' || capital) continue;
    if (names.and.has(key)) joined = true;
    else if (names.me.has(key) && (at === from || names.and.has(tokens[at - 1]?.key ?? ''))) continue;
    else if (at > from && connectives.has(key)) break;
    else if (hard.has(key) && !names.articles.has(key)) return true;
    else if (cased && caseless(key) && !particles.has(key) && !names.articles.has(key) && !names.groupWords.has(key))
      return true;
  }
  const more = tokens[at]?.key === ',';
  return !cased && !joined && !more && at - from > 1;
}

/** Begins with a small letter although capitals exist in its script. */
const caseless = (key: string) => /^\p{Ll}/u.test(key);
