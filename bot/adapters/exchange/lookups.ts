import type { GroupId } from '../../domain/ids.ts';
import type { Person } from '../../ports/directory.ts';
import { findOnly } from './find-only.ts';
import type { Invoke, Result } from './invoke.ts';
import type { Known } from './known.ts';
import { type Entry, isCalled } from './match.ts';
import { ambiguous, notAskable, notFound, rowsOf } from './outcomes.ts';
import type { Failure } from './reply.ts';
import {
  odd,
  type Permission,
  type Recipient,
  readGroup,
  readPermission,
  readRecipient,
  type UnifiedGroup,
} from './rows.ts';

/** Reads of Exchange objects. Every one throws `Fault` `exchange-*`; null means that Exchange does not know it. */
export interface Lookups {
  group(id: GroupId): Promise<UnifiedGroup | null>;
  /** By any identity that Exchange gave itself. Null also when several bear it. */
  groupNamed(identity: string): Promise<UnifiedGroup | null>;
  /** The same, as it was a minute ago at the most, unless it is wanted `afresh`: for what it is called. */
  groupObject(id: GroupId, how?: { readonly afresh: boolean }): Promise<Recipient | null>;
  /**
   * The person's mailbox or mail user, as it was a minute ago at the most, unless it is wanted `afresh`; null for a
   * person without any.
   */
  recipient(person: Person, how?: { readonly afresh: boolean }): Promise<Recipient | null>;
  /**
   * Whom Exchange finds by what it shows of somebody, or found a minute ago at the most; null also when it refuses the
   * question: not everything that it shows can be asked by.
   */
  named(shown: string): Promise<Recipient | 'several' | null>;
  /** The same, as far as it is known without asking. */
  known(shown: string): Recipient | null;
  /** Send As entries of an object; null when the identity is not found or ambiguous. */
  permissions(identity: string): Promise<readonly Permission[] | null>;
  /** Send As entries that the server finds for a person. */
  permissionsFor(person: Person): Promise<readonly Permission[]>;
}

const withNames = { IncludeGrantSendOnBehalfToWithDisplayNames: true };

export interface LookupsOptions {
  readonly invoke: Invoke;
  readonly known: Known;
  /** The group's address by the directory; null when that cannot be had. */
  readonly mailOf: (group: GroupId) => Promise<string | null>;
}

export function createLookups({ invoke, known, mailOf }: LookupsOptions): Lookups {
  const unknown = (reply: Result | Failure): reply is Failure =>
    'failed' in reply && (notFound(reply) || ambiguous(reply));

  const named = async (shown: string) => known.byShown(shown) ?? (await namedNow(shown));

  async function namedNow(shown: string): Promise<Recipient | 'several' | null> {
    known.forget(shown);
    const reply = await invoke('Get-Recipient', { Identity: shown });
    if ('failed' in reply && ambiguous(reply)) return 'several';
    if ('failed' in reply && (notFound(reply) || notAskable(reply))) return null;
    const found = rowsOf(reply, 'Get-Recipient').map(readRecipient);
    // Instead of "not found", all objects may come: only those that bear the name are meant.
    const meant = found.length === 1 ? found : found.filter((each) => isCalled(each, shown));
    const [one = null, other] = meant;
    if (other !== undefined) return 'several';
    if (one !== null) known.learnAs(shown, one);
    return one;
  }

  async function permissions(identity: string) {
    const reply = await invoke('Get-RecipientPermission', { Identity: identity });
    return unknown(reply) ? null : rowsOf(reply, 'Get-RecipientPermission').map(readPermission);
  }

  async function group(id: GroupId): Promise<UnifiedGroup | null> {
    const ask = { cmdlet: 'Get-UnifiedGroup', more: withNames, read: readGroup } as const;
    const found = await findOnly(invoke, id, { ...ask, first: [id], last: () => mailOf(id) });
    if (found !== null) known.learn(found);
    return found;
  }

  /** Asked for once, by however many in the same moment. */
  const asking = new Map<string, Promise<Recipient | null>>();
  function recipient(person: Person): Promise<Recipient | null> {
    const asked = asking.get(person.id) ?? recipientNow(person).finally(() => asking.delete(person.id));
    asking.set(person.id, asked);
    return asked;
  }

  async function recipientNow(person: Person): Promise<Recipient | null> {
    // By the text that an entry of theirs will show: its reading then needs no look-up.
    const shown = await namedNow(person.upn);
    if (shown !== null && shown !== 'several' && shown.ExternalDirectoryObjectId === person.id) return shown;
    // An Entra object id is likely to do as an identity; an address surely does.
    const again = shown === 'several' ? [person.upn] : [];
    const first = [...new Set([person.id, ...again, person.mail].filter((each) => each !== null))];
    const ask = { cmdlet: 'Get-Recipient', more: {}, read: readRecipient } as const;
    const found = await findOnly(invoke, person.id, { ...ask, first, last: async () => null });
    if (found !== null) known.learn(found);
    return found;
  }

  /** By one name of the trustee after the other; a name that several bear is followed by what is nobody else's. */
  async function permissionsFor(person: Person): Promise<readonly Permission[]> {
    const listed = (Trustee: string) => invoke('Get-RecipientPermission', { Trustee, ResultSize: 'Unlimited' });
    let unclear = false;
    for (const trustee of [person.id, person.upn]) {
      const reply = await listed(trustee);
      if (!unknown(reply)) return rowsOf(reply, 'Get-RecipientPermission').map(readPermission);
      unclear ||= ambiguous(reply);
    }
    const found = unclear ? await recipient(person) : null;
    return found === null
      ? []
      : rowsOf(await listed(found.Guid ?? addressOf(found)), 'Get-RecipientPermission').map(readPermission);
  }

  return {
    named,
    known: known.byShown,
    group,
    groupObject: async (id, { afresh } = { afresh: false }) => (afresh ? null : known.byId(id)) ?? (await group(id)),
    async groupNamed(identity) {
      const reply = await invoke('Get-UnifiedGroup', { Identity: identity, ...withNames });
      const found = unknown(reply) ? [] : rowsOf(reply, 'Get-UnifiedGroup').map(readGroup);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    recipient: async (person, { afresh } = { afresh: false }) =>
      (afresh ? null : known.byId(person.id)) ?? (await recipient(person)),
    permissions,
    permissionsFor,
  };
}

/** Whom Exchange finds by an entry: by all that it shows, else by the address that seems to stand in it. */
export async function bearerOf(lookups: Lookups, entry: Entry): Promise<Recipient | 'several' | null> {
  const found = await lookups.named(entry.identity);
  return found === null && entry.inside !== null ? lookups.named(entry.inside) : found;
}

/** An object's primary address; every mail-enabled object has one. */
export function addressOf(recipient: Recipient): string {
  if (recipient.PrimarySmtpAddress === null) throw odd('A recipient without an address');
  return recipient.PrimarySmtpAddress;
}
