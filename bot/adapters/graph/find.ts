import { LRUCache } from 'lru-cache';
import { parseGuid } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Match } from '../../ports/directory.ts';
import { alike, disguisedBeginnings, undisguised } from './lookalikes.ts';
import { beginsWith, hasAddress, hasName, hasWords, isAddress, nearest, sortNamed, spellings, tidy } from './names.ts';
import { anyOf, equals, isCut, searches, startsWith, withQuery } from './odata.ts';
import { readPages } from './pages.ts';
import { type Named, odd, readable, toNamed } from './replies.ts';
import type { Ask, Wire } from './wire.ts';

/** Where to look: people or groups. `read` gives what is there now, by id. */
export interface Shelf<T> {
  readonly path: '/users' | '/groups';
  readonly fields: string;
  /** Besides displayName: first and last names. */
  readonly nameFields: readonly string[];
  readonly addressFields: readonly string[];
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
}

/** Whether the asker may know of what was found; what may not be known is as if it were not there. */
export type Sieve<T> = (it: T) => Promise<boolean>;

/** `must`: a refusal means that the directory cannot be read; else it only means that this way of asking is not to be had. */
interface Question extends Ask {
  readonly must: boolean;
  /** Every page is read: it finds more than what was meant. */
  readonly all?: boolean;
}

/** Graph takes no more than fifteen alternatives in one filter. */
const clausesAtMost = 15;
const mostBeginnings = 150;
const candidatesAtMost = 10;
const nearAtMost = 3;
/** Read together; as many as Graph takes in one batch. */
const atOnce = 20;
const enough = 50;

export type Find<T> = (words: string, sieve: Sieve<T>) => Promise<Match<T>>;

/** Builds the finder of one shelf. Only "words → who might be meant" is kept, for `cacheSeconds`; never what they are. */
export function createFind<T extends { id: string; name: string }>(
  wire: Wire,
  shelf: Shelf<T>,
  options: { readonly cacheSeconds: number; readonly clock: Clock },
): Find<T> {
  const ask = cached(options, (_, questions) => gather(wire, questions()));

  /**
   * Candidates → what they are now, in that order, without those that are gone or may not be known. Looks until there are
   * more than `most`: what may not be known takes nobody's place.
   */
  async function look(candidates: readonly Named[], sieve: Sieve<T>, most = candidatesAtMost): Promise<readonly T[]> {
    const seen: T[] = [];
    for (let from = 0; from < candidates.length && seen.length <= most; from += atOnce) {
      const ids = candidates.slice(from, from + atOnce).map((it) => it.id);
      const found = await shelf.read(ids);
      const open = ids.map((id) => found.get(id)).map(async (it) => (it && (await sieve(it)) ? [it] : []));
      seen.push(...(await Promise.all(open)).flat());
    }
    return seen;
  }

  /** Others that a person would take for the one that was found. */
  async function imitations(it: T): Promise<readonly Named[]> {
    const found = await ask(`like ${it.name}`, () => disguised(shelf, it.name));
    return found.filter((other) => other.id !== it.id && alike(other.displayName ?? '', it.name));
  }

  return async (words, sieve) => {
    const wanted = tidy(words);
    if (wanted === '') return { found: 'none', near: [] };
    for (const candidates of tiers(shelf, wanted, ask)) {
      const seen = await look(sortNamed(await candidates()), sieve);
      const [it] = seen;
      if (!it) continue;
      const all =
        seen.length > 1 || isExact(wanted) ? seen : [it, ...(await look(sortNamed(await imitations(it)), sieve))];
      return all.length === 1 ? { found: 'one', it } : { found: 'many', candidates: all.slice(0, candidatesAtMost) };
    }
    if (parseGuid(wanted)) return { found: 'none', near: [] };
    const near = nearest(await ask(`near ${wanted}`, () => nearby(shelf, wanted)), wanted);
    return { found: 'none', near: (await look(near, sieve, nearAtMost)).slice(0, nearAtMost) };
  };
}

/** An id or an address names one and no other, whatever others are called: it is how people of one name are told apart. */
const isExact = (wanted: string) => parseGuid(wanted) !== null || isAddress(wanted);

/** Who answers to some questions. They are made when nothing is kept under the name only: to make them is not cheap. */
type Gather = (name: string, questions: () => readonly Question[]) => Promise<readonly Named[]>;

