import type { At } from '../domain/ids.ts';

/** A delivery that somebody has answered, or that is this process's to answer. */
export type Claim =
  | { readonly answered: string }
  /** Ends the claim with the answer, opaque to the store; null: none was given, and the next delivery is as a first one. */
  | { end(answer: string | null): Promise<void> };

/**
 * What was delivered from outside, and how it was answered: the channel may deliver the same again, also to another
 * process. Throws `Fault` `store-unavailable`.
 */
export interface Deliveries {
  /** One claim at a time on a key, among all processes on the store: others wait for its end, or for its process's. */
  claim(key: string): Promise<Claim>;
  /** Forgets the answers from before then, and says how many. */
  forget(before: At): Promise<number>;
}
