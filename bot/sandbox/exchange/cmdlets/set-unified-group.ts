import type { TwinGroup } from '../../twin.ts';
import {
  badParameter,
  type Cmdlet,
  CmdletError,
  delegateNotFound,
  type Exchange,
  outsideScope,
  text,
} from '../cmdlet.ts';
import { isMicrosoft365, objectName } from '../recipients.ts';
import { orphanOf } from '../render.ts';
import { findTrustee, mayBeTrustee, seenByChanges } from './recipient-permission.ts';

/** Set-UnifiedGroup, of which the twin knows `GrantSendOnBehalfTo`: a hashtable is a delta, anything else overwrites. */
export const setUnifiedGroup: Cmdlet = {
  parameters: ['Identity', 'GrantSendOnBehalfTo', 'Confirm', 'ErrorAction'],
  run(exchange, parameters) {
    const identity = text(parameters, 'Identity');
    if (identity === undefined) throw badParameter('Identity', 'The argument is null or empty.');
    const recipient = exchange.recipients.find(identity, (one) => isMicrosoft365(one) && seenByChanges(exchange)(one));
    if (recipient.is !== 'group') throw badParameter('Identity', 'A group is expected.');
    const group = recipient.of;
    if (exchange.office.outsideScope.has(group.id)) throw outsideScope(objectName(recipient));
    const orphan = 'GrantSendOnBehalfTo' in parameters ? orphanOf(exchange) : null;
    if (orphan !== null) throw delegateNotFound(orphan);
    const delta = 'GrantSendOnBehalfTo' in parameters ? deltaOf(exchange, group, parameters.GrantSendOnBehalfTo) : none;
    const removed = delta.remove.filter((id) => exchange.rights.change('remove', 'sendOnBehalf', group, id));
    const added = delta.add.filter((id) => exchange.rights.change('add', 'sendOnBehalf', group, id));
    if (removed.length + added.length > 0) return { value: [] };
    const warning = `The command completed successfully but no settings of '${recipient.of.displayName}' have been modified.`;
    return { value: [], warnings: [warning] };
  },
};

interface Delta {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const none: Delta = { add: [], remove: [] };

function deltaOf(exchange: Exchange, group: TwinGroup, given: unknown): Delta {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return hashtable(exchange, given);
  const wanted = eligible(exchange, given === null ? [] : strings(given));
  return { add: wanted, remove: [...group.sendOnBehalf].filter((id) => !wanted.includes(id)) };
}

function hashtable(exchange: Exchange, given: object): Delta {
  const entries = Object.entries(given);
  const type = entries.find(([key]) => key === '@odata.type')?.[1];
  if (type !== '#Exchange.GenericHashTable')
    throw badParameter('GrantSendOnBehalfTo', 'The object has no "@odata.type":"#Exchange.GenericHashTable".');
  const values = (wanted: string) =>
    entries.filter(([key]) => key.toLowerCase() === wanted).flatMap(([, value]) => strings(value));
  const odd = entries.find(([key]) => !['@odata.type', 'add', 'remove'].includes(key.toLowerCase()));
  if (odd !== undefined) throw badParameter('GrantSendOnBehalfTo', `Unknown key "${odd[0]}".`);
  const remove = values('remove').map((identity) => findTrustee(exchange, identity, seenByChanges(exchange)).of.id);
  return { add: eligible(exchange, values('add')), remove };
}

function eligible(exchange: Exchange, identities: readonly string[]): readonly string[] {
  return identities.map((identity) => {
    const recipient = findTrustee(exchange, identity, seenByChanges(exchange));
    if (!mayBeTrustee(recipient))
      throw new CmdletError(
        `Ex51D2A7|Microsoft.Exchange.Configuration.Tasks.RecipientTaskException|You can't grant SendOnBehalfTo to "${identity}". You can only grant SendOnBehalfTo to mailboxes, mail users, security groups with e-mail addresses.`,
      );
    return recipient.of.id;
  });
}

function strings(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((each) => typeof each === 'string'))
    throw badParameter('GrantSendOnBehalfTo', 'Strings are expected.');
  return list;
}
