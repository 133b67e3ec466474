/** Who is meant by what Exchange shows of a delegate. Pure. */
import { parseGuid } from '../../domain/ids.ts';
import type { Person } from '../../ports/directory.ts';
import type { Holder } from '../../ports/permissions.ts';
import type { Delegate, Permission, Recipient, UnifiedGroup } from './rows.ts';

/** One delegate as Exchange shows it. */
export interface Entry {
  /** Ids, addresses and SIDs, out of properties that hold nothing else; as keys. */
  readonly sure: readonly string[];
  /** Text that may be any of these, or a name that somebody has chosen to look like one; as keys. */
  readonly texts: readonly string[];
  /** What to look it up by. */
  readonly identity: string;
  /** The address that the text seems to hold: to look it up by where nobody is called by all of it. */
  readonly inside: string | null;
  readonly holder: Holder;
}

/** Names are compared in any case, and however their accents are put together. */
export const keyOf = (text: string): string => text.trim().normalize('NFC').toLowerCase();

const keysOf = (texts: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => (text ? [keyOf(text)] : []))),
];

/** `alexw@contoso.com`, `Alex Wilber <alexw@contoso.com>`, `Alex Wilber;alexw@contoso.com`: name and address. */
const named = /^(.*?)[\s<(;:,]*([^\s<>();:,]+@[^\s<>();:,]+)[>)\s]*$/;

export function entryOfText(text: string): Entry {
  // Longer than any address; a pattern is not run over what a hostile answer could hold.
  const [, name = '', address = null] = (text.length < 1000 && named.exec(text.trim())) || [];
  const shown = address === null ? text.trim() : name.trim() || address;
  const whole = text.trim();
  return {
    sure: [],
    texts: keysOf([whole, address]),
    identity: whole,
    inside: address === whole ? null : address,
    holder: { name: shown, address, objectId: null },
  };
}

export function entryOfDelegate(delegate: Delegate): Entry {
  if (typeof delegate === 'string') return entryOfText(delegate);
  const { DisplayName, Name, PrimarySmtpAddress, UserPrincipalName, Guid, ExternalDirectoryObjectId } = delegate;
  const address = PrimarySmtpAddress ?? UserPrincipalName;
  const sure = [PrimarySmtpAddress, UserPrincipalName, Guid, ExternalDirectoryObjectId];
  const identity = sure.find((each) => each !== null) ?? Name ?? DisplayName ?? '';
  // Names tell people apart only where nothing better is given.
  const named = sure.every((each) => each === null);
  return {
    sure: keysOf(sure),
    texts: named ? keysOf([Name, DisplayName]) : [],
    identity,
    inside: null,
    holder: { name: DisplayName ?? Name ?? identity, address, objectId: parseGuid(ExternalDirectoryObjectId) },
  };
}

/** Who may send on behalf. The list with names says more; it is left out by some versions of the service. */
export function onBehalfEntries(group: UnifiedGroup): readonly Entry[] {
  const plain = group.GrantSendOnBehalfTo;
  const withNames = group.GrantSendOnBehalfToWithDisplayNames;
  const told = withNames.length >= plain.length ? withNames : [...withNames, ...plain];
  return told.map(entryOfDelegate);
}

export function sendAsEntry({ Trustee, TrusteeSidString }: Permission): Entry {
  const text = Trustee ?? TrusteeSidString ?? '';
  const entry = entryOfText(text);
  // DOMAIN\account
  const account = /^[^\\]+\\(.+)$/.exec(text)?.[1];
  return { ...entry, sure: keysOf([TrusteeSidString]), texts: keysOf([...entry.texts, account]) };
}

/** Everything that a person is called: `sure` is nobody else's; a `name` may be. As keys. */
export interface Names {
  readonly sure: ReadonlySet<string>;
  readonly name: ReadonlySet<string>;
}

export function namesOf(person: Person, recipient: Recipient | null): Names {
  const sure = new Set(keysOf([person.id, person.upn, person.mail, ...(recipient ? identifiersOf(recipient) : [])]));
  const called = keysOf([person.name, ...(recipient ? calledBy(recipient) : [])]);
  return { sure, name: new Set(called.filter((name) => !sure.has(name))) };
}

/** What one object alone has. */
function identifiersOf(it: Recipient): readonly (string | null)[] {
  return [
    ...[it.Guid, it.ExternalDirectoryObjectId, it.PrimarySmtpAddress, it.DistinguishedName, it.LegacyExchangeDN],
    ...[it.WindowsLiveID, it.UserPrincipalName, it.Sid, it.SamAccountName],
    ...it.EmailAddresses.map((each) => each.replace(/^\w+:/, '')),
  ];
}

/** What one object alone has, as keys. */
export const identitiesOf = (recipient: Recipient): readonly string[] => keysOf(identifiersOf(recipient));

const calledBy = (it: Recipient) => [it.Name, it.DisplayName, it.Alias, it.Identity, it.Id];

/** Does the recipient bear this name, address or id? */
export const isCalled = (recipient: Recipient, shown: string): boolean =>
  keysOf([...identifiersOf(recipient), ...calledBy(recipient)]).includes(keyOf(shown));

/** Is the entry this person? `by-text`: it shows a name, id or address of the person, which others may be called too. */
export function matches(entry: Entry, names: Names): 'yes' | 'by-text' | 'no' {
  if (entry.sure.some((key) => names.sure.has(key))) return 'yes';
  return entry.texts.some((key) => names.sure.has(key) || names.name.has(key)) ? 'by-text' : 'no';
}

/** Does a permission's `Identity` (a name, or a path that ends in it) name this group? */
export function isOf(permission: Permission, group: UnifiedGroup): boolean {
  const identity = permission.Identity;
  return identity === null || [identity, identity.split('/').at(-1) ?? ''].some((name) => isCalled(group, name));
}

/** One of each: the same person may be listed in two spellings. */
export function distinct(holders: readonly Holder[]): readonly Holder[] {
  const key = (holder: Holder) => holder.objectId ?? (holder.address ?? holder.name).toLowerCase();
  return [...new Map(holders.map((holder) => [key(holder), holder])).values()];
}
