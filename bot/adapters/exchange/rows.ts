/** What the cmdlets' objects hold of what we need. A row that does not fit is a fault, never skipped. */
import { z } from 'zod';
import { Fault } from '../../ports/faults.ts';
import type { Row } from './reply.ts';

const text = z
  .string()
  .nullish()
  .transform((it) => it?.trim() || null);

/** One value where a list of one is meant happens; nothing at all is an empty list. */
const listOf = <Schema extends z.ZodType>(item: Schema) =>
  z
    .union([z.array(item), item.transform((one) => [one])])
    .nullish()
    .transform((list) => list ?? []);

const texts = listOf(z.string());

const recipient = z.object({
  /** Lower case; empty for what Entra does not know. */
  ExternalDirectoryObjectId: text.transform((id) => id?.toLowerCase() ?? ''),
  Identity: text,
  Id: text,
  Name: text,
  DisplayName: text,
  Alias: text,
  Guid: text,
  PrimarySmtpAddress: text,
  EmailAddresses: texts,
  DistinguishedName: text,
  LegacyExchangeDN: text,
  WindowsLiveID: text,
  UserPrincipalName: text,
  SamAccountName: text,
  Sid: text,
});
export type Recipient = z.output<typeof recipient>;

/** A delegate in `GrantSendOnBehalfTo…`: plain text, or an object with a name and an address. */
const delegate = z.union([
  z.string(),
  z.object({
    DisplayName: text,
    Name: text,
    PrimarySmtpAddress: text,
    UserPrincipalName: text,
    Guid: text,
    ExternalDirectoryObjectId: text,
  }),
]);
export type Delegate = z.output<typeof delegate>;
const delegates = listOf(delegate).transform((list) => list.filter((each) => each !== ''));

const unifiedGroup = recipient.extend({
  GrantSendOnBehalfTo: delegates,
  GrantSendOnBehalfToWithDisplayNames: delegates,
});
export type UnifiedGroup = z.output<typeof unifiedGroup>;

const permission = z.object({
  Identity: text,
  Trustee: text,
  TrusteeSidString: text,
  AccessControlType: text,
  Deny: z.union([z.boolean(), z.string()]).nullish(),
  AccessRights: texts,
});
export type Permission = z.output<typeof permission>;

function reader<Output>(schema: z.ZodType<Output>, what: string): (row: Row) => Output {
  return (row) => {
    const parsed = schema.safeParse(row);
    if (!parsed.success) throw odd(`${what} of an unknown shape`);
    return parsed.data;
  };
}

export const odd = (message: string): Fault => new Fault('exchange-odd-reply', message);

export const readRecipient = reader(recipient, 'A recipient');
export const readPermission = reader(permission, 'A permission');
const readAnyGroup = reader(unifiedGroup, 'A group');

/** Throws where the delegates are not even mentioned: that is not "nobody". */
export function readGroup(row: Row): UnifiedGroup {
  const told = Object.hasOwn(row, 'GrantSendOnBehalfTo') || Object.hasOwn(row, 'GrantSendOnBehalfToWithDisplayNames');
  if (!told) throw odd('A group without its delegates');
  return readAnyGroup(row);
}

/** Does the entry allow Send As to somebody else than the object itself? */
export function allowsSendAs({
  Trustee,
  TrusteeSidString,
  AccessControlType,
  Deny,
  AccessRights,
}: Permission): boolean {
  const denied = /deny/i.test(AccessControlType ?? '') || /true/i.test(String(Deny ?? ''));
  const self = /^NT AUTHORITY\\/i.test(Trustee ?? '') || TrusteeSidString === 'S-1-5-10';
  return !denied && !self && AccessRights.some((right) => /\bSendAs\b/i.test(right));
}

/** As many as a Get- cmdlet gives when it is not told otherwise: beyond that, "all" is not all. */
const all = 1000;

/**
 * The one object with this Entra id, whatever else comes along; null when Exchange has none. A Get- cmdlet whose identity
 * does not exist may give ALL objects instead of an error ("Get-UnifiedGroup", Identity): never take the first.
 */
export function exactlyOne<It extends Recipient>(found: readonly It[], id: string): It | null {
  const ours = found.filter((each) => each.ExternalDirectoryObjectId === id);
  const [first, second] = ours;
  if (first && second === undefined) return first;
  if (first || found.length >= all || found.some((each) => each.ExternalDirectoryObjectId === '')) {
    throw odd('Not exactly one object for an id');
  }
  return null;
}
