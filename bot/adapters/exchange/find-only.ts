import type { Parameters, ReadCmdlet } from './cmdlets.ts';
import type { Invoke } from './invoke.ts';
import { ambiguous, notAskable, notFound, rowsOf } from './outcomes.ts';
import type { Row } from './reply.ts';
import { exactlyOne, odd, type Recipient } from './rows.ts';

/** How one object is asked for. */
export interface Ask<It> {
  readonly cmdlet: ReadCmdlet;
  /** Identities to ask by, one after the other. */
  readonly first: readonly string[];
  /** One more, for where these find several. */
  readonly last: () => Promise<string | null>;
  /** Parameters of each question. */
  readonly more: Parameters;
  readonly read: (row: Row) => It;
}

/**
 * The one object with this Entra id, whatever else is called like it. Null where Exchange knows none by any of the
 * identities. A name or alias is chosen freely, and may be another's id or address: then the id is asked for as the
 * property that nobody chooses, and "several" is never taken for "none".
 */
export async function findOnly<It extends Recipient>(invoke: Invoke, id: string, ask: Ask<It>): Promise<It | null> {
  let several = false;
  for (const Identity of ask.first) {
    const reply = await invoke(ask.cmdlet, { Identity, ...ask.more });
    if ('failed' in reply && ambiguous(reply)) several = true;
    if ('failed' in reply && (ambiguous(reply) || notFound(reply))) continue;
    const found = exactlyOne(rowsOf(reply, ask.cmdlet).map(ask.read), id);
    if (found !== null) return found;
  }
  if (!several) return null;
  const byProperty: Parameters = { Filter: `ExternalDirectoryObjectId -eq '${id}'` };
  const last = await ask.last();
  for (const parameters of last === null ? [byProperty] : [byProperty, { Identity: last }]) {
    const reply = await invoke(ask.cmdlet, { ...parameters, ...ask.more });
    if ('failed' in reply && (ambiguous(reply) || notFound(reply) || notAskable(reply))) continue;
    const found = exactlyOne(rowsOf(reply, ask.cmdlet).map(ask.read), id);
    if (found !== null) return found;
  }
  throw odd('Several objects are called what was asked for');
}
