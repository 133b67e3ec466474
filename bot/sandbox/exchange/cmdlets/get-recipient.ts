import { type Cmdlet, chosen, text } from '../cmdlet.ts';
import { filtered } from '../filter.ts';
import { recipientObject } from '../render.ts';

/** Get-Recipient: any mail-enabled object. Without `Identity`: all of them. */
export const getRecipient: Cmdlet = {
  parameters: ['Identity', 'Filter', 'ResultSize', 'RecipientTypeDetails', 'ErrorAction'],
  run({ recipients }, parameters) {
    const found = chosen(
      text(parameters, 'Identity'),
      (identity) => recipients.find(identity),
      () => recipients.all(),
    );
    return { value: filtered(found.map(recipientObject), text(parameters, 'Filter')) };
  },
};
