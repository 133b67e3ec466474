import type { GroupId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Person } from '../../ports/directory.ts';
import type { Invoke, Result } from './invoke.ts';
import { createKnown } from './known.ts';
import { isCalled } from './match.ts';
import { ambiguous, notAskable, notFound, toFault } from './outcomes.ts';
import type { Failure } from './reply.ts';
import {
  exactlyOne,
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
  /** Send As entries that the server finds for a trustee. */
  permissionsFor(trustee: string): Promise<readonly Permission[] | null>;
}

const withNames = { IncludeGrantSendOnBehalfToWithDisplayNames: true };

export function createLookups(invoke: Invoke, clock: Clock): Lookups {
  const known = createKnown(clock);
  const unknown = (reply: Result | Failure): reply is Failure =>
    'failed' in reply && (notFound(reply) || ambiguous(reply));
  const rows = (reply: Result | Failure, what: string) => {
    if ('failed' in reply) throw toFault(reply, what);
    return reply.rows;
  };

  async function named(shown: string): Promise<Recipient | 'several' | null> {
    const before = known.by(shown);
    if (before !== null) return before;
    const reply = await invoke('Get-Recipient', { Identity: shown });
    if ('failed' in reply && ambiguous(reply)) return 'several';
    if ('failed' in reply && (notFound(reply) || notAskable(reply))) return null;
    const found = rows(reply, 'Get-Recipient').map(readRecipient);
    // Instead of "not found", all objects may come: only those that bear the name are meant.
    const meant = found.length === 1 ? found : found.filter((each) => isCalled(each, shown));
    const [one = null, other] = meant;
    if (other !== undefined) return 'several';
    if (one !== null) known.learnAs(shown, one);
    return one;
  }

  async function permissions(parameters: { Identity: string } | { Trustee: string; ResultSize: string }) {
    const reply = await invoke('Get-RecipientPermission', parameters);
    return unknown(reply) ? null : rows(reply, 'Get-RecipientPermission').map(readPermission);
  }

  async function group(id: GroupId): Promise<UnifiedGroup | null> {
    const reply = await invoke('Get-UnifiedGroup', { Identity: id, ...withNames });
    if ('failed' in reply && notFound(reply)) return null;
    const found = exactlyOne(rows(reply, 'Get-UnifiedGroup').map(readGroup), id);
    if (found !== null) known.learn(found);
    return found;
  }

  /** By any identity that the directory gives. One that is ambiguous, and no other that is found, proves nothing. */
  async function recipient(person: Person): Promise<Recipient | null> {
    let proven = true;
    // An Entra object id is likely to do as an identity; an address surely does.
    for (const identity of new Set([person.id, person.upn, person.mail].filter((each) => each !== null))) {
      const found = await invoke('Get-Recipient', { Identity: identity });
      if ('failed' in found && ambiguous(found)) proven = false;
      if (unknown(found)) continue;
      const ours = exactlyOne(rows(found, 'Get-Recipient').map(readRecipient), person.id);
      if (ours === null) continue;
      known.learn(ours);
      return ours;
    }
    if (!proven) throw odd('A person by whose names Exchange finds several');
    return null;
  }

  return {
    named,
    known: known.by,
    group,
    groupObject: async (id, { afresh } = { afresh: false }) => (afresh ? null : known.byId(id)) ?? (await group(id)),
    async groupNamed(identity) {
      const reply = await invoke('Get-UnifiedGroup', { Identity: identity, ...withNames });
      const found = unknown(reply) ? [] : rows(reply, 'Get-UnifiedGroup').map(readGroup);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    recipient: async (person, { afresh } = { afresh: false }) =>
      (afresh ? null : known.byId(person.id)) ?? (await recipient(person)),
    permissions: (identity) => permissions({ Identity: identity }),
    permissionsFor: (trustee) => permissions({ Trustee: trustee, ResultSize: 'Unlimited' }),
  };
}

/** An object's primary address; every mail-enabled object has one. */
export function addressOf(recipient: Recipient): string {
  if (recipient.PrimarySmtpAddress === null) throw odd('A recipient without an address');
  return recipient.PrimarySmtpAddress;
}
