import type { Person } from '../../ports/directory.ts';
import { addressOf, type Lookups } from './lookups.ts';
import { type Entry, matches, type Names, namesOf } from './match.ts';

export interface Found {
  /** The person's entries. */
  readonly mine: ReadonlySet<Entry>;
  /** Entries with the person's name by which Exchange finds nobody (then they are in `mine`) or several. */
  readonly byName: ReadonlySet<Entry>;
}

/**
 * The entries that are this person's. What Exchange shows of a delegate varies: sign-in name, address, id or a bare
 * name. An entry by which Exchange finds somebody is that one's. One with the person's name is theirs unless Exchange
 * finds somebody else by it, or several: that is neither yes nor no. `learn` looks entries up that are not known yet.
 */
export async function findPerson(
  lookups: Lookups,
  person: Person,
  entries: readonly Entry[],
  learn: (entries: readonly Entry[]) => Promise<void> = async () => {},
): Promise<Found> {
  const known = namesOf(person, null);
  const mine = new Set(entries.filter((entry) => matches(entry, known) === 'yes'));
  const byName = new Set<Entry>();
  const unknown = () => entries.filter((entry) => !mine.has(entry) && !isKnownAsAnother(lookups, entry, person));
  // Their names are wanted anyway: mostly that says enough, and the person need not be asked for.
  await learn(unknown());
  const others = unknown();
  if (others.length === 0) return { mine, byName };
  const names = namesOf(person, await lookups.recipient(person));
  for (const entry of others) {
    const match = matches(entry, names);
    const whose = match === 'by-name' ? await bearerOf(lookups, entry, names) : null;
    if (match === 'yes' || whose === 'person' || whose === 'nobody') mine.add(entry);
    if (whose === 'nobody' || whose === 'several') byName.add(entry);
  }
  return { mine, byName };
}

/** Has Exchange said whose it is, a moment ago, and that is somebody else? */
function isKnownAsAnother(lookups: Lookups, { identity, holder }: Entry, person: Person): boolean {
  const whose = holder.objectId ?? (lookups.known(identity)?.ExternalDirectoryObjectId || null);
  return whose !== null && whose !== person.id;
}

/** Whom Exchange finds by the entry's name. */
async function bearerOf(
  lookups: Lookups,
  entry: Entry,
  names: Names,
): Promise<'person' | 'another' | 'nobody' | 'several'> {
  const bearer = await lookups.named(entry.identity);
  if (bearer === null) return 'nobody';
  if (bearer === 'several') return 'several';
  return names.sure.has(bearer.ExternalDirectoryObjectId || addressOf(bearer).toLowerCase()) ? 'person' : 'another';
}
