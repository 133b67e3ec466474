import { pick } from '../ids.ts';
import type { TwinGroup } from '../twin.ts';
import type { Exchange } from './cmdlet.ts';
import {
  address,
  alias,
  distinguishedName,
  exchangeGuid,
  objectName,
  type Recipient,
  recipientType,
} from './recipients.ts';

/** How Exchange names a Send As trustee: it varies from person to person; of a deleted one only the SID is left. */
export function trustee(exchange: Exchange, id: string): string {
  const recipient = exchange.recipients.byId(id);
  if (recipient === null) return sid(id);
  if (recipient.is === 'group') return recipient.of.displayName;
  const person = recipient.of;
  if (showsBareNames(exchange)) return person.displayName;
  switch (pick(`trustee:${id}`, 4)) {
    case 1:
      return address(recipient);
    case 2:
      return exchange.recipients.sharesName(recipient) ? person.userPrincipalName : person.displayName;
    default:
      return person.userPrincipalName;
  }
}

const showsBareNames = ({ office }: Exchange) => office.fault('exchange')?.how.kind === 'bare-names';

export function sid(id: string): string {
  const part = (seed: string) => pick(`${seed}:${id}`, 4_000_000_000);
  return `S-1-5-21-${part('a')}-${part('b')}-${part('c')}-${pick(`d:${id}`, 90_000_000) + 1000}`;
}

/** A delegate in `GrantSendOnBehalfTo`: its `Name`, which may be a GUID, or its display name. */
function delegate(exchange: Exchange, id: string): string {
  const recipient = exchange.recipients.byId(id);
  if (recipient === null) return id;
  return showsBareNames(exchange) ? recipient.of.displayName : objectName(recipient);
}

/** The same with `IncludeGrantSendOnBehalfToWithDisplayNames`: objects for some groups, plain text for others. */
function namedDelegate(exchange: Exchange, group: TwinGroup, id: string): unknown {
  const recipient = exchange.recipients.byId(id);
  if (recipient === null) return id;
  if (showsBareNames(exchange)) return { DisplayName: recipient.of.displayName };
  if (pick(`delegates:${group.id}`, 2) === 0) return address(recipient);
  return { DisplayName: recipient.of.displayName, PrimarySmtpAddress: address(recipient) };
}

/** The entry among every group's delegates whose object is gone, as the fault says; null without that fault. */
export function orphanOf({ office }: Exchange): string | null {
  const how = office.fault('exchange')?.how;
  return how?.kind === 'orphan' ? how.name : null;
}

export function recipientObject(recipient: Recipient): object {
  const [type, details] = recipientType(recipient);
  return {
    '@odata.type': '#Exchange.ReducedRecipient',
    Identity: objectName(recipient),
    Id: objectName(recipient),
    Name: objectName(recipient),
    Alias: alias(recipient),
    DisplayName: recipient.of.displayName,
    PrimarySmtpAddress: address(recipient),
    EmailAddresses: [`SMTP:${address(recipient)}`],
    RecipientType: type,
    RecipientTypeDetails: details,
    ExternalDirectoryObjectId: recipient.of.id,
    Guid: exchangeGuid(recipient),
    DistinguishedName: distinguishedName(recipient),
    ...(recipient.is === 'person' ? { WindowsLiveID: recipient.of.userPrincipalName } : {}),
  };
}

/** The distinguished names of a group's delegates: what a filter on `GrantSendOnBehalfTo` compares. */
export function delegateNames(exchange: Exchange, group: TwinGroup): readonly string[] {
  const delegates = exchange.rights.read(group, 'sendOnBehalf').map((id) => exchange.recipients.byId(id));
  return delegates.flatMap((one) => (one === null ? [] : [distinguishedName(one)]));
}

/** A Microsoft 365 group as `Get-UnifiedGroup` shows it. */
export function unifiedGroup(exchange: Exchange, group: TwinGroup, withNames: boolean): object {
  const orphan = orphanOf(exchange);
  const delegates = [...(orphan === null ? [] : [orphan]), ...exchange.rights.read(group, 'sendOnBehalf')];
  return {
    ...recipientObject({ is: 'group', of: group }),
    '@odata.type': '#Exchange.UnifiedGroup',
    AccessType: group.visibility === 'Public' ? 'Public' : 'Private',
    HiddenGroupMembershipEnabled: group.visibility === 'HiddenMembership',
    HiddenFromAddressListsEnabled: group.hideFromAddressLists,
    ManagedBy: [...group.owners].map((id) => delegate(exchange, id)),
    GroupMemberCount: group.members.size,
    GrantSendOnBehalfTo: delegates.map((id) => delegate(exchange, id)),
    ...(withNames
      ? { GrantSendOnBehalfToWithDisplayNames: delegates.map((id) => namedDelegate(exchange, group, id)) }
      : {}),
  };
}