/** The ways to take the words, the most exact first; each is only asked when the one before found nobody. */
function tiers<T>(shelf: Shelf<T>, wanted: string, ask: Gather): readonly (() => Promise<readonly Named[]>)[] {
  const id = parseGuid(wanted);
  if (id) return [async () => readable([{ id }], toNamed)];
  if (isAddress(wanted)) {
    return [
      async () =>
        (await ask(`address ${wanted}`, () => addressed(shelf, wanted))).filter((it) => hasAddress(it, wanted)),
    ];
  }
  let asked: ReturnType<Gather> | null = null;
  const pool = () => {
    asked ??= ask(`named ${wanted}`, () => namedOrBeginning(shelf, wanted));
    return asked;
  };
  return [
    async () => (await pool()).filter((it) => hasName(it, wanted)),
    async () => (await pool()).filter((it) => beginsWith(it, wanted)),
    async () => (await ask(`words ${wanted}`, () => search(shelf, wanted))).filter((it) => hasWords(it, wanted)),
  ];
}

function filter<T>(shelf: Shelf<T>, $filter: string, must: boolean, all = false): Question {
  return { path: withQuery(shelf.path, { $filter, $select: shelf.fields, $top: 100 }), must, all };
}

function search<T>(shelf: Shelf<T>, words: string): readonly Question[] {
  const $search = searches('displayName', words);
  if ($search === null) return [];
  const path = withQuery(shelf.path, { $search, $select: shelf.fields, $top: 100 });
  return [{ path, headers: { ConsistencyLevel: 'eventual' }, must: false }];
}

function namedOrBeginning<T>(shelf: Shelf<T>, words: string): readonly Question[] {
  const ways = spellings(words);
  const begins = (field: string) => anyOf(ways.map((way) => startsWith(field, way)));
  return [
    filter(shelf, anyOf(ways.map((way) => equals('displayName', way))), true, ways.some(isCut)),
    filter(shelf, begins('displayName'), true),
    ...shelf.nameFields.map((field) => filter(shelf, begins(field), false)),
  ];
}

function addressed<T>(shelf: Shelf<T>, address: string): readonly Question[] {
  return [
    ...shelf.addressFields.map((field) => filter(shelf, equals(field, address), true, isCut(address))),
    filter(shelf, `proxyAddresses/any(p:${equals('p', `smtp:${address}`)})`, false, isCut(address)),
  ];
}

function disguised<T>(shelf: Shelf<T>, name: string): readonly Question[] {
  const beginnings = disguisedBeginnings(name, mostBeginnings).map((text) => startsWith('displayName', text));
  const clauses = [...new Set([equals('displayName', undisguised(name)), ...beginnings])];
  const chunks = Array.from({ length: Math.ceil(clauses.length / clausesAtMost) }, (_, n) =>
    clauses.slice(n * clausesAtMost, (n + 1) * clausesAtMost),
  );
  return chunks.map((chunk) => filter(shelf, anyOf(chunk), false));
}

/** A wide net for spelling mistakes: the first letters of the first words, also with two of them swapped. */
function nearby<T>(shelf: Shelf<T>, words: string): readonly Question[] {
  const first = words.split(' ').slice(0, 3);
  const starts = new Set(first.flatMap(beginnings));
  const one = [...words][0] ?? '';
  const fields = isAddress(words) ? ['displayName', ...shelf.addressFields] : ['displayName', ...shelf.nameFields];
  return fields.flatMap((field) => [
    filter(shelf, anyOf([...starts].map((start) => startsWith(field, start))), false),
    filter(shelf, startsWith(field, one), false),
  ]);
}

/** "Mgean" and "eMgan" may be Megan. */
function beginnings(word: string): readonly string[] {
  const [a = '', b = '', c = ''] = [...word.toLowerCase()];
  return [a + b, b + a, a + c].filter((start) => start !== '');
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

function cached(options: { readonly cacheSeconds: number; readonly clock: Clock }, gather: Gather): Gather {
  const ttl = Math.min(options.cacheSeconds, 60) * 1000;
  if (ttl <= 0) return gather;
  const now = () => options.clock.now().getTime();
  const kept = new LRUCache<string, readonly Named[]>({ max: 500, ttl, ttlResolution: 0, perf: { now } });
  return async (name, questions) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const found = await gather(name, questions);
    // Who is not there yet may be there in a moment: only what was found is kept.
    if (found.length > 0) kept.set(name, found);
    return found;
  };
}
