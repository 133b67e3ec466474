/** What a request keeps of the company's policy, and goes by for as long as it waits. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When notices may be sent. Decisions and ends never wait for these hours. */
export interface WorkHours {
  /** `HH:MM`, before `to` on the same day. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly (typeof WEEKDAYS)[number][];
  /** IANA time zone. */
  readonly zone: string;
}

/** What the company's policy said when a right was asked for: the clock of the request, and what it needs at least. */
export interface Stamp {
  /** Null: no rule was about the group. */
  readonly rule: string | null;
  /** SHA-256 of the policy file; null: there was none. */
  readonly hash: string | null;
  readonly limits: readonly string[];
  /** Empty: it was unclear which rule applies. */
  readonly approve: readonly { readonly from: string; readonly count: number }[];
  /** ISO 8601 durations from the ask on. */
  readonly remind: readonly string[];
  readonly escalate: { readonly after: string; readonly to: string } | null;
  readonly lapse: string | null;
  /** When reminders may be sent; null: at any time. */
  readonly workHours: WorkHours | null;
}
