import { guid, isGuid, pick } from '../ids.ts';
import type { Office } from '../office.ts';
import type { TwinGroup, TwinPerson } from '../twin.ts';
import { ambiguous, notFound } from './cmdlet.ts';

export type Recipient =
  | { readonly is: 'person'; readonly of: TwinPerson }
  | { readonly is: 'group'; readonly of: TwinGroup };

/** The company as Exchange sees it: mailboxes, guests as mail users, and groups that have an address. */
export class Recipients {
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  all(): readonly Recipient[] {
    const { people, groups } = this.#office.world;
    const all = [
      ...[...people.values()].map((of): Recipient => ({ is: 'person', of })),
      ...[...groups.values()].map((of): Recipient => ({ is: 'group', of })),
    ];
    return all.filter(hasAddress);
  }

  /** Exactly one recipient by id, address, alias or name (any case). Throws not found, or ambiguous. */
  find(identity: string, among: (recipient: Recipient) => boolean = () => true): Recipient {
    const wanted = identity.toLowerCase();
    const known = this.byId(wanted);
    if (known !== null && hasAddress(known) && among(known)) {
      if (this.#isChosenName(wanted, known.of.id, among)) throw ambiguous(identity);
      return known;
    }
    const found = this.all().filter((each) => isNamed(each, wanted) && among(each));
    if (found.length > 1) throw ambiguous(identity);
    if (found[0] === undefined) throw notFound(identity);
    return found[0];
  }

  /** Does somebody else bear this id as a name or alias? */
  #isChosenName(wanted: string, id: string, among: (recipient: Recipient) => boolean): boolean {
    const { people, groups } = this.#office.world;
    const named = (name: string, address: string) =>
      (name.length === wanted.length && name.toLowerCase() === wanted) ||
      address.toLowerCase().startsWith(`${wanted}@`);
    for (const of of people.values()) {
      const recipient: Recipient = { is: 'person', of };
      if (of.id !== id && named(of.displayName, of.userPrincipalName) && hasAddress(recipient) && among(recipient))
        return true;
    }
    for (const of of groups.values()) {
      const recipient: Recipient = { is: 'group', of };
      if (of.id !== id && named(of.displayName, of.mail) && hasAddress(recipient) && among(recipient)) return true;
    }
    return false;
  }

  byId(id: string): Recipient | null {
    const person = this.#office.world.people.get(id);
    if (person !== undefined) return { is: 'person', of: person };
    const group = this.#office.world.groups.get(id);
    return group === undefined ? null : { is: 'group', of: group };
  }

  /** What a display name, where several carry it, cannot be used for: naming one of them. */
  sharesName(recipient: Recipient): boolean {
    const { id, displayName } = recipient.of;
    const name = displayName.toLowerCase();
    const { people, groups } = this.#office.world;
    for (const of of people.values())
      if (of.id !== id && of.mail !== null && of.displayName.toLowerCase() === name) return true;
    for (const of of groups.values())
      if (of.id !== id && of.kind !== 'security' && of.displayName.toLowerCase() === name) return true;
    return false;
  }
}

/** Only what has an address is a recipient: a plain security group is none. */
function hasAddress({ is, of }: Recipient): boolean {
  return is === 'person' ? of.mail !== null : of.kind !== 'security';
}

export function isMicrosoft365(recipient: Recipient): boolean {
  return recipient.is === 'group' && recipient.of.kind === 'microsoft365';
}

/** Exchange's own GUID of an object, which is not its Entra id. */
export function exchangeGuid(recipient: Recipient): string {
  return guid(`exchange:${recipient.of.id}`);
}

/** The one name that nobody chooses: Exchange keeps the `CN` unique. */
export function distinguishedName(recipient: Recipient): string {
  const name = `${alias(recipient)}-${exchangeGuid(recipient).slice(0, 8)}`;
  return `CN=${name},OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;
}

export function address(recipient: Recipient): string {
  return recipient.of.mail ?? '';
}

export function alias(recipient: Recipient): string {
  const full = recipient.is === 'person' ? recipient.of.userPrincipalName : recipient.of.mail;
  return full.split('@')[0] ?? full;
}

/** `Name`: older objects carry their display name, newer ones their Entra id or alias with a piece of it. */
export function objectName(recipient: Recipient): string {
  if (recipient.is === 'group') return `${alias(recipient)}_${recipient.of.id.slice(0, 10).replace('-', '')}`;
  return pick(`name:${recipient.of.id}`, 2) === 0 ? recipient.of.id : recipient.of.displayName;
}

export function recipientType(recipient: Recipient): readonly [type: string, details: string] {
  if (recipient.is === 'person') {
    if (recipient.of.userType === 'Guest') return ['MailUser', 'GuestMailUser'];
    if (!recipient.of.mailbox) return ['MailUser', 'MailUser'];
    return ['UserMailbox', recipient.of.sharedMailbox === true ? 'SharedMailbox' : 'UserMailbox'];
  }
  switch (recipient.of.kind) {
    case 'microsoft365':
      return ['MailUniversalDistributionGroup', 'GroupMailbox'];
    case 'distribution':
      return ['MailUniversalDistributionGroup', 'MailUniversalDistributionGroup'];
    case 'mail-security':
    case 'security':
      return ['MailUniversalSecurityGroup', 'MailUniversalSecurityGroup'];
  }
}

/** Does the text, in lower case, name the object? A search asks that of everybody: what is dear is looked at last. */
function isNamed(recipient: Recipient, wanted: string): boolean {
  const { id, displayName } = recipient.of;
  const is = (name: string) => name.length === wanted.length && name.toLowerCase() === wanted;
  if (is(id) || is(address(recipient)) || is(displayName) || is(alias(recipient))) return true;
  if (isGuid(wanted)) return is(exchangeGuid(recipient));
  if (wanted.startsWith('cn=')) return is(distinguishedName(recipient));
  // A person's object is called by the id or the display name.
  return recipient.is === 'person' ? is(recipient.of.userPrincipalName) : is(objectName(recipient));
}
