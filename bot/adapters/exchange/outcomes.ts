/** What Exchange's answers mean for us. Pure. Exceptions go before texts; texts are Exchange's English ones. */
import { Fault } from '../../ports/faults.ts';
import type { Outcome } from '../../ports/permissions.ts';
import type { Result } from './invoke.ts';
import type { Failure } from './reply.ts';

export interface Change {
  readonly action: 'add' | 'remove';
  /** Every identity that was sent, to tell which of the two Exchange does not find. */
  readonly group: readonly string[];
  readonly person: readonly string[];
}

type Refused = Extract<Failure, { failed: 'refused' }>;

const nothingModified = /no settings of .* have been modified/is;
const alreadyThere = /already (present|exists|has)/i;
const alreadyGone = /\bisn['’]t present|is not present|(ACE|entry) (does not|doesn['’]t) exist/i;
const notEligible = /(can['’]t|can only) grant SendOnBehalfTo|(isn['’]t|is not) a (valid )?security principal/i;
const missing = /could(n['’]t| not) (be found|find)/i;
const severalMatch = /matches multiple entries/i;

export const notFound = (failure: Failure): boolean =>
  failure.failed === 'refused' && (/ManagementObjectNotFound/i.test(failure.type) || missing.test(failure.text));

export const ambiguous = (failure: Failure): boolean =>
  failure.failed === 'refused' && (/ManagementObjectAmbiguous/i.test(failure.type) || severalMatch.test(failure.text));

/** A change's answer → its outcome. */
export function toOutcome(reply: Result | Failure, change: Change): Outcome {
  if (!('failed' in reply)) {
    return { result: reply.warnings.some((warning) => saysAlready(warning, change)) ? 'already' : 'done' };
  }
  switch (reply.failed) {
    case 'retry':
      return { result: 'retry', at: reply.at, why: reply.why };
    case 'forbidden':
      return { result: 'refused', why: 'exchange-forbidden' };
    case 'refused':
      return saysAlready(reply.text, change)
        ? { result: 'already' }
        : { result: 'refused', why: reason(reply, change) };
    case 'lost':
    case 'odd':
      return { result: 'unknown' };
    case 'withdrawn':
      return { result: 'withdrawn' };
  }
}

function saysAlready(text: string, { action }: Change): boolean {
  return nothingModified.test(text) || (action === 'add' ? alreadyThere : alreadyGone).test(text);
}

function reason(refused: Refused, change: Change) {
  if (notEligible.test(refused.text)) return 'beneficiary-no-mailbox';
  if (!notFound(refused)) return 'exchange-refused';
  const text = refused.text.toLowerCase();
  const names = (identities: readonly string[]) => identities.some((each) => text.includes(each.toLowerCase()));
  // The directory has vouched for the person: whom Exchange does not find has no mailbox.
  if (names(change.person)) return 'beneficiary-no-mailbox';
  if (names(change.group)) return 'group-gone';
  return /find object/i.test(text) ? 'beneficiary-no-mailbox' : 'group-gone';
}

/** A read's failure → the fault that the port promises. Exchange's text may hold names: it stays out of the message. */
export function toFault(failure: Failure, what: string): Fault {
  switch (failure.failed) {
    case 'retry':
      return new Fault(`exchange-${failure.why}`, `${what}: Exchange asks to come back later`, { retryAt: failure.at });
    case 'forbidden':
      return new Fault('exchange-forbidden', `${what}: the app lacks a role in Exchange`);
    case 'lost':
      return new Fault('exchange-unavailable', `${what}: ${failure.text}`, { cause: failure.cause });
    case 'refused':
      return new Fault('exchange-odd-reply', `${what}: Exchange refuses (${failure.type || 'unnamed exception'})`);
    case 'odd':
      return new Fault('exchange-odd-reply', `${what}: ${failure.text}`);
    case 'withdrawn':
      return new Fault('exchange-unavailable', `${what}: not sent`);
  }
}
