import { type AskLimits, builtInAskLimits } from '../often.ts';

/** What a company can set. */
export interface Policy {
  /** Only members of a group can get a right on it. */
  readonly membersOnly: boolean;
  /** Requests that one person may have open at a time. */
  readonly openRequests: number;
  /** The longest time a right may be asked for, ISO 8601; null: no limit, and no end is demanded. */
  readonly longest: string | null;
  /** How long a denied wish rests before the same person can ask it again, ISO 8601; null: not at all. */
  readonly restAfterDenial: string | null;
  /** How often one person may ask. */
  readonly asks: AskLimits;
  /** What one person may have looked up in ten minutes: see app/budget.ts. */
  readonly lookUps: number;
}

export const builtInPolicy: Policy = {
  membersOnly: true,
  openRequests: 20,
  longest: null,
  restAfterDenial: 'P1D',
  asks: builtInAskLimits,
  lookUps: 1500,
};
