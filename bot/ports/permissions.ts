import type { GroupId } from '../domain/ids.ts';
import type { Right } from '../domain/request.ts';
import type { Person } from './directory.ts';

/** A delegate, as Exchange names it. */
export interface Holder {
  /** What to show: display name where Exchange gives one, else the address or the raw entry. */
  readonly name: string;
  readonly address: string | null;
  /** Entra object id, lower case, where Exchange gives it. */
  readonly objectId: string | null;
}

export interface Reading {
  /** When Exchange answered. */
  readonly at: Date;
  readonly sendAs: readonly Holder[];
  readonly sendOnBehalf: readonly Holder[];
}

/** What one person holds on one group, with everybody else's for the record. */
export interface Held extends Reading {
  readonly rights: readonly Right[];
  /**
   * Rights that only a bare name speaks for, by which Exchange finds several people or nobody: `rights` holds them where
   * nobody else is known to bear the name. What Exchange answers to a repeated change says for sure.
   */
  readonly byName: readonly Right[];
}

/** What became of a change. `unknown`: the reply was lost; read again before anything else. */
export type Outcome =
  | { readonly result: 'done' }
  | { readonly result: 'already' }
  /** `busy`: Exchange refuses, and says of its error that it passes. */
  | { readonly result: 'retry'; readonly at: Date; readonly why: 'throttled' | 'unavailable' | 'busy' }
  /**
   * Exchange refuses for a reason that is not known to be final: nothing was changed, and a later try may come through.
   * `said` names its exception (for the log); `blockedBy` the entry of the group that is in the way, as Exchange names
   * it, where the refusal is about neither the person nor the group.
   */
  | { readonly result: 'not-yet'; readonly said: string; readonly blockedBy: string | null }
  /** Final: tried again, it would be refused again. */
  | {
      readonly result: 'refused';
      readonly why:
        | 'group-gone'
        | 'beneficiary-gone'
        | 'beneficiary-no-mailbox'
        | 'exchange-forbidden'
        | 'exchange-refused';
    }
  | { readonly result: 'unknown' }
  /** The last check said no: nothing was sent. */
  | { readonly result: 'withdrawn' };

/**
 * A change may have to wait in line for Exchange. What it rests on is looked at once more, just before it goes, when it
 * was last read noticeably earlier.
 */
export interface LastCheck {
  /** When that was read. */
  readonly at: Date;
  /** Reads it again: may the change still be made? Never throws: what cannot be read says no. */
  again(): Promise<boolean>;
}

/**
 * The two rights in Exchange Online. Reads throw `Fault` `exchange-*` (with `retryAt` when Exchange said so);
 * changes never throw for what Exchange says: they answer with an outcome. Deltas only.
 */
export interface Permissions {
  /** Everybody who holds a right on the group. A group that Exchange does not know: null. */
  delegates(group: GroupId): Promise<Reading | null>;
  /**
   * The same, with the person's own rights found by everything that is known of the person. `as-shown`: the others keep the
   * names that Exchange lists them by, which saves a round of calls.
   */
  held(group: GroupId, person: Person, names?: 'looked-up' | 'as-shown'): Promise<Held | null>;
  /** Has the person a mailbox, or a mail user, that could hold a right? Throws where that could not be read. */
  hasMailbox(person: Person): Promise<boolean>;
  /**
   * Who else holds the right and bears, as a name, what this person is named by in a change: Exchange may have found that
   * one instead. With their Entra ids.
   */
  takenFor(group: GroupId, person: Person, right: Right): Promise<readonly (Holder & { readonly objectId: string })[]>;
  add(group: GroupId, person: Person, right: Right, check?: LastCheck): Promise<Outcome>;
  remove(group: GroupId, person: Person, right: Right, check?: LastCheck): Promise<Outcome>;
  /** Groups on which Exchange lists the person, by the server's own (incomplete) search. */
  listedFor(person: Person): Promise<{ readonly at: Date; readonly groups: readonly GroupId[] }>;
}
