import type { Cmdlet } from '../cmdlet.ts';
import { getRecipient } from './get-recipient.ts';
import { getUnifiedGroup } from './get-unified-group.ts';
import { addRecipientPermission, getRecipientPermission, removeRecipientPermission } from './recipient-permission.ts';
import { setUnifiedGroup } from './set-unified-group.ts';

/** The cmdlets that the twin knows, by lower-case name. Any other is answered as one that the app may not call. */
export const cmdlets: ReadonlyMap<string, Cmdlet> = new Map([
  ['get-recipient', getRecipient],
  ['get-unifiedgroup', getUnifiedGroup],
  ['get-recipientpermission', getRecipientPermission],
  ['add-recipientpermission', addRecipientPermission],
  ['remove-recipientpermission', removeRecipientPermission],
  ['set-unifiedgroup', setUnifiedGroup],
]);
