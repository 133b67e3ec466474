import { LRUCache } from 'lru-cache';
import { parseGuid } from '../../domain/ids.ts';
import { alike, plain } from '../../domain/lookalikes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Match } from '../../ports/directory.ts';
import {
  beginsWith,
  hasAddress,
  hasAsWord,
  hasName,
  hasWords,
  isAddress,
  isWhole,
  nearest,
  sortNamed,
  tidy,
} from './names.ts';
import { readPages } from './pages.ts';
import { addressed, disguised, namedOrBeginning, nearby, type Question, type Shelf, whole } from './questions.ts';
import { type Named, odd, readable, toNamed } from './replies.ts';
import type { Wire } from './wire.ts';

/**
 * Whether the asker may know of what was found; what may not be known is as if it were not there. It looks while the
 * candidates are read, and also where there are none, so that both take as long.
 */
export type Sieve<T> = (ids: readonly string[]) => Promise<(it: T) => boolean>;

const candidatesAtMost = 10;
const nearAtMost = 3;
/** Read together; as many as Graph takes in one batch. */
const atOnce = 20;
const enough = 50;

export interface Find<T> {
  /** `typing`: the words are not finished, and are asked for again with the next key. */
  readonly find: (words: string, sieve: Sieve<T>, typing?: 'typing') => Promise<Match<T>>;
  /** Which of these are somebody's whole name, by the name as it was asked; asked in one go, however many. */
  readonly named: (names: readonly string[], sieve: Sieve<T>) => Promise<ReadonlyMap<string, Match<T>>>;
}

/** Builds the finder of one shelf. Only "words → who might be meant" is kept, for `cacheSeconds`; never what they are. */
export function createFind<T extends { id: string; name: string }>(
  wire: Wire,
  shelf: Shelf<T>,
  options: { readonly cacheSeconds: number; readonly clock: Clock },
): Find<T> {
  const { ask, forget } = cached(options, (_, questions) => gather(wire, questions()));

  /**
   * Candidates → what they are now, in that order, without those that are gone or may not be known. Looks until there are
   * more than `most`: what may not be known takes nobody's place.
   */
  async function look(candidates: readonly Named[], sieve: Sieve<T>, most = candidatesAtMost): Promise<readonly T[]> {
    const seen: T[] = [];
    let from = 0;
    do {
      const ids = candidates.slice(from, from + atOnce).map((it) => it.id);
      const [found, open] = await Promise.all([ids.length > 0 ? shelf.read(ids) : new Map<string, T>(), sieve(ids)]);
      seen.push(...ids.flatMap((id) => found.get(id) ?? []).filter(open));
      from += atOnce;
    } while (from < candidates.length && seen.length <= most);
    return seen;
  }

  const disguisedAs: Disguised = (name) => ask(`like ${name}`, () => disguised(shelf, name));

  /**
   * One is only taken by itself when the words are `sure` to mean it, and nobody imitates it. An address (then `disguised`
   * is null) names one and no other, whatever others are called: it is how people of one name are told apart.
   */
  async function judge(
    seen: readonly T[],
    sieve: Sieve<T>,
    { sure, disguised }: { readonly sure: boolean; readonly disguised: Disguised | null },
  ): Promise<Match<T>> {
    const [it] = seen;
    const alone = it !== undefined && seen.length === 1;
    const others = alone && disguised ? sortNamed(await imitations(it, disguised)) : [];
    const all = others.length > 0 ? [...seen, ...(await look(others, sieve))] : seen;
    return it && all.length === 1 && sure
      ? { found: 'one', it }
      : { found: 'many', candidates: all.slice(0, candidatesAtMost) };
  }

  async function find(words: string, sieve: Sieve<T>, typing?: 'typing'): Promise<Match<T>> {
    const wanted = tidy(words);
    if (wanted === '') return { found: 'none', near: [] };
    const match = await search(wanted, sieve, typing);
    // Who asks next must not see by the time that somebody has asked for what is hidden, or that it is there.
    if (shelf.hidden && (match.found === 'none' || all(match).some(shelf.hidden))) forget(wanted);
    return match;
  }

  async function byId(id: string, sieve: Sieve<T>): Promise<Match<T>> {
    const [found, open] = await Promise.all([shelf.read([id]), sieve([id])]);
    const it = found.get(id);
    if (it && open(it)) return { found: 'one', it };
    // A group that is not there is looked for in two ways: one that may not be known of takes as long.
    if (it) await shelf.read([id]);
    return { found: 'none', near: [] };
  }

  async function search(wanted: string, sieve: Sieve<T>, typing?: 'typing'): Promise<Match<T>> {
    const id = parseGuid(wanted);
    if (id) return byId(id, sieve);
    // Words that are still typed are rarely a whole name: asking ahead would cost calls with each key.
    const others = typing ? disguisedAs : ahead(disguisedAs, wanted);
    const disguised = isAddress(wanted) ? null : others;
    for (const { candidates, sure } of tiers(shelf, wanted, ask)) {
      const found = sortNamed(await candidates());
      const seen = await look(found, sieve);
      const [first] = seen;
      if (first) return judge(seen, sieve, { sure: sure(found.find(({ id }) => id === first.id)), disguised });
    }
    const near = nearest(await ask(`near ${wanted}`, () => nearby(shelf, wanted)), wanted);
    return { found: 'none', near: (await look(near, sieve, nearAtMost)).slice(0, nearAtMost) };
  }

  async function named(names: readonly string[], sieve: Sieve<T>): Promise<ReadonlyMap<string, Match<T>>> {
    const wanted = new Map(names.map((name) => [name, tidy(name)]));
    const pool = await gather(wire, whole(shelf, [...new Set(wanted.values())].filter(Boolean)));
    const meant = (tidied: string) => sortNamed(pool.filter((it) => tidied !== '' && hasName(it, tidied)));
    if (![...wanted.values()].some((tidied) => meant(tidied).length > 0)) await look([], sieve);
    const judged = [...wanted].map(async ([name, tidied]) => {
      const found = meant(tidied);
      const seen = found.length === 0 ? [] : await look(found, sieve);
      return seen.length === 0
        ? []
        : [[name, await judge(seen, sieve, { sure: true, disguised: disguisedAs })] as const];
    });
    return new Map((await Promise.all(judged)).flat());
  }

  return { find, named };
}

