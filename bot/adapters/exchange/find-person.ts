import type { Person } from '../../ports/directory.ts';
import { addressOf, bearerOf, type Lookups } from './lookups.ts';
import { type Entry, matches, type Names, namesOf } from './match.ts';
import type { Naming } from './naming.ts';

export interface Found {
  /** The person's entries. */
  readonly mine: ReadonlySet<Entry>;
  /** Entries with a text of the person's by which Exchange finds nobody (then they are in `mine`) or several. */
  readonly byName: ReadonlySet<Entry>;
  /** Those of `byName` that show the person's id or address, by which Exchange finds several. */
  readonly byIdentity: ReadonlySet<Entry>;
}

/**
 * The entries that are this person's. What Exchange shows of a delegate varies: sign-in name, address, id or a bare
 * name, and a name may be chosen to look like any of these. So a text is the one's whom Exchange finds by it. One of
 * the person's is theirs unless Exchange finds somebody else by it, or several: that is neither yes nor no. With
 * `looked-up`, entries that are not known yet are looked up for their names, which mostly says enough.
 */
export async function findPerson(
  { lookups, naming }: { readonly lookups: Lookups; readonly naming: Naming },
  person: Person,
  entries: readonly Entry[],
  wanted: 'looked-up' | 'as-shown',
): Promise<Found> {
  const known = namesOf(person, null);
  const mine = new Set(entries.filter((entry) => matches(entry, known) === 'yes'));
  const [byName, byIdentity] = [new Set<Entry>(), new Set<Entry>()];
  const unknown = () => entries.filter((entry) => !mine.has(entry) && knownAs(lookups, entry) === null);
  const others = () => entries.filter((entry) => !mine.has(entry) && !isAnothers(knownAs(lookups, entry), person));
  if (wanted === 'looked-up') await naming.learn(unknown());
  // A name that is remembered for longer than whose it is decides nothing: it is looked up again.
  await Promise.all(
    unknown().flatMap((entry) => (naming.seems(entry) === person.id ? [bearerOf(lookups, entry)] : [])),
  );
  for (const entry of others()) if (knownAs(lookups, entry) === person.id) mine.add(entry);
  const left = others();
  if (left.length === 0) return { mine, byName, byIdentity };
  const names = namesOf(person, await lookups.recipient(person));
  for (const entry of left) {
    const match = matches(entry, names);
    const whose = match === 'by-text' ? await whoseIs(lookups, entry, names) : null;
    if (match === 'yes' || whose === 'person' || whose === 'nobody') mine.add(entry);
    if (whose === 'nobody' || whose === 'several') byName.add(entry);
    if (whose === 'several' && entry.texts.some((text) => names.sure.has(text))) byIdentity.add(entry);
  }
  return { mine, byName, byIdentity };
}

/** Whose it is, as Exchange has said a moment ago; null where it has not. */
const knownAs = (lookups: Lookups, { identity, holder }: Entry): string | null =>
  holder.objectId ?? (lookups.known(identity)?.ExternalDirectoryObjectId || null);

const isAnothers = (whose: string | null, person: Person) => whose !== null && whose !== person.id;

/** Whom Exchange finds by the entry's text. */
async function whoseIs(
  lookups: Lookups,
  entry: Entry,
  names: Names,
): Promise<'person' | 'another' | 'nobody' | 'several'> {
  const bearer = await bearerOf(lookups, entry);
  if (bearer === null) return 'nobody';
  if (bearer === 'several') return 'several';
  return names.sure.has(bearer.ExternalDirectoryObjectId || addressOf(bearer).toLowerCase()) ? 'person' : 'another';
}
