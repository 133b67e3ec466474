/** Fields that may be logged: ids and codes, never a secret, never what a person wrote. */
export interface LogFields {
  readonly correlation?: string;
  readonly request?: string;
  /** Where a line is about several. */
  readonly requests?: readonly string[];
  /** The kind of job in which it happened. */
  readonly task?: string;
  readonly person?: string;
  readonly group?: string;
  readonly code?: string;
  readonly status?: number;
  readonly attempt?: number;
  readonly kind?: string;
  readonly ms?: number;
  readonly count?: number;
  readonly port?: number;
  /** Of a call: what was asked, without ids and names (`GET /groups/{id}/owners`). */
  readonly operation?: string;
  readonly cmdlet?: string;
  readonly outcome?: string;
  /** The id that a call was sent with: what Microsoft's support asks for. */
  readonly clientRequestId?: string;
  /** The same of the request that carried it among others. */
  readonly batch?: string;
  /** Name of the claim of a token that failed. */
  readonly claim?: string;
  /** Seconds by which a time that was sent is ahead of our clock; negative: behind it. */
  readonly skewSeconds?: number;
  readonly error?: unknown;
}

/** Every event of the log: names that an operator searches for. A dot parts a service from what happened in it. */
export const logEvents = [
  'account-unclear',
  'admins-not-read',
  'answer-not-noted',
  'answer-not-sent',
  'by-hand-rights-not-read',
  'call-not-counted',
  'calls-not-tidied',
  'card-not-completed',
  'card-not-noted',
  'change-refused',
  'channel-keys-not-read',
  'chat-not-opened',
  'choices-not-found',
  'database-connection-lost',
  'effect-not-checked',
  'effect-waits',
  'end-not-read',
  'exchange-forbidden',
  'exchange-not-listed',
  'exchange-not-read',
  'exchange-refuses',
  'exchange.call',
  'exchange.change',
  'exchange.failed',
  'exchange.lost',
  'exchange.no-batch',
  'exchange.not-sent',
  'exchange.shared',
  'graph.call',
  'graph.fault',
  'graph.refused',
  'group-unclear',
  'handed-over',
  'heard',
  'help-without-groups',
  'hidden-groups-not-read',
  'http.request-failed',
  'http.server-error',
  'installer.fault',
  'lane-not-freed',
  'lanes-lost',
  'limits-lost',
  'listening',
  'mention-not-identified',
  'other-lines-not-read',
  'other-request-left',
  'owners-not-read',
  'pause-not-told',
  'person-not-reached',
  'policy.changed',
  'policy.refused',
  'recorded',
  'recurring-not-kept',
  'request-closed',
  'request-unreadable',
  'returned',
  'set-not-read',
  'start-failed',
  'stop-failed',
  'store-broken',
  'store-not-bound',
  'store-not-private',
  'stray-found',
  'swept',
  'teams.answer-unused',
  'teams.call',
  'teams.foreign-address',
  'teams.not-sent',
  'teams.refused',
  'teams.request-failed',
  'teams.turn',
  'teams.turn-failed',
  'teams.unreachable',
  'tidied',
  'token-of-another-tenant',
  'token.unavailable',
  'turn-failed',
  'turn-not-taken',
  'typing-not-shown',
  'welcome-without-groups',
  'work-failed',
  'work-not-heard',
  'work-not-settled',
  'work-not-taken',
] as const;
export type LogEvent = (typeof logEvents)[number];

/** Writes one line at a level. */
export type LogLine = (event: LogEvent, fields?: LogFields) => void;

export interface Log {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}
