import { type AskLimits, builtInAskLimits } from '../often.ts';
import { BUILT_IN_RULEBOOK, type Rulebook } from './rules/values.ts';

/** What a company has set: the file of POLICY_FILE, or what is built in. */
export interface Policy {
  /** Name of its file, without the folder; null: it is built in. */
  readonly file: string | null;
  /** Rules and limits by group and right. */
  readonly book: Rulebook;
  /** Requests that one person may have open at a time. */
  readonly openRequests: number;
  /** How long a denied wish rests before the same person can ask it again, ISO 8601; null: not at all. */
  readonly restAfterDenial: string | null;
  /** How often one person may ask. */
  readonly asks: AskLimits;
  /** What one person may have looked up in ten minutes: see app/budget.ts. */
  readonly lookUps: number;
}

export const builtInPolicy: Policy = {
  file: null,
  book: BUILT_IN_RULEBOOK,
  openRequests: 20,
  restAfterDenial: 'P1D',
  asks: builtInAskLimits,
  lookUps: 1500,
};
