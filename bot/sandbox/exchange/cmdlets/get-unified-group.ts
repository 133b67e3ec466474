import { type Cmdlet, chosen, text } from '../cmdlet.ts';
import { filtered } from '../filter.ts';
import { isMicrosoft365, type Recipient } from '../recipients.ts';
import { unifiedGroup } from '../render.ts';

/** Get-UnifiedGroup: Microsoft 365 groups only. Without `Identity`: all of them. */
export const getUnifiedGroup: Cmdlet = {
  parameters: ['Identity', 'IncludeGrantSendOnBehalfToWithDisplayNames', 'Filter', 'ResultSize', 'ErrorAction'],
  run(exchange, parameters) {
    const found = chosen<Recipient>(
      text(parameters, 'Identity'),
      (identity) => exchange.recipients.find(identity, isMicrosoft365),
      () => exchange.recipients.all().filter(isMicrosoft365),
    );
    const withNames = parameters.IncludeGrantSendOnBehalfToWithDisplayNames === true;
    const objects = found.flatMap((each) => (each.is === 'group' ? [unifiedGroup(exchange, each.of, withNames)] : []));
    return { value: filtered(objects, text(parameters, 'Filter')) };
  },
};
