import type { UserId } from '../ids.ts';
import type { Asked } from '../request.ts';

/** Accounts as rules see them. Only here stands what makes one count. */

/** What a rule must know of a person, read live. */
export interface Account {
  readonly id: UserId;
  /** Null: the directory does not say. Then the account counts for nothing, and nothing is taken from it for that. */
  readonly enabled: boolean | null;
  readonly guest: boolean;
}

/** An account that is not in the directory: deleted, or only out of sight. */
export interface Unseen {
  readonly id: UserId;
  readonly unseen: 'deleted' | 'absent';
}
/** An account as it was looked for. */
export type Sought = Account | Unseen;

/** Does an account count as somebody: enabled, and the tenant's own? Null: the directory does not say. */
export const counts = ({ enabled, guest }: Account): boolean | null => (guest ? false : enabled);

/** Counts as somebody for certain. */
export const usable = (account: Sought): account is Account => 'enabled' in account && counts(account) === true;
export const isAbsent = (account: Sought): boolean => 'unseen' in account && account.unseen === 'absent';
export type Pair = Pick<Asked, 'requester' | 'beneficiary'>;
const apart = (account: Account, pair: Pair) => account.id !== pair.requester && account.id !== pair.beneficiary;

/** Is this person a usable one of these owners? */
export const ownsAs = (person: UserId, owners: readonly Account[]): boolean =>
  owners.some((owner) => owner.id === person && usable(owner));

/** The owners who can decide on a request of this pair: enabled, no guest, neither the one who asks nor the one who gets. */
export function usableOwners<T extends Account>(owners: readonly T[], pair: Pair): readonly T[] {
  return owners.filter((owner) => usable(owner) && apart(owner, pair));
}
