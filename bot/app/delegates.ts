import type { Delegates, Right } from '../domain/request.ts';
import { Fault } from '../ports/faults.ts';
import type { Held, Holder, Reading } from '../ports/permissions.ts';

/** Names for the record: the address says more than a name that two people share. */
export const label = ({ name, address }: Holder) => (address === null ? name : `${name} <${address}>`);

/** A reading of Exchange → what the audit keeps of it. */
export const delegates = ({ sendAs, sendOnBehalf }: Reading): Delegates => ({
  sendAs: sendAs.map(label),
  sendOnBehalf: sendOnBehalf.map(label),
});

/** What a person holds by a reading. Throws Fault where it lists a name that several bear: that is neither yes nor no. */
export function rightsIn({ rights, byName }: Held): readonly Right[] {
  const unclear = byName.some((right) => !rights.includes(right));
  if (unclear) throw new Fault('exchange-odd-reply', 'A delegate is shown by a name that several bear');
  return rights;
}
/** The entries of which Exchange does not say whose they are: a bare name, or the SID of an account that is gone. */
export const strangers = (reading: Reading, right: Right): readonly string[] =>
  reading[right].filter(({ objectId }) => objectId === null).map(label);

/** Entra object ids of those who hold the right, where Exchange says them. */
export const idsOf = (reading: Reading, right: Right): readonly string[] =>
  reading[right].flatMap(({ objectId }) => objectId ?? []);
