/** At most `calls` in any span of `ms` milliseconds; `ms` 0: at most so many under way at once. */
export interface Limit {
  readonly calls: number;
  readonly ms: number;
}

/** What calls share: those into one chat, or all of the app's. */
export interface Budget {
  readonly key: string;
  readonly limits: readonly Limit[];
}

/** Services that may tell us to wait. */
export type Service = 'teams' | 'graph' | 'exchange';

/** No call to a service before `until`, in ms since 1970. */
export interface Pause {
  readonly until: number;
  /** The status that it came with: 429, 503. */
  readonly status: number;
}

/**
 * Limits that all processes of the bot keep together. Never throws: when the others cannot be asked, each process goes
 * by what it knows itself, and the services' own refusals hold it back.
 */
export interface Limits {
  /** Counts a call as begun if every budget has room, until `end`; else says when to ask again (ms since 1970). */
  begin(budgets: readonly Budget[]): Promise<{ end(): void } | { readonly notBefore: number }>;
  /** Counts so many calls at once if there is room for them; else says when to ask again (ms since 1970). */
  spend(budget: Budget, calls: number): Promise<{ readonly notBefore: number } | null>;
  /** The pause of a service as far as this process knows; it may be over. */
  paused(service: Service): Pause | null;
  /** A service has told us to wait: everybody does. The later of two pauses holds. */
  pause(service: Service, pause: Pause): void;
}
