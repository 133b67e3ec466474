import type { Match } from './match.ts';
import type { Reading } from './reading.ts';
import type { Found } from './sentence.ts';
import type { Token } from './tokens.ts';
import { units } from './when.words.ts';

/** Words that a noun follows, not a clause: a time after that noun is meant for the right. */
const beforeNouns = new Set('for voor of to om vanwege wegens i.v.m ivm , - ( : ; . tijdens during ter'.split(' '));
const trailing = new Set('please pls aub svp alsjeblieft alstublieft graag'.split(' '));

interface Reason {
  readonly reason: string | null;
  /** A time phrase that stood behind the reason. */
  readonly term:
    | { readonly duration: string }
    | { readonly until: string }
    | { readonly later: true }
    | { readonly unclear: true }
    | null;
}

/** The rest of the sentence → the reason, word for word, without closing marks and without a time phrase behind it. */
export function reasonOf(found: Match, reading: Reading, text: string, whole: boolean): Reason {
  const { tokens, keys } = reading;
  let rest = found.rest;
  while (rest < tokens.length && tokens[rest]?.kind !== 'quoted' && opensNothing(tokens[rest]?.kind, keys[rest]))
    rest++;
  if (rest >= tokens.length) return { reason: null, term: null };
  let end = tokens.length;
  const drop = () => {
    while (end > rest && (closes(tokens[end - 1]?.kind, keys[end - 1]) || trailing.has(keys[end - 1] ?? ''))) end--;
  };
  if (!whole) {
    const from = tokens[rest]?.start ?? 0;
    return { reason: text.slice(from).trim() || null, term: null };
  }
  drop();
  const time = lastTime(reading.terms, end);
  let term: Reason['term'] = null;
  if (
    time &&
    time.found.term.kind !== 'open' &&
    time.at >= rest &&
    (time.at === rest || keys[time.at - 1] === ',' || beforeNouns.has(keys[rest - 1] ?? ''))
  ) {
    end = time.at;
    term = asTerm(time.found);
    drop();
  }
  if (end === rest + 2 && beforeNouns.has(keys[rest - 1] ?? '') && units.has(keys[end - 1] ?? ''))
    return { reason: null, term: { unclear: true } };
  if (found.emitted.includes('=remark') && reading.saysNothing(rest, end)) return { reason: null, term };
  return { reason: wordForWord(tokens, rest, end, text), term };
}

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '>': '<', '}': '{' };
/** Between two words stand a mark and a space or two at most. */
const gap = 3;

/** The text of the tokens from `rest` up to `end`, with the brackets that belong to them; no other mark is added or lost. */
function wordForWord(tokens: readonly Token[], rest: number, end: number, text: string): string | null {
  const first = tokens[rest];
  const last = tokens[end - 1];
  if (end <= rest || !first || !last) return null;
  if (end === rest + 1 && first.kind !== 'word') return first.name;
  let from = Math.max(tokens[rest - 1]?.end ?? first.start, first.start - gap);
  while (from < first.start && !'<[({'.includes(text[from] ?? '')) from++;
  let to = last.end;
  for (let open = closers[text[to] ?? '']; open && opened(text.slice(from, to), open, text[to] ?? ''); ) {
    to++;
    open = closers[text[to] ?? ''];
  }
  return text.slice(from, to);
}
/** Whether more are opened than closed. */
const opened = (text: string, open: string, close: string) => text.split(open).length > text.split(close).length;

/** A please and a mark before the reason itself. */
const opensNothing = (kind: string | undefined, key: string | undefined) =>
  trailing.has(key ?? '') || (kind === 'punct' && '.!?,;:'.includes(key ?? ' '));

const closes = (kind: string | undefined, key: string | undefined) =>
  kind === 'punct' && '.!?,;:)]…-'.includes(key ?? ' ');

function lastTime(terms: ReadonlyMap<number, Found>, end: number): { at: number; found: Found } | null {
  for (const [at, found] of terms) if (found.end === end) return { at, found };
  return null;
}

function asTerm({ term }: Found): Reason['term'] {
  switch (term.kind) {
    case 'for':
      return { duration: term.duration };
    case 'until':
      return { until: term.date };
    case 'later':
      return { later: true };
    case 'unclear':
      return { unclear: true };
    case 'open':
      return null;
  }
}
