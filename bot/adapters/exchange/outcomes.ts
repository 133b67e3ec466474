/** What Exchange's answers mean for us. Pure. */
import { Fault } from '../../ports/faults.ts';
import type { Outcome } from '../../ports/permissions.ts';
import type { Result } from './invoke.ts';
import { keyOf } from './match.ts';
import { isFinal, outsideQuotes, quotedIn, saysNotFound, saysSeveral, shortName } from './refusals.ts';
import type { Failure } from './reply.ts';

export interface Change {
  readonly action: 'add' | 'remove';
  /** Everything that the two are called, to tell whom a refusal is about. */
  readonly group: readonly string[];
  readonly person: readonly string[];
}

type Refused = Extract<Failure, { failed: 'refused' }>;

const nothingModified = /no settings of .* have been modified/is;
const alreadyThere = /already (present|exists|has)/i;
const alreadyGone = /\bisn['’]t present|is not present|(ACE|entry) (does not|doesn['’]t) exist/i;

const wordsOf = ({ type, text }: Refused): string => `${type} ${text}`;

export const notFound = (failure: Failure): failure is Refused =>
  failure.failed === 'refused' && saysNotFound(wordsOf(failure));

export const ambiguous = (failure: Failure): failure is Refused =>
  failure.failed === 'refused' && saysSeveral(wordsOf(failure));

/** PowerShell itself takes no such question, or gives no name to its "no": that is said of the wording asked by. */
export const notAskable = (failure: Failure): failure is Refused =>
  failure.failed === 'refused' && (failure.type === '' || isFinal('invalidCall', wordsOf(failure)));

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
      return saysAlready(reply.text, change) ? { result: 'already' } : verdict(reply, change);
    case 'lost':
    case 'odd':
      return { result: 'unknown' };
    case 'withdrawn':
      return { result: 'withdrawn' };
  }
}

function saysAlready(text: string, { action }: Change): boolean {
  const said = outsideQuotes(text);
  return nothingModified.test(said) || (action === 'add' ? alreadyThere : alreadyGone).test(said);
}

/** Whom a refusal is about: by name, somebody else; null where it names nobody. */
export function whomOf({ text }: Failure & { readonly text: string }, change: Change): About {
  const named = quotedIn(text).map(keyOf);
  const names = (identities: readonly string[]) => identities.some((each) => named.includes(keyOf(each)));
  if (names(change.person)) return { about: 'person' };
  if (names(change.group)) return { about: 'group' };
  const [other] = quotedIn(text);
  return other === undefined ? null : { about: 'other', name: other };
}
export type About = { readonly about: 'person' | 'group' } | { readonly about: 'other'; readonly name: string } | null;

/**
 * Only what cannot change is final. "Not found" never is: both were found a moment ago, so either a server does not
 * know them yet or the refusal is about somebody else. Whether one of the two is gone is for a look at that one to say.
 */
function verdict(refused: Refused, change: Change): Outcome {
  const words = wordsOf(refused);
  const whom = whomOf(refused, change);
  const blockedBy = whom?.about === 'other' && (notFound(refused) || isFinal('notEligible', words)) ? whom.name : null;
  if (blockedBy !== null) return { result: 'not-yet', said: shortName(refused.type), blockedBy };
  if (isFinal('notEligible', words)) return { result: 'refused', why: 'beneficiary-no-mailbox' };
  if (isFinal('invalidCall', words)) return { result: 'refused', why: 'exchange-refused' };
  return { result: 'not-yet', said: shortName(refused.type), blockedBy: null };
}

/** A read's failure → the fault that the port promises. Exchange's text may hold names: it stays out of the message. */
export function toFault(failure: Failure, what: string): Fault {
  switch (failure.failed) {
    case 'retry':
      return new Fault(
        failure.why === 'throttled' ? 'exchange-throttled' : 'exchange-unavailable',
        `${what}: Exchange asks to come back later`,
        { retryAt: failure.at },
      );
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

/** The rows of a read. @throws the fault of a failed one */
export function rowsOf(reply: Result | Failure, what: string): Result['rows'] {
  if ('failed' in reply) throw toFault(reply, what);
  return reply.rows;
}