/** Others that a person would take for the one that was found. */
async function imitations(
  it: { readonly id: string; readonly name: string },
  disguised: Disguised,
): Promise<readonly Named[]> {
  const found = await disguised(it.name);
  return found.filter((other) => other.id !== it.id && alike(other.displayName ?? '', it.name));
}

/** The same question, begun for some words beside the search for them: mostly they are the name of the one that will be found. */
function ahead(disguised: Disguised, words: string): Disguised {
  const begun = disguised(words);
  begun.catch(() => {}); // its fault reaches whoever awaits it later
  return (name) => (plain(name).toLowerCase() === plain(words).toLowerCase() ? begun : disguised(name));
}

const all = <T>(match: Match<T>): readonly T[] =>
  match.found === 'one' ? [match.it] : match.found === 'many' ? match.candidates : match.near;

/** Who answers to some questions. They are made when nothing is kept under the name only: to make them is not cheap. */
type Gather = (name: string, questions: () => readonly Question[]) => Promise<readonly Named[]>;

/** Those whose names may imitate this one. */
type Disguised = (name: string) => Promise<readonly Named[]>;

interface Tier {
  readonly candidates: () => Promise<readonly Named[]>;
  /** Whether the words can mean this one alone, if it is the only one. */
  readonly sure: (it: Named | undefined) => boolean;
}

/**
 * The ways to take the words, the most exact first; each is only looked at when the one before found nobody. Who only
 * begins so, and who has these words somewhere, stand side by side: one of them is taken where no other fits.
 */
function tiers<T>(shelf: Shelf<T>, wanted: string, ask: Gather): readonly Tier[] {
  const sure = () => true;
  if (isAddress(wanted)) {
    const found = () => ask(`address ${wanted}`, () => addressed(shelf, wanted));
    return [{ candidates: async () => (await found()).filter((it) => hasAddress(it, wanted)), sure }];
  }
  let asked: ReturnType<Gather> | null = null;
  const pool = () => {
    asked ??= ask(`named ${wanted}`, () => namedOrBeginning(shelf, wanted));
    return asked;
  };
  // A group has one name only.
  const isAnothers = shelf.nameFields.length > 0 ? hasAsWord : () => false;
  const exact = (all: readonly Named[]) =>
    all.some((it) => hasName(it, wanted)) ? all.filter((it) => hasName(it, wanted) || isAnothers(it, wanted)) : [];
  return [
    { candidates: async () => exact(await pool()), sure },
    {
      candidates: async () => (await pool()).filter((it) => beginsWith(it, wanted) || hasWords(it, wanted)),
      sure: (it) => it !== undefined && isWhole(it, wanted),
    },
  ];
}

/** Asks in one go and puts together who came back, each once. */
async function gather(wire: Wire, questions: readonly Question[]): Promise<readonly Named[]> {
  const replies = await Promise.all(questions.map((question) => wire.ask(question)));
  const lists = await Promise.all(
    questions.map((question, n) => {
      const reply = replies[n];
      if (!reply) throw odd('a reply is missing');
      if (reply.status < 300 || question.must)
        return readPages(wire, question, reply, question.all ? Number.POSITIVE_INFINITY : enough);
      wire.unanswered(question, reply);
      return [];
    }),
  );
  return [...new Map(readable(lists.flat(), toNamed).map((it) => [it.id, it])).values()];
}

interface Cached {
  readonly ask: Gather;
  /** Who answers to these words is asked again, in whichever way they were taken. */
  readonly forget: (wanted: string) => void;
}

function cached(options: { readonly cacheSeconds: number; readonly clock: Clock }, gather: Gather): Cached {
  const ttl = Math.min(options.cacheSeconds, 60) * 1000;
  if (ttl <= 0) return { ask: gather, forget: () => {} };
  const now = () => options.clock.now().getTime();
  const kept = new LRUCache<string, readonly Named[]>({ max: 500, ttl, ttlResolution: 0, perf: { now } });
  return {
    async ask(name, questions) {
      const known = kept.get(name);
      if (known !== undefined) return known;
      const found = await gather(name, questions);
      // Who is not there yet may be there in a moment: only what was found is kept.
      if (found.length > 0) kept.set(name, found);
      return found;
    },
    forget(wanted) {
      for (const way of ['named', 'address', 'near']) kept.delete(`${way} ${wanted}`);
    },
  };
}
