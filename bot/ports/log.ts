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

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
