import { parseGuid } from '../../domain/ids.ts';
import { Fault } from '../../ports/faults.ts';
import type { Holder } from '../../ports/permissions.ts';
import type { Holders } from './known.ts';
import { bearerOf, type Lookups } from './lookups.ts';
import { distinct, type Entry } from './match.ts';

interface Entries {
  readonly sendAs: readonly Entry[];
  readonly sendOnBehalf: readonly Entry[];
}
type Named = { readonly [Key in keyof Entries]: readonly Holder[] };

export interface Naming {
  /** Entries → holders, each once, with the names that people know. `known` gives those that need no look-up. */
  name(entries: Entries, known?: (entry: Entry) => Holder | null): Promise<Named>;
  /** The same by what is known already. */
  shown(entries: Entries, known?: (entry: Entry) => Holder | null): Named;
  /** Looks up, as `name` would, whom of these it has not looked up yet. */
  learn(entries: readonly Entry[]): Promise<void>;
  /** The Entra id of whom Exchange found by the entry minutes ago: a hint only. */
  seems(entry: Entry): string | null;
}

/** More new names than this in one list stay as Exchange shows them. */
const most = 20;

/** Names for show only, so they may be minutes old and may be missing: nothing is decided by them. */
export function createNaming(lookups: Lookups, holders: Holders): Naming {
  const cached = (entry: Entry) => holders.get(entry.identity);

  /** Asked for once, however many lists show it in the same moment. */
  const asked = new Map<string, Promise<void>>();
  function learnOne(entry: Entry): Promise<void> {
    const key = entry.identity.toLowerCase();
    const learning = asked.get(key) ?? lookUp(entry).finally(() => asked.delete(key));
    asked.set(key, learning);
    return learning;
  }

  async function lookUp(entry: Entry): Promise<void> {
    const found = await bearerOf(lookups, entry);
    const holder: Holder =
      found === null || found === 'several'
        ? entry.holder
        : {
            name: found.DisplayName ?? entry.holder.name,
            address: found.PrimarySmtpAddress ?? entry.holder.address,
            objectId: parseGuid(found.ExternalDirectoryObjectId),
          };
    holders.put(entry.identity, holder);
  }

  /** Whoever is known here need not be looked up for the next list, unless the entry is a name that others may bear. */
  function remember({ identity }: Entry, holder: Holder | null): void {
    const certain = identity.includes('@') || parseGuid(identity) !== null;
    if (holder && certain) holders.put(identity, holder);
  }

  // Who is shown without any name cannot be asked for.
  const isNew = (entry: Entry) => entry.identity !== '' && entry.holder.objectId === null && cached(entry) === null;

  async function learn(entries: readonly Entry[]): Promise<void> {
    const unknown = new Map(entries.filter(isNew).map((entry) => [entry.identity.toLowerCase(), entry]));
    try {
      await Promise.all([...unknown.values()].slice(0, most).map(learnOne));
    } catch (error) {
      // What was read stands without nicer names; the wire has logged why.
      if (!(error instanceof Fault)) throw error;
    }
  }

  const nobody = () => null;
  function shown({ sendAs, sendOnBehalf }: Entries, known: (entry: Entry) => Holder | null = nobody): Named {
    const holder = (entry: Entry) => known(entry) ?? cached(entry) ?? entry.holder;
    return { sendAs: distinct(sendAs.map(holder)), sendOnBehalf: distinct(sendOnBehalf.map(holder)) };
  }

  return {
    learn,
    seems: (entry) => cached(entry)?.objectId ?? null,
    shown,
    async name(entries, known = nobody) {
      const all = [...entries.sendAs, ...entries.sendOnBehalf];
      for (const entry of all) remember(entry, known(entry));
      await learn(all.filter((entry) => known(entry) === null));
      return shown(entries, known);
    },
  };
}
