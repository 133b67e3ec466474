import type { Pause, Right } from '../../domain/request.ts';
import type { Held, Outcome } from '../../ports/permissions.ts';

/**
 * What a reading and Exchange's answer to the change before it say together. A bare name that others bear too proves
 * nothing; that Exchange answers a repeated change with "already" does. A first "done" leads to such a repeat.
 */

/** After an addition: does the right stand? */
export const isThere = ({ rights, byName }: Held, right: Right, { result }: Outcome): boolean =>
  rights.includes(right) || (byName.includes(right) && result === 'already');

/** After a removal: may the right still stand? */
export const mayStand = ({ rights, byName }: Held, right: Right, { result }: Outcome): boolean =>
  byName.includes(right) ? result !== 'already' : rights.includes(right);

/** Before a change: does the reading show the right, or a name by which it may be this person's? */
export const mayHold = ({ rights, byName }: Held, right: Right): boolean =>
  rights.includes(right) || byName.includes(right);

/** What the reading shows for certain. */
export const surely = ({ rights, byName }: Held): readonly Right[] => rights.filter((right) => !byName.includes(right));

/** Why a right that may still stand after its removal is waited for: Exchange has taken that, or says it was gone before. */
export const whyShown = ({ result }: Outcome): Pause['why'] => (result === 'already' ? 'still-shown' : 'readback');
