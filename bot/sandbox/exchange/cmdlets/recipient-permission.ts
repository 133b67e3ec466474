import type { TwinGroup } from '../../twin.ts';
import {
  badParameter,
  type Cmdlet,
  CmdletError,
  chosen,
  delegateNotFound,
  type Exchange,
  outsideScope,
  type Parameters,
  text,
} from '../cmdlet.ts';
import { objectName, type Recipient, recipientType } from '../recipients.ts';
import { sid, trustee } from '../render.ts';

const changing = ['Identity', 'Trustee', 'AccessRights', 'Confirm', 'ErrorAction'];

/** Get-RecipientPermission: Send As entries. Without `Identity`: everybody's. */
export const getRecipientPermission: Cmdlet = {
  parameters: ['Identity', 'Trustee', 'AccessRights', 'ResultSize', 'ErrorAction'],
  run(exchange, parameters) {
    const objects = chosen(
      text(parameters, 'Identity'),
      (identity) => exchange.recipients.find(identity),
      () => exchange.recipients.all(),
    );
    const entries = objects.flatMap((object) => entriesOf(exchange, object));
    const wanted = text(parameters, 'Trustee');
    if (wanted === undefined) return { value: entries };
    // The server's own filter compares SIDs: an entry of an account that has another now is missed.
    const shown = sid(findTrustee(exchange, wanted).of.id);
    return { value: entries.filter((entry) => entry.TrusteeSidString === shown) };
  },
};

export const addRecipientPermission: Cmdlet = {
  parameters: changing,
  run(exchange, parameters) {
    const { group, person, recipient } = target(exchange, parameters);
    if (!mayBeTrustee(person)) throw notGrantable(text(parameters, 'Trustee') ?? '');
    if (exchange.rights.change('add', 'sendAs', group, person.of.id))
      return { value: [entry(exchange, recipient, person.of.id)] };
    const shown = trustee(exchange, person.of.id);
    const warning = `The appropriate access control entry is already present on the object "${group.displayName}" for account "${shown}".`;
    return { value: [], warnings: [warning] };
  },
};

export const removeRecipientPermission: Cmdlet = {
  parameters: changing,
  run(exchange, parameters) {
    const { group, person } = target(exchange, parameters);
    if (exchange.rights.change('remove', 'sendAs', group, person.of.id)) return { value: null };
    const shown = trustee(exchange, person.of.id);
    const warning = `Can't remove the access control entry on the object "${group.displayName}" for account "${shown}" because the ACE isn't present.`;
    return { value: [], warnings: [warning] };
  },
};

interface Entry {
  readonly Trustee: string;
  readonly TrusteeSidString: string;
}

function entriesOf(exchange: Exchange, recipient: Recipient): readonly Entry[] {
  const self = { ...entry(exchange, recipient, 'self'), Trustee: 'NT AUTHORITY\\SELF', TrusteeSidString: 'S-1-5-10' };
  if (recipient.is === 'person') return recipient.of.mailbox ? [self] : [];
  return [self, ...exchange.rights.read(recipient.of, 'sendAs').map((id) => entry(exchange, recipient, id))];
}

function entry(exchange: Exchange, recipient: Recipient, id: string): Entry {
  const shown = {
    Identity: objectName(recipient),
    Trustee: trustee(exchange, id),
    AccessControlType: 'Allow',
    AccessRights: ['SendAs'],
    IsInherited: false,
    InheritanceType: 'None',
    TrusteeSidString: sid(id),
  };
  return shown;
}

/** Reads the parameters of a change; throws what Exchange would say. */
function target(
  exchange: Exchange,
  parameters: Parameters,
): { group: TwinGroup; person: Recipient; recipient: Recipient } {
  const identity = text(parameters, 'Identity');
  if (identity === undefined) throw badParameter('Identity', 'The argument is null or empty.');
  const wanted = text(parameters, 'Trustee');
  if (wanted === undefined) throw badParameter('Trustee', 'The argument is null or empty.');
  const rights = [parameters.AccessRights].flat();
  if (rights.length !== 1 || String(rights[0]).toLowerCase() !== 'sendas')
    throw badParameter('AccessRights', 'Only "SendAs" is possible.');
  if (parameters.Confirm !== false)
    throw new CmdletError(
      'Ex0A11C5|System.Management.Automation.PSInvalidOperationException|A command that prompts the user failed because the host program does not support user interaction.',
    );
  const seen = seenByChanges(exchange);
  const recipient = exchange.recipients.find(identity, seen);
  const person = findTrustee(exchange, wanted, seen);
  if (recipient.is !== 'group')
    throw new CmdletError('ExB2110F|System.NotSupportedException|The twin keeps permissions on groups only.');
  if (exchange.office.outsideScope.has(recipient.of.id)) throw outsideScope(objectName(recipient));
  return { group: recipient.of, person, recipient };
}

/** Whoever has become a guest, or lost the mailbox, can still lose the right: that is only refused where it is given. */
const notGrantable = (wanted: string) =>
  new CmdletError(
    `ExE3F4A1|Microsoft.Exchange.Configuration.Tasks.RecipientTaskException|"${wanted}" isn't a security principal. Only mailboxes, mail users with accounts and mail-enabled security groups can be granted permissions.`,
  );

/** Trustees are mailboxes, mail users with accounts and mail-enabled security groups; never guests. */
export function mayBeTrustee(recipient: Recipient): boolean {
  return ['UserMailbox', 'SharedMailbox', 'MailUser', 'MailUniversalSecurityGroup'].includes(
    recipientType(recipient)[1],
  );
}

/** What the server knows that changes go to. */
export function seenByChanges({ office }: Exchange): (recipient: Recipient) => boolean {
  const how = office.fault('exchange')?.how;
  return how?.kind === 'unseen' ? ({ of }) => of.id !== how.id : () => true;
}

export function findTrustee(
  exchange: Exchange,
  identity: string,
  among?: (recipient: Recipient) => boolean,
): Recipient {
  try {
    return exchange.recipients.find(identity, among);
  } catch (error) {
    if (error instanceof CmdletError && error.status === 404) throw delegateNotFound(identity);
    throw error;
  }
}
