import { type Cmdlet, chosen, text } from '../cmdlet.ts';
import { filtered } from '../filter.ts';
import { isMicrosoft365, type Recipient } from '../recipients.ts';
import { delegateNames, unifiedGroup } from '../render.ts';

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
    const groups = found.flatMap((each) => (each.is === 'group' ? [each.of] : []));
    const filter = text(parameters, 'Filter');
    const value = groups.flatMap((group) => {
      const object = unifiedGroup(exchange, group, withNames);
      const byName = { ...object, GrantSendOnBehalfTo: delegateNames(exchange, group) };
      return filtered([object], filter).length + filtered([byName], filter).length > 0 ? [object] : [];
    });
    return { value };
  },
};
